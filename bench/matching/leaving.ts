import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { PER_SECOND, type Trip } from './driven.ts';
import type { FollowedTrip } from './follow-trip.ts';

/** Whether and when it was noticed that a vehicle had left its planned route. */
export interface Leaving {
  /** It left, at least ten seconds before the trip's end. */
  readonly hasLeft: boolean;
  /** From the middle of the node where it left to the fix that told; undefined when none did. */
  readonly noticedS?: number;
  /** Told before it had left. */
  readonly falseAlarms: number;
}

const SOON_S = 10;

export function leavingOf(index: RoadIndex, { trip, fixes }: FollowedTrip): Leaving {
  const leftS = trip.departsAt === undefined ? Number.POSITIVE_INFINITY : leavesAtS(index, trip, trip.departsAt);
  const told = fixes.filter(({ keeping }) => keeping === 'left-route').map(({ truth }) => truth.atS);
  const noticed = told.find((atS) => atS >= leftS);
  return {
    hasLeft: leftS + SOON_S <= (trip.instants.at(-1)?.atS ?? 0),
    falseAlarms: told.filter((atS) => atS < leftS).length,
    ...(noticed !== undefined && { noticedS: noticed - leftS }),
  };
}

function leavesAtS(index: RoadIndex, { links, instants }: Trip, departsAt: number): number {
  const [from, to] = [links[departsAt - 1]!, links[departsAt]!];
  const middleM = index.link(from).lengthM + (index.findMovement(from, to)?.lengthM ?? 0) / 2;
  const at = instants.findIndex(
    ({ linkIndex, offsetM }) => linkIndex >= departsAt || (linkIndex === departsAt - 1 && offsetM > middleM),
  );
  return at < 0 ? Number.POSITIVE_INFINITY : at / PER_SECOND;
}
