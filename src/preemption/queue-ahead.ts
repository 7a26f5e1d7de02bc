import type { LinkId } from '../kernel/ids.ts';
import type { LaneCount } from '../signal/junction-state.ts';
import { JAM_SPACING_M } from './traffic-constants.ts';

/** What stands or drives between a point of an approach and its stop bar, per lane that serves the movement. */
export interface QueueAhead {
  /** Mean over the lanes, vehicles. */
  readonly vehicles: number;
  /** Longest queue reaching back from the stop bar over these lanes, vehicles. */
  readonly longestQueue: number;
}

/**
 * Vehicles per lane in the last `remainingM` of an approach of `lengthM`: those in the queue are taken to stand closed up at the
 * stop bar, the others to be spread evenly behind it. Zero where nothing is known of these lanes.
 */
export function queueAhead(
  counts: readonly LaneCount[],
  link: LinkId,
  lanes: readonly number[],
  lengthM: number,
  remainingM: number,
): QueueAhead {
  const those = counts.filter((count) => count.link === link && lanes.includes(count.lane));
  if (those.length === 0) return { vehicles: 0, longestQueue: 0 };
  const vehicles = those.reduce((sum, count) => sum + vehiclesWithin(count, lengthM, remainingM), 0) / those.length;
  return { vehicles, longestQueue: Math.max(...those.map((count) => count.queueVeh)) };
}

function vehiclesWithin(count: LaneCount, lengthM: number, remainingM: number): number {
  const queueM = Math.min(count.queueVeh * JAM_SPACING_M, lengthM);
  if (remainingM <= queueM) return remainingM / JAM_SPACING_M;
  const moving = Math.max(0, count.vehicles - count.queueVeh);
  const openM = lengthM - queueM;
  return count.queueVeh + (openM <= 0 ? 0 : (moving * (remainingM - queueM)) / openM);
}
