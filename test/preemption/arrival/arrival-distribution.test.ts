import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArrivalDistribution, arrivalDistributions } from '../../../src/preemption/arrival/arrival-distribution.ts';
import type { RolledArrival } from '../../../src/preemption/arrival/expected-arrivals.ts';

const AT = { uncertaintyM: 5, speedMps: 12 };

/** A trip of so many bars, each so much further to drive, and with so long a wait, as the one before. */
function trip(legs: readonly { drivingS: number; waitingS: number; badlyS: number }[]): readonly RolledArrival[] {
  let [drivingS, expectedS, badlyS] = [0, 0, 0];
  return legs.map((leg, bar) => {
    drivingS += leg.drivingS;
    expectedS += leg.drivingS + leg.waitingS;
    badlyS += leg.drivingS + leg.waitingS + leg.badlyS;
    return { bar, alongM: 300 * bar, expectedS, badlyS, drivingS, delayS: 0, turns: 0, lights: bar + 1 };
  });
}

const seconds = (max: number) => fc.double({ min: 0, max, noNaN: true });
const trips = fc
  .array(fc.record({ drivingS: seconds(60), waitingS: seconds(200), badlyS: seconds(100) }), { minLength: 1, maxLength: 25 })
  .map(trip);
const widthS = ({ earlyS, lateS }: ArrivalDistribution): number => lateS - earlyS;

describe('the distribution of arrivals', () => {
  it('has its band around the median, never before now, and nothing comes before what lies before it', () => {
    fc.assert(
      fc.property(trips, (arrivals) => {
        let before = { earlyS: 0, medianS: 0, lateS: 0 };
        for (const one of arrivalDistributions(AT, arrivals)) {
          expect(one.earlyS).toBeGreaterThanOrEqual(before.earlyS);
          expect(one.medianS).toBeGreaterThanOrEqual(Math.max(before.medianS, one.earlyS));
          expect(one.lateS).toBeGreaterThanOrEqual(Math.max(before.lateS, one.medianS));
          before = one;
        }
      }),
    );
  });

  it('given the same drive and wait from bar to bar, then it is wider further ahead', () => {
    const told = arrivalDistributions(AT, trip(Array(12).fill({ drivingS: 25, waitingS: 15, badlyS: 5 })));
    told.slice(1).forEach((one, i) => {
      expect(widthS(one)).toBeGreaterThan(widthS(told[i]!));
    });
  });

  it('is wider the less is known of the place, and the longer a queue is waited for', () => {
    const [near] = arrivalDistributions(AT, trip([{ drivingS: 30, waitingS: 10, badlyS: 4 }]));
    const [vague] = arrivalDistributions({ ...AT, uncertaintyM: 200 }, trip([{ drivingS: 30, waitingS: 10, badlyS: 4 }]));
    const [queued] = arrivalDistributions(AT, trip([{ drivingS: 30, waitingS: 60, badlyS: 4 }]));
    expect(widthS(vague!)).toBeGreaterThan(widthS(near!) + 10);
    expect(widthS(queued!)).toBeGreaterThan(widthS(near!) + 10);
  });

  it('given a green that is missed if queues turn out longer, then the late end knows of the next one', () => {
    const [sure] = arrivalDistributions(AT, trip([{ drivingS: 30, waitingS: 5, badlyS: 0 }]));
    const [close] = arrivalDistributions(AT, trip([{ drivingS: 30, waitingS: 5, badlyS: 60 }]));
    expect(close!.lateS).toBeGreaterThan(sure!.lateS + 30);
    expect(close!.earlyS).toBe(sure!.earlyS);
  });

  it('given a turn on the way, then it is later, and less sure', () => {
    const [straight] = trip([{ drivingS: 30, waitingS: 5, badlyS: 0 }]);
    const [through, turned] = [0, 1].map((turns) => arrivalDistributions(AT, [{ ...straight!, turns }])[0]!);
    expect(turned!.medianS).toBeGreaterThan(through!.medianS + 3);
    expect(widthS(turned!)).toBeGreaterThan(widthS(through!) + 2);
  });

  it('tells the green of a junction still to be asked by its arrival, and that of one that is held by the clock', () => {
    const [light] = trip([{ drivingS: 100, waitingS: 20, badlyS: 0 }]);
    const [asked] = arrivalDistributions(AT, [{ ...light!, greenBeforeS: 40 }]);
    const [held] = arrivalDistributions(AT, [{ ...light!, greenS: 12 }]);
    expect(asked!.greenS).toBe(asked!.medianS - 40);
    expect(held!.greenS).toBe(12);
    expect(arrivalDistributions(AT, [light!])[0]!.greenS).toBeUndefined();
  });
});
