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

const index = indexMap(gridMap(5, 3, 250, ['c1r1', 'c2r1', 'c3r1']));
const route = routeOf(index, ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1']);
const fixes = drive({ index, links: route.links, sigmaM: 8, random: randomStream(1), standS: 10, periodS: 0.5 }).map(
  ({ fix }) => fix,
);

/** Takes fixes in the order given; the controller's clock is that of the newest. */
function take(order: readonly PositionFix[]): { state: MatchState; outcomes: MatchOutcome[]; passed: number[] } {
  let state: MatchState | undefined;
  let progress: Progress | undefined;
  let nowMs = 0;
  const outcomes: MatchOutcome[] = [];
  const passed: number[] = [];
  for (const fix of order) {
    nowMs = Math.max(nowMs, fix.atMs);
    const next = matchFix(index, state, fix, nowMs, route.links);
    state = next.state;
    outcomes.push(next.outcome);
    if (next.outcome.kind === 'matched') progress = advance(route, progress, next.outcome);
    passed.push(progress?.passedStops ?? 0);
  }
  return { state: state!, outcomes, passed };
}

/** Fixes in the order they arrive when each is under way for so many seconds, at most. */
const arrivals = fc.array(fc.double({ min: 0, max: 1.9, noNaN: true }), { minLength: 80, maxLength: 80 }).map((delaysS) =>
  fixes
    .slice(0, 80)
    .map((fix, i) => ({ fix, heardMs: fix.atMs + 1000 * delaysS[i]! }))
    .sort((a, b) => a.heardMs - b.heardMs)
    .map(({ fix }) => fix),
);

describe('a fix that comes after a newer one', () => {
  it('Given fixes at most two seconds late, in any order, then the belief in the end is that of the right order, to the bit', () => {
    const inOrder = take(fixes.slice(0, 80)).state;
    fc.assert(
      fc.property(arrivals, (order) => {
        const { state, outcomes } = take(order);
        expect(outcomes.every(({ kind }) => kind === 'matched')).toBe(true);
        expect({ ...state, recent: undefined }).toEqual({ ...inOrder, recent: undefined });
      }),
      { numRuns: 40 },
    );
  });

  it('Given such fixes, then no stop is taken back, and the state stays small', () => {
    fc.assert(
      fc.property(arrivals, (order) => {
        const { state, passed } = take(order);
        expect(passed).toEqual([...passed].sort((a, b) => a - b));
        expect(state.recent.length).toBeLessThanOrEqual(20);
        expect(JSON.stringify(state).length).toBeLessThan(60_000);
      }),
      { numRuns: 20 },
    );
  });

  it('Given one worked in, then the match told is of the newest fix', () => {
    const [a, b, c] = [fixes[20]!, fixes[21]!, fixes[22]!];
    const { outcomes } = take([...fixes.slice(0, 20), a, c, b]);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'matched', atMs: c.atMs });
  });

  it('Given it is more than two seconds older than the newest, then out-of-order; given it was heard before, then duplicate', () => {
    const before = fixes.slice(0, 20);
    expect(take([...before, ...fixes.slice(21, 27), fixes[20]!]).outcomes.at(-1)).toMatchObject({ reason: 'out-of-order' });
    expect(take([...before, fixes[18]!]).outcomes.at(-1)).toMatchObject({ kind: 'refused', reason: 'duplicate' });
    expect(take([...before, fixes[19]!]).outcomes.at(-1)).toMatchObject({ kind: 'refused', reason: 'duplicate' });
  });

  it('Given a late one at an impossible place, then it is refused and changes nothing', () => {
    const before = take([...fixes.slice(0, 20), fixes[21]!]);
    const astray = { ...fixes[20]!, lat: fixes[20]!.lat + 0.02 };
    const { state, outcome } = matchFix(index, before.state, astray, fixes[21]!.atMs, route.links);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'implausible-jump' });
    expect(state).toEqual(before.state);
  });
});
