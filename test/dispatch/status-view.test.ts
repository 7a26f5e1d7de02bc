import { describe, expect, test } from 'vitest';
import { nextJunctionLine, statusTable, summaryLine } from '../../src/dispatch/status-view.ts';
import type { MissionStatus } from '../../src/preemption/mission.ts';

const STATUS: MissionStatus = {
  mission: 'M1',
  vehicle: 'AMB-1',
  atMs: 0,
  phase: 'under-way',
  urgency: 'life-threat',
  destination: 'NORTH',
  remainingM: 6812,
  etaMs: 480_000,
  route: ['SOUTH-S01', 'S01-S02'],
  junctions: [
    { junction: 'S01', request: 'M1/1', state: 'completed', distanceM: 0, etaMs: 0, green: true, passed: true },
    {
      junction: 'S02',
      request: 'M1/2',
      state: 'queued',
      distanceM: 212,
      etaMs: 20_000,
      green: false,
      passed: false,
      reason: 'too-early',
    },
  ],
};

describe('what dispatch reads', () => {
  test('one line says where the mission stands', () => {
    expect(summaryLine(STATUS)).toMatch(
      /mission M1 of AMB-1: under way, 6\.8 km to NORTH, arrives \d\d:\d\d:\d\d, 1 of 2 junctions passed$/,
    );
  });
  test('one line says how the next junction stands, and why it is not green yet', () => {
    expect(nextJunctionLine(STATUS)).toBe('next S02 in 212 m: queued, not green (too-early)');
  });
  test('of a junction that another ambulance has first it says which request that is', () => {
    const junction = { ...STATUS.junctions[1]!, reason: 'held-by-other-request', heldBy: 'M2/S02/1' };
    expect(nextJunctionLine({ ...STATUS, junctions: [junction] })).toContain('not green (held-by-other-request M2/S02/1)');
  });
  test('the table shows what is ahead and leaves out what is passed', () => {
    const table = statusTable(STATUS);
    expect(table).toContain('S02');
    expect(table).not.toContain('│ S01');
  });
  test('the arrival at each junction stands between two times, where these are known', () => {
    const banded = { ...STATUS.junctions[1]!, etaEarlyMs: 14_000, etaLateMs: 31_400 };
    expect(statusTable({ ...STATUS, junctions: [banded] })).toMatch(/:20 \(-6\/\+11 s\)/);
    expect(statusTable(STATUS)).not.toContain('/+');
  });
  test.each([
    ['queued', false, 'too-early', 'too-early'],
    ['activated', false, undefined, 'changing'],
    ['stale', false, 'max-presence', 'max-presence'],
    ['stale', false, undefined, 'let-go'],
    ['queued', true, 'too-early', undefined],
    ['activated', true, undefined, undefined],
  ] as const)(
    'a junction that is %s says in a word why it is not green yet, and nothing when it is: %s',
    (state, green, reason, why) => {
      const junction = { ...STATUS.junctions[1]!, state, green };
      const { reason: _, ...without } = junction;
      const status = { ...STATUS, junctions: [reason === undefined ? without : { ...junction, reason }] };
      const cells = statusTable(status)
        .split('\n')
        .find((line) => line.startsWith('│ S02'))!
        .split('│')
        .map((cell) => cell.trim());
      expect(cells.slice(4, -1)).toEqual([state, green ? 'GREEN' : '-', '', why ?? '']);
      expect(nextJunctionLine(status)).toBe(`next S02 in 212 m: ${state}, ${why === undefined ? 'green' : `not green (${why})`}`);
    },
  );
  test('an old status does not say that anything is green now', () => {
    const status = { ...STATUS, junctions: [{ ...STATUS.junctions[1]!, green: true }] };
    expect(statusTable(status)).toContain('GREEN');
    expect(statusTable(status, 'old')).not.toContain('GREEN');
  });
  test('a refused mission says why', () => {
    const refused: MissionStatus = { ...STATUS, phase: 'refused', reason: 'vehicle-busy', junctions: [], route: [] };
    expect(summaryLine(refused)).toContain('refused, vehicle-busy');
    expect(statusTable(refused)).toContain('no route yet');
  });
});
