import { describe, expect, it } from 'vitest';
import { BANDS, STEP_LENGTHS_S } from '../../bench/gates/bands.ts';
import { meanDischarge } from '../../bench/gates/discharge.ts';
import { expectWithin } from '../support/within.ts';

/** The gates of queue discharge at an urban limit of 50 km/h, at the step lengths that runs may use. */
describe.each(STEP_LENGTHS_S)('a queue discharges at green, steps of %d s', (stepS) => {
  const measured = meanDischarge(stepS, 8);

  it('with a saturation headway of 1.9-2.1 s', () => {
    expectWithin(BANDS.saturationHeadwayS, measured.saturationHeadwayS);
  });

  it('with a start-up lost time of 1.5-2.5 s', () => {
    expectWithin(BANDS.startUpLostS, measured.startUpLostS);
  });

  it('with a discharge wave of 5-6.5 m/s from a jam spacing of 6.5-7.5 m', () => {
    expectWithin(BANDS.dischargeWaveMps, measured.waveMps);
    expectWithin({ least: 6.5, most: 7.5 }, measured.jamSpacingM);
  });

  it('with a saturation flow within 3 % of that with steps of 0.1 s', () => {
    const finest = meanDischarge(STEP_LENGTHS_S[0], 8);
    expectWithin(BANDS.flowOverFinest, finest.saturationHeadwayS / measured.saturationHeadwayS);
  });
});

describe('the bands of the gates', () => {
  it('are those that the tests are named after', () => {
    expect(BANDS).toMatchObject({
      saturationHeadwayS: { least: 1.9, most: 2.1 },
      startUpLostS: { least: 1.5, most: 2.5 },
      dischargeWaveMps: { least: 5, most: 6.5 },
      capacityVehPerHour: { least: 1710, most: 1995 },
      delayOverWebster: { least: 0.9, most: 1.1 },
      flowOverFinest: { least: 0.97, most: 1.03 },
    });
  });
});
