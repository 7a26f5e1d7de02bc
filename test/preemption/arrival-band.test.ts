import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import { arrivalBand } from '../../src/preemption/arrival-band.ts';

const AT = { uncertaintyM: 10, speedMps: 10 };

describe('the band of an arrival', () => {
  it('given driving times that err by an eighth, then it holds nine of ten arrivals, and is no wider than it has to be', () => {
    const random = randomStream(1, 'arrivals');
    const arrivals = Array.from({ length: 2000 }, () => {
      const etaS = random.uniform(30, 600);
      return { etaS, cameS: etaS + random.normal(0, 0.125 * etaS) };
    });
    const held = arrivals.filter(({ etaS, cameS }) => {
      const { earlyS, lateS } = arrivalBand(etaS, [], AT);
      return earlyS <= cameS && cameS <= lateS;
    });
    expect(held.length / arrivals.length).toBeGreaterThan(0.85);
    expect(held.length / arrivals.length).toBeLessThan(0.97);
  });

  it('is not sooner than now, leans to the late side, and is wider the less is known of the place', () => {
    const near = arrivalBand(2, [], { uncertaintyM: 200, speedMps: 1 });
    expect(near.earlyS).toBe(0);
    const { earlyS, lateS } = arrivalBand(120, [], AT);
    expect(lateS - 120).toBeGreaterThan(120 - earlyS);
    const vague = arrivalBand(120, [], { ...AT, uncertaintyM: 200 });
    expect(vague.lateS - vague.earlyS).toBeGreaterThan(lateS - earlyS);
  });
});
