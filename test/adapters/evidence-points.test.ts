import { describe, expect, test } from 'vitest';
import { EvidencePoints } from '../../src/adapters/influx/evidence-points.ts';
import type { CoreEvent } from '../../src/evidence/event.ts';

const basis = {
  kind: 'trigger',
  etaMs: 60_000,
  distanceM: 500,
  queueVeh: 0,
  cumulativeVeh: 0,
  transitionS: 0,
  clearS: 0,
} as const;
const planned: CoreEvent = {
  kind: 'planned',
  request: 'R',
  junction: 'S01',
  stage: 'A',
  purpose: 'green-wave',
  cause: 1,
  basis,
};
const refused: CoreEvent = {
  kind: 'refused',
  refusal: { stage: 'match', reason: 'late' },
  subject: {},
  detail: '',
};

describe('points for dashboards', () => {
  test('refusals are counted by stage and reason, anew after each write', () => {
    const points = new EvidencePoints('c');
    points.note({ kind: 'tick', receivedMs: 0 }, [refused, refused]);
    expect(points.take(5000)).toContainEqual({
      measurement: 'refusals',
      tags: { city: 'c', stage: 'match', reason: 'late' },
      fields: { count: 2 },
      timestamp: 5000,
    });
    expect(points.take(6000)).toEqual([]);
  });

  test('a stop bar passed 4 s after the first plan said, 60 s ahead, is an error of 4 s at a horizon of 60 s', () => {
    const points = new EvidencePoints('c');
    points.note({ kind: 'tick', receivedMs: 0 }, [planned]);
    points.note({ kind: 'tick', receivedMs: 30_000 }, [{ ...planned, basis: { ...basis, etaMs: 63_000 } }]);
    points.note({ kind: 'tick', receivedMs: 64_000 }, [
      { kind: 'passed', junction: 'S01', mission: 'M', request: 'R', cause: 1 },
    ]);
    expect(points.take(70_000)).toContainEqual({
      measurement: 'arrivals',
      tags: { city: 'c', junction: 'S01', mission: 'M' },
      fields: { errorS: 4, horizonS: 60 },
      timestamp: 64_000,
    });
  });
});
