import { ConflictMonitor } from '../../src/monitor/conflict-monitor.ts';
import type { Violation } from '../../src/monitor/violation.ts';
import type { Junction, SignalGroup } from '../../src/roadnet/map.ts';
import type { Lamp } from '../../src/signal/lamp.ts';

const GROUPS: readonly SignalGroup[] = [
  { kind: 'vehicle', id: 'NS', movements: [], minGreenS: 10, yellowS: 3 },
  { kind: 'vehicle', id: 'EW', movements: [], minGreenS: 7, yellowS: 3 },
  { kind: 'pedestrian', id: 'P', crosses: [], walkS: 7, clearanceS: 12 },
];

/** Avenue NS against street EW, and pedestrians P who cross the avenue beside EW. */
export const CROSSING: Junction = {
  id: 'J',
  node: 'J',
  name: 'Crossing',
  groups: GROUPS,
  conflicts: [
    ['NS', 'EW'],
    ['NS', 'P'],
  ],
  intergreens: [
    { from: 'NS', to: 'EW', seconds: 5 },
    { from: 'EW', to: 'NS', seconds: 5 },
    { from: 'NS', to: 'P', seconds: 6 },
    { from: 'P', to: 'NS', seconds: 2 },
  ],
  stages: [
    { id: 'A', name: 'avenue', groups: ['NS'] },
    { id: 'C', name: 'street', groups: ['EW', 'P'] },
  ],
  maxPresenceS: 120,
  assumed: false,
};

/** Every clearance exactly as long as it must be. */
export const RIGHT = {
  NS: 'R10 G20 Y3 R37 G20 Y3 R20',
  EW: 'R35 G30 Y3 R45',
  P: 'R36 G20 F12 R45',
};

const LETTERS: Readonly<Record<string, Lamp>> = { R: 'red', G: 'green', Y: 'yellow', F: 'flashing', D: 'dark' };

function lampAt(trace: string, atS: number): Lamp | undefined {
  let endS = 0;
  for (const part of trace.split(' ')) {
    endS += Number(part.slice(1));
    if (atS < endS) return LETTERS[part.slice(0, 1)];
  }
  return LETTERS[trace.split(' ').at(-1)?.slice(0, 1) ?? ''];
}

/** Violations in lamps written by hand, as letter and seconds per lamp, observed from `fromS` on. A trace's last lamp stays on. */
export function judge(
  traces: Readonly<Record<string, string>>,
  { junction = CROSSING, fromS = 0, toS = 113, stepS = 0.5 } = {},
): readonly Violation[] {
  const monitor = new ConflictMonitor(junction);
  for (let atMs = fromS * 1000; atMs <= toS * 1000; atMs += stepS * 1000) {
    const lamps = junction.groups.map(({ id }) => {
      const trace = traces[id];
      return trace === undefined ? undefined : lampAt(trace, atMs / 1000);
    });
    monitor.observe(atMs, lamps);
  }
  return monitor.violations;
}
