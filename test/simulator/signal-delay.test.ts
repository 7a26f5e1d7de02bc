import { describe, it } from 'vitest';
import { BANDS, SATURATIONS, USUAL_STEP_LENGTHS_S } from '../../bench/gates/bands.ts';
import { capacityVehPerHour, delaysOverWebster } from '../../bench/gates/signal-cycle.ts';
import { expectWithin } from '../support/within.ts';

describe.each(USUAL_STEP_LENGTHS_S)('one lane under a fixed cycle, steps of %d s', (stepS) => {
  it('has a capacity within 5 % of 1800-1900 vehicles per hour of effective green', () => {
    expectWithin(BANDS.capacityVehPerHour, capacityVehPerHour(stepS));
  });

  it('delays vehicles as Webster says (uniform term) within 10 % below 0.85 saturation', () => {
    for (const [n, ratio] of delaysOverWebster(stepS, SATURATIONS).entries()) {
      expectWithin(BANDS.delayOverWebster, ratio, `saturation ${SATURATIONS[n]}`);
    }
  });
});
