import { laneOverlaps } from '../../bench/gates/lane-overlaps.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import type { TrafficSimulator } from '../../src/simulator/simulator.ts';

/** Throws when two vehicles overlap on a lane, unless an emergency vehicle may be passing the other one. */
export function noOverlapOfOthers(sim: Pick<TrafficSimulator, 'timeS' | 'visit'>, map: RoadMap): void {
  const [first] = laneOverlaps(sim, map);
  if (first !== undefined) throw new Error(first);
}
