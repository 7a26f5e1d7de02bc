import { describe, expect, it } from 'vitest';
import type { PositionFix } from '../../src/location/fix.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { gridMap } from '../support/grid-map.ts';

const index = indexMap(gridMap(3, 3, 300));
const START_MS = 1_700_000_000_000;

/** A good fix 100 m along the street from c0r0 to c1r0, with what a test wants changed. */
function fixWith(change: Partial<PositionFix> = {}): PositionFix {
  const good = { vehicle: 'A1', atMs: START_MS, speedMps: 10, accuracyM: 5 };
  return { ...good, ...pointOnLink(index, 'c0r0-c1r0', 100), ...change };
}

function accepted(): MatchState {
  const { state, outcome } = matchFix(index, undefined, fixWith(), START_MS, []);
  expect(outcome).toMatchObject({ kind: 'matched', link: 'c0r0-c1r0' });
  return state!;
}

describe('a fix is refused with its reason, and changes nothing', () => {
  const cases: readonly (readonly [string, string, Partial<PositionFix>, number])[] = [
    ['the time of the last one', 'duplicate', { atMs: START_MS }, START_MS],
    ['a time more than 2 s before the last one', 'out-of-order', { atMs: START_MS - 2001 }, START_MS],
    ['more than 5 s on its way', 'late', { atMs: START_MS + 1000 }, START_MS + 6001],
    ['no time at all', 'late', { atMs: Number.NaN }, START_MS],
    ['a clock more than 2 s ahead', 'future-dated', { atMs: START_MS + 3001 }, START_MS + 1000],
    [
      'a place 1 km away a second later',
      'implausible-jump',
      { atMs: START_MS + 1000, lat: fixWith().lat + 0.009 },
      START_MS + 1000,
    ],
    [
      'a jump under a claimed error of 10 km',
      'implausible-jump',
      { atMs: START_MS + 1000, lat: fixWith().lat + 0.009, accuracyM: 10_000 },
      START_MS + 1000,
    ],
    ['a latitude that is no number', 'implausible-jump', { atMs: START_MS + 1000, lat: Number.NaN }, START_MS + 1000],
    ['a negative speed', 'implausible-speed', { atMs: START_MS + 1000, speedMps: -1 }, START_MS + 1000],
    ['51 m/s', 'implausible-speed', { atMs: START_MS + 1000, speedMps: 51 }, START_MS + 1000],
    ['a speed that is no number', 'implausible-speed', { atMs: START_MS + 1000, speedMps: Number.NaN }, START_MS + 1000],
  ];
  it.each(cases)('Given an accepted fix, when the next has %s, then %s', (_, reason, change, nowMs) => {
    const before = accepted();
    const { state, outcome } = matchFix(index, before, fixWith(change), nowMs, []);
    expect(outcome).toMatchObject({ kind: 'refused', reason });
    expect({ ...state, doubt: undefined }).toEqual({ ...before, doubt: undefined });
  });

  it('Given no road within 30 m or four sigmas, then no-road-near, and a first fix leaves no state', () => {
    const field = { lat: fixWith().lat + 60 / 111_195, accuracyM: 5 };
    const { state, outcome } = matchFix(index, undefined, fixWith(field), START_MS, []);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'no-road-near' });
    expect(state).toBeUndefined();
    const vaguer = matchFix(index, undefined, fixWith({ ...field, accuracyM: 16 }), START_MS, []);
    expect(vaguer.outcome.kind).toBe('matched');
  });

  it('Given 5 s on its way or a clock 2 s ahead, then it is still taken', () => {
    expect(matchFix(index, undefined, fixWith(), START_MS + 5000, []).outcome.kind).toBe('matched');
    expect(matchFix(index, undefined, fixWith(), START_MS - 2000, []).outcome.kind).toBe('matched');
  });

  it('Given a false position that was accepted, then the true ones are not locked out for long', () => {
    const falseFix = matchFix(index, undefined, fixWith(pointOnLink(index, 'c1r2-c2r2', 250)), START_MS, []).state;
    let refused = 0;
    let state = falseFix;
    for (let s = 1; s <= 30; s++) {
      const atMs = START_MS + 1000 * s;
      const next = matchFix(index, state, fixWith({ ...pointOnLink(index, 'c0r0-c1r0', 100 + s), speedMps: 1, atMs }), atMs, []);
      if (next.outcome.kind === 'refused') refused++;
      state = next.state;
    }
    expect(refused).toBe(4);
  });
});
