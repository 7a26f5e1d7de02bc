import type { FollowedTrip } from './follow-trip.ts';

/** How the stop bars of a trip's route were taken for passed. */
export interface BarFigures {
  /** Bars truly crossed, at least ten seconds before the trip's end. */
  readonly crossed: number;
  /** From the crossing to the fix that told, seconds, of every bar told in time or early; negative: told before. */
  readonly toldAfterS: readonly number[];
  /** Told while the vehicle stood at the bar, or more than two seconds before it crossed, or though it never did. */
  readonly falsely: number;
  /** Not told within ten seconds of the crossing. */
  readonly missed: number;
}

const SOON_S = 10;
const JUST_BEFORE_S = 2;

export function barsOf({ trip, fixes, route }: FollowedTrip): BarFigures {
  const endS = (trip.instants.at(-1)?.atS ?? 0) - SOON_S;
  let [crossed, falsely, missed] = [0, 0, 0];
  const toldAfterS: number[] = [];
  route?.stops.forEach((stop, k) => {
    const told = fixes.find(({ progress }) => (progress?.passedStops ?? 0) > k)?.truth.atS;
    const lengthM = stop.alongM - route.startsM[stop.linkIndex]!;
    const crossing = trip.instants.find(
      (at) => at.linkIndex > stop.linkIndex || (at.linkIndex === stop.linkIndex && at.offsetM > lengthM),
    );
    if (trip.departsAt !== undefined && stop.linkIndex >= trip.departsAt - 1) return;
    if (told !== undefined && (crossing === undefined || told < crossing.atS - JUST_BEFORE_S)) falsely++;
    if (crossing === undefined || crossing.atS > endS) return;
    crossed++;
    if (told === undefined || told > crossing.atS + SOON_S) missed++;
    else toldAfterS.push(told - crossing.atS);
  });
  return { crossed, toldAfterS, falsely, missed };
}
