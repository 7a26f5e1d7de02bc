import type { Tally } from '../../roadnet/import/tally.ts';
import type { EntryKind } from '../../simulator/simulator.ts';
import type { SumoEntry } from './sumo-demand.ts';

/** SUMO's defaults: standing, in the right-most lane, at the start of the first edge. */
const KERB = new Set(['', 'first', '0']);
const START = new Set(['', 'base', '0', '0.0', '0.00']);
const STANDING = new Set(['', '0', '0.0', '0.00']);

/** The way of entering nearest to a vehicle's departLane, departPos and departSpeed; what it does not carry over is counted. */
export function entryOf({ lane, pos, speed }: SumoEntry, tally: Tally): EntryKind {
  if (!START.has(pos)) tally.add(`departPos "${pos}": at the start of the first link`);
  if (!STANDING.has(speed)) {
    if (Number.isFinite(Number(speed))) tally.add(`departSpeed "${speed}": at the traffic's speed`);
    return 'flowing';
  }
  if (KERB.has(lane)) return 'from-rest';
  if (!Number.isFinite(Number(lane))) return 'flowing';
  tally.add(`departLane "${lane}": standing in the kerb lane`);
  return 'from-rest';
}
