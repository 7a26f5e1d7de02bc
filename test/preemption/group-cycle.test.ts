import { describe, expect, it } from 'vitest';
import { type GroupCycle, seeCycles } from '../../src/preemption/group-cycle.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';

function shows(lamp: 'green' | 'red', sinceMs: number, atMs: number): JunctionState {
  return { junction: 'J', atMs, mode: 'programme', groups: [{ group: 'NBT', lamp, sinceMs }], lanes: [] };
}

function seen(...reports: readonly JunctionState[]): GroupCycle | undefined {
  let cycles: ReadonlyMap<string, GroupCycle> = new Map();
  reports.forEach((report, i) => {
    cycles = seeCycles(cycles, reports[i - 1], report);
  });
  return cycles.get('NBT');
}

describe('the cycle of a signal group, as it is seen', () => {
  it('given a green and a red that end, then how long they were', () => {
    const cycle = seen(shows('green', 0, 0), shows('red', 42_000, 43_000), shows('green', 100_000, 101_000));
    expect(cycle).toMatchObject({ greenS: 42, redS: 58 });
  });

  it('given a junction whose clock stands, then nothing is learned, least of all a green of no time', () => {
    expect(seen(shows('green', 500, 1_000), shows('red', 500, 2_000), shows('green', 500, 3_000))?.greenS).toBeUndefined();
    expect(seen(shows('green', 5_000, 6_000), shows('red', 1_000, 7_000))?.greenS).toBeUndefined();
  });
});
