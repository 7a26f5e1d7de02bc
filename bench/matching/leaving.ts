import { PER_SECOND } from './driven.ts';
import type { FollowedTrip } from './follow-trip.ts';

/** Whether and when it was noticed that a vehicle had left its planned route. */
export interface Leaving {
  /** From the first instant that it is on a link that was not planned to the fix that told; undefined when it never was. */
  readonly noticedS?: number;
  /** Told before it had left. */
  readonly falseAlarms: number;
}

export function leavingOf({ trip, fixes }: FollowedTrip): Leaving {
  const leftS = trip.departsAt === undefined ? Number.POSITIVE_INFINITY : leavesAtS(trip.instants, trip.departsAt);
  const told = fixes.filter(({ keeping }) => keeping === 'left-route').map(({ truth }) => truth.atS);
  const noticed = told.find((atS) => atS >= leftS);
  return {
    falseAlarms: told.filter((atS) => atS < leftS).length,
    ...(noticed !== undefined && { noticedS: noticed - leftS }),
  };
}

function leavesAtS(instants: FollowedTrip['trip']['instants'], departsAt: number): number {
  const at = instants.findIndex(({ linkIndex }) => linkIndex >= departsAt);
  return at < 0 ? Number.POSITIVE_INFINITY : at / PER_SECOND;
}
