import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { type MatchOutcome, type MatchState, matchFix } from '../../src/location/matcher.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { advance, type Progress } from '../../src/routing/progress.ts';
import { routeOf } from '../../src/routing/route.ts';
import { drive } from '../support/drive.ts';
import { gridMap } from '../support/grid-map.ts';

const START_MS = 1_700_000_000_000;
const index = indexMap(gridMap(4, 3, 200, ['c1r1', 'c2r1']));
const route = routeOf(index, ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1']);
const REASONS = ['duplicate', 'out-of-order', 'late', 'future-dated', 'implausible-jump', 'implausible-speed', 'no-road-near'];

const wildNumber = fc.oneof(fc.double(), fc.double({ min: -1, max: 200 }), fc.constant(0));
const wildFix: fc.Arbitrary<PositionFix> = fc.record({
  vehicle: fc.constant('A1'),
  atMs: fc.oneof(
    fc.integer({ min: START_MS, max: START_MS + 60_000 }),
    fc.integer({ min: 0, max: 40 }).map((s) => START_MS + 1000 * s),
    wildNumber,
  ),
  lat: fc.oneof(fc.double({ min: 30.179, max: 30.185, noNaN: true }), wildNumber),
  lon: fc.oneof(fc.double({ min: 120.259, max: 120.268, noNaN: true }), wildNumber),
  speedMps: wildNumber,
  headingDeg: wildNumber,
  accuracyM: wildNumber,
});
/** Honest fixes of a noisy drive, as they may reach us: some lost, doubled or swapped. */
const battered = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0, 5, 15, 40), fc.array(fc.nat({ max: 59 }), { maxLength: 60 }))
  .map(([seed, sigmaM, order]) => {
    const driven = drive({ index, links: route.links, sigmaM, random: randomStream(seed), startMs: START_MS });
    return order.flatMap((i) => (i < driven.length ? [driven[i]!.fix] : []));
  });

function run(fixes: readonly PositionFix[]): { outcomes: MatchOutcome[]; states: (MatchState | undefined)[] } {
  let state: MatchState | undefined;
  const outcomes: MatchOutcome[] = [];
  const states: (MatchState | undefined)[] = [];
  fixes.forEach((fix, i) => {
    const nowMs = i % 3 === 0 ? START_MS + 1000 * i : fix.atMs;
    const next = matchFix(index, state, fix, nowMs, route.links);
    state = next.state;
    outcomes.push(next.outcome);
    states.push(next.state);
  });
  return { outcomes, states };
}

describe('whatever fixes come, in whatever order', () => {
  const anything = fc.oneof(fc.array(wildFix, { maxLength: 40 }), battered);

  it('each is matched to a link of the map with sound figures, or refused with a listed reason', () => {
    fc.assert(
      fc.property(anything, (fixes) => {
        for (const outcome of run(fixes).outcomes) {
          if (outcome.kind === 'refused') {
            expect(REASONS).toContain(outcome.reason);
            continue;
          }
          expect(index.findLink(outcome.link)).toBeDefined();
          const { offsetM, errorM, sigmaM, probability } = outcome;
          for (const figure of [offsetM, errorM, sigmaM, probability]) expect(figure).toSatisfy(Number.isFinite);
          const insideM = Math.max(...index.map.movements.map((movement) => movement.lengthM));
          expect(offsetM).toBeGreaterThanOrEqual(-insideM);
          expect(offsetM).toBeLessThanOrEqual(index.link(outcome.link).lengthM + insideM);
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('time of the state never goes back, and the state survives JSON with the same continuation', () => {
    fc.assert(
      fc.property(anything, wildFix, (fixes, last) => {
        const { states } = run(fixes);
        const times = states.map((state) => state?.atMs ?? Number.NEGATIVE_INFINITY);
        expect(times.every((atMs, i) => i === 0 || atMs >= times[i - 1]!)).toBe(true);
        const state = states.at(-1);
        if (state === undefined) return;
        const revived = JSON.parse(JSON.stringify(state)) as MatchState;
        const onward = (from: MatchState): string => JSON.stringify(matchFix(index, from, last, last.atMs, []));
        expect(onward(revived)).toBe(onward(state));
      }),
      { numRuns: 150 },
    );
  });

  it('a vehicle on a route never moves back and never takes back a passed stop', () => {
    fc.assert(
      fc.property(anything, (fixes) => {
        let progress: Progress | undefined;
        for (const outcome of run(fixes).outcomes) {
          if (outcome.kind === 'refused') continue;
          const next = advance(route, progress, outcome);
          expect(next.alongM).toBeGreaterThanOrEqual(progress?.alongM ?? 0);
          expect(next.alongM).toBeLessThanOrEqual(route.lengthM);
          expect(next.passedStops).toBeGreaterThanOrEqual(progress?.passedStops ?? 0);
          progress = next;
        }
      }),
      { numRuns: 150 },
    );
  });
});
