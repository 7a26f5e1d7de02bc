import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import type { Corridor } from '../corridor/corridor.ts';
import { FLOWING_FACTOR, QUEUE_CERTAIN, type StopForecast, turningS } from '../forecast.ts';
import {
  AMBULANCE_SPEED_FACTOR,
  AMBULANCE_SPEED_FACTOR_MAX,
  SATURATION_HEADWAY_S,
  STARTUP_LOST_S,
} from '../traffic-constants.ts';
import type { TripMoment } from './trip-roll-out.ts';

/**
 * What strategies would reckon with at a moment of the trip, for every stop bar ahead: `forecastRoute` from the cells as they stand then.
 * Reported delays are in the arrivals told, not in the trip. `staying` is per bar the `stayShare` from the one before.
 */
export function tripForecast(
  index: RoadIndex,
  route: Route,
  { startM, lengthM, barCell, bars }: Corridor,
  { cell, placeM, vehicles }: TripMoment,
  staying: Float64Array,
  transitionOf: (bar: number) => number,
): readonly StopForecast[] {
  const forecasts: StopForecast[] = [];
  let [cumulativeVeh, arrivalS, earliestS, drivingS] = [0, 0, 0, 0];
  let fromM = placeM;
  let at = cell;
  for (let bar = 0; bar < bars; bar++) {
    if (barCell[bar]! < cell) continue;
    const stop = route.stops[bar]!;
    let queueVeh = 0;
    for (; at <= barCell[bar]!; at++)
      queueVeh += at === cell ? (vehicles[at]! * Math.max(0, startM[at]! + lengthM[at]! - placeM)) / lengthM[at]! : vehicles[at]!;
    cumulativeVeh = cumulativeVeh * staying[bar]! + queueVeh;
    const transitionS = transitionOf(bar);
    const clearS = (transitionS === 0 ? 0 : STARTUP_LOST_S) + cumulativeVeh * SATURATION_HEADWAY_S;
    const freeS = (stop.alongM - fromM) / index.link(stop.link).speedLimitMps;
    const driveS = freeS / AMBULANCE_SPEED_FACTOR;
    earliestS = Math.max(earliestS + freeS / AMBULANCE_SPEED_FACTOR_MAX, clearS * QUEUE_CERTAIN);
    arrivalS = Math.max(arrivalS + driveS, transitionS + clearS);
    drivingS += driveS * FLOWING_FACTOR + turningS(index, forecasts.at(-1)?.stop);
    fromM = stop.alongM;
    const distanceM = stop.alongM - placeM;
    forecasts.push({ stop, distanceM, queueVeh, cumulativeVeh, transitionS, clearS, earliestS, arrivalS, drivingS });
  }
  return forecasts;
}
