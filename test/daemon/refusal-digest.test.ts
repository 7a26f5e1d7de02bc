import { describe, expect, test } from 'vitest';
import type { CoreInput } from '../../src/core/input.ts';
import { digestText, RefusalDigest } from '../../src/daemon/refusal-digest.ts';
import type { CoreEvent } from '../../src/evidence/event.ts';

const NOW_MS = Date.parse('2025-03-18T18:00:00Z');

function fix(atMs: number): CoreInput {
  return {
    kind: 'fix',
    receivedMs: NOW_MS,
    fix: { vehicle: 'A1', atMs, lat: 0, lon: 0, speedMps: 0, headingDeg: 0, accuracyM: 1 },
  };
}

const refused = (reason: 'late' | 'future-dated' | 'unknown-vehicle'): CoreEvent => ({
  kind: 'refused',
  refusal: { stage: 'match', reason },
  subject: {},
  detail: '',
});

describe('what an operator is told of refusals', () => {
  test('Given refusals, then they are counted by stage and reason, once', () => {
    const digest = new RefusalDigest();
    for (let i = 0; i < 12; i++) digest.note(fix(NOW_MS), [refused('unknown-vehicle')]);
    digest.note(fix(NOW_MS - 60_000), [refused('late')]);
    expect(digest.take()).toEqual({ counts: { 'match:unknown-vehicle': 12, 'match:late': 1 } });
    expect(digest.take()).toBeUndefined();
  });

  test('Given a city whose clock is ahead, then the offset is told in words', () => {
    const digest = new RefusalDigest();
    for (let i = 0; i < 5; i++) digest.note(fix(NOW_MS + 20_000), [refused('future-dated')]);
    digest.note(fix(NOW_MS), []);
    const text = digestText(digest.take()!);
    expect(text).toContain('dated 20.0 s ahead of this clock');
    expect(text).toContain('match:future-dated 5');
    expect(text).toContain('--speed');
  });

  test('Given a city at another speed, then its distance is told in days', () => {
    const digest = new RefusalDigest();
    for (let i = 0; i < 5; i++) digest.note(fix(NOW_MS - 1e12), [refused('late')]);
    expect(digestText(digest.take()!)).toContain('11574 days behind this clock');
  });

  test('Given one old message in a good stream, then nobody speaks of clocks', () => {
    const digest = new RefusalDigest();
    for (let i = 0; i < 30; i++) digest.note(fix(NOW_MS), []);
    for (let i = 0; i < 4; i++) digest.note(fix(NOW_MS - 60_000), [refused('late')]);
    expect(digest.take()).toEqual({ counts: { 'match:late': 4 } });
  });
});
