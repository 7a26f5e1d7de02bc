import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { linksNear } from '../../src/roadnet/links-near.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { PER_SECOND, type Trip } from './driven.ts';
import type { FollowedTrip } from './follow-trip.ts';

/** Whether and when it was noticed that a vehicle had left its planned route. */
export interface Leaving {
  /** It left, at least ten seconds before the trip's end. */
  readonly hasLeft: boolean;
  /** From the middle of the node where it left to the fix that told; undefined when none did. */
  readonly noticedS?: number;
  /** The same from when it was first `APART_M` from every planned link, negative when told before; undefined too when it never was, or only in the trip's last ten seconds. */
  readonly noticedApartS?: number;
  /** Told before it had left. */
  readonly falseAlarms: number;
}

const SOON_S = 10;
/** Nearer than this, roads lie within the errors of a receiver of 5 m, of lanes and of the drawing. */
const APART_M = 15;

export function leavingOf(index: RoadIndex, { trip, fixes }: FollowedTrip): Leaving {
  const leftS = trip.departsAt === undefined ? Number.POSITIVE_INFINITY : leavesAtS(index, trip, trip.departsAt);
  const told = fixes.filter(({ keeping }) => keeping === 'left-route').map(({ truth }) => truth.atS);
  const noticed = told.find((atS) => atS >= leftS);
  return {
    hasLeft: leftS + SOON_S <= (trip.instants.at(-1)?.atS ?? 0),
    falseAlarms: told.filter((atS) => atS < leftS).length,
    ...(noticed !== undefined && { noticedS: noticed - leftS }),
    ...apartOf(index, trip, leftS, noticed),
  };
}

function apartOf(
  index: RoadIndex,
  { links, planned, instants }: Trip,
  leftS: number,
  noticed: number | undefined,
): Pick<Leaving, 'noticedApartS'> {
  const way = new Set(planned);
  const isApart = ({ linkIndex, offsetM }: Trip['instants'][number]): boolean =>
    !linksNear(index, pointOnLink(index, links[linkIndex]!, offsetM), APART_M).some(({ link }) => way.has(link));
  const apartS = instants.find((instant) => instant.atS >= leftS && isApart(instant))?.atS;
  if (apartS === undefined || apartS + SOON_S > (instants.at(-1)?.atS ?? 0)) return {};
  return { noticedApartS: (noticed ?? Number.POSITIVE_INFINITY) - apartS };
}

function leavesAtS(index: RoadIndex, { links, instants }: Trip, departsAt: number): number {
  const [from, to] = [links[departsAt - 1]!, links[departsAt]!];
  const middleM = index.link(from).lengthM + (index.findMovement(from, to)?.lengthM ?? 0) / 2;
  const at = instants.findIndex(
    ({ linkIndex, offsetM }) => linkIndex >= departsAt || (linkIndex === departsAt - 1 && offsetM > middleM),
  );
  return at < 0 ? Number.POSITIVE_INFINITY : at / PER_SECOND;
}
