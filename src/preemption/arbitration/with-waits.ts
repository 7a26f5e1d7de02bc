import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { RouteStop } from '../../routing/route.ts';
import { isQueueBound, type StopForecast } from '../forecast.ts';
import { AMBULANCE_SPEED_FACTOR } from '../traffic-constants.ts';

/**
 * Arrivals shifted by what the ambulance waits for others at the stop bars before; where a queue decides when it comes, waiting
 * before costs less. `crossed`: by the wait at the stop bar itself as well.
 */
export function withWaits(
  index: RoadIndex,
  forecasts: readonly StopForecast[],
  waitS: (stop: RouteStop) => number,
  until: 'reached' | 'crossed',
): readonly StopForecast[] {
  let shiftS = 0;
  return forecasts.map((one, i) => {
    shiftS = Math.max(0, shiftS - slackS(index, forecasts[i - 1], one));
    const ownS = waitS(one.stop);
    const byS = until === 'crossed' ? shiftS + ownS : shiftS;
    shiftS += ownS;
    return byS === 0 ? one : { ...one, arrivalS: one.arrivalS + byS, drivingS: one.drivingS + byS };
  });
}

/**
 * How long each stop bar may keep the ambulance waiting without any loss, since it will wait for others at one behind anyway: by link
 * number. `free` are the arrivals without waits, `shifted` those that are expected, `greenMs` when it is its turn at a stop bar.
 */
export function slackAhead(
  free: readonly StopForecast[],
  shifted: readonly StopForecast[],
  greenMs: (stop: RouteStop) => number | undefined,
  nowMs: number,
): ReadonlyMap<number, number> {
  const slackS = new Map<number, number>();
  let behindS = 0;
  for (let i = free.length - 1; i >= 0; i--) {
    const { stop, arrivalS, clearS } = free[i]!;
    slackS.set(stop.linkIndex, Math.max(0, behindS - (shifted[i]!.arrivalS - arrivalS)));
    const turnMs = greenMs(stop);
    if (turnMs !== undefined) behindS = Math.max(behindS, (turnMs - nowMs) / 1000 - Math.max(0, arrivalS - clearS));
  }
  return slackS;
}

/** How much sooner it would be at the queue than that has gone. */
function slackS(index: RoadIndex, before: StopForecast | undefined, at: StopForecast): number {
  if (before === undefined || !isQueueBound(at)) return 0;
  const speedMps = index.link(at.stop.link).speedLimitMps * AMBULANCE_SPEED_FACTOR;
  return Math.max(0, at.arrivalS - before.arrivalS - (at.distanceM - before.distanceM) / speedMps);
}
