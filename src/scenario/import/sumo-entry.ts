import type { Tally } from '../../roadnet/import/tally.ts';
import type { EntryKind } from '../../simulator/simulator.ts';
import type { SumoEntry } from './sumo-demand.ts';

/** SUMO's defaults: standing, in the right-most lane, at the start of the first edge. */
const KERB = new Set(['', 'first', '0']);
const START = new Set(['', 'base', '0', '0.0', '0.00']);
const STANDING = new Set(['', '0', '0.0', '0.00']);

/** The way of entering nearest to a vehicle's departLane, departPos and departSpeed; what it does not carry over is counted, with its place. */
export function entryOf({ lane, pos, speed }: SumoEntry, tally: Tally, place: string): EntryKind {
  if (!START.has(pos)) tally.add(`departPos "${pos}": at the start of the first link`, 1, place);
  const isNumbered = KERB.has(lane) || Number.isFinite(Number(lane));
  if (!STANDING.has(speed)) {
    if (Number.isFinite(Number(speed))) tally.add(`departSpeed "${speed}": at the traffic's speed`, 1, place);
    if (isNumbered && lane !== '')
      tally.add(`departLane "${lane}" of those who enter moving: in any lane of their way`, 1, place);
    return 'flowing';
  }
  if (KERB.has(lane)) return 'from-rest';
  if (!isNumbered) {
    tally.add(`departLane "${lane}" of those who enter standing: they enter moving, at the traffic's speed`, 1, place);
    return 'flowing';
  }
  tally.add(`departLane "${lane}": standing in the kerb lane`, 1, place);
  return 'from-rest';
}
