import type { JunctionId } from '../kernel/ids.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { delayedS } from '../routing/eta.ts';
import type { Route } from '../routing/route.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { CycleOf } from './group-cycle.ts';
import { queueAhead } from './queue-ahead.ts';
import { AMBULANCE_SPEED_FACTOR, SATURATION_HEADWAY_S, STARTUP_LOST_S } from './traffic-constants.ts';

/**
 * When a vehicle would cross each stop bar of its route if no junction did anything for it, estimated once, when the route is taken.
 * What the mission then takes less is called saved: an estimate, as good as the queues counted at that moment and programmes that
 * go on as they were seen.
 */
export interface UnaidedTrip {
  readonly sinceMs: number;
  /** In driving order; seconds after `sinceMs`. */
  readonly bars: readonly { readonly alongM: number; readonly passedS: number }[];
}

/**
 * Free driving with the delays that operators report, and at each stop bar the wait of one who comes at any moment of the cycle
 * (red²/2 cycle), the discharge of the queue now in front of it, and one more red for every green that this queue fills. Undefined
 * where a junction ahead is silent or its cycle has not been seen.
 */
export function unaidedTrip(
  index: RoadIndex,
  route: Route,
  alongM: number,
  states: ReadonlyMap<JunctionId, JunctionState>,
  cycleOf: CycleOf,
  nowMs: number,
  live: LiveConditions,
): UnaidedTrip | undefined {
  const bars: { alongM: number; passedS: number }[] = [];
  let fromM = alongM;
  let passedS = 0;
  for (const stop of route.stops) {
    if (stop.alongM < alongM) continue;
    const state = states.get(stop.junction);
    const { greenS, redS } = cycleOf(stop.junction, stop.group) ?? {};
    if (state === undefined || greenS === undefined || redS === undefined) return undefined;
    const link = index.link(stop.link);
    const queueVeh = queueAhead(
      state.lanes,
      stop.link,
      stop.lanes,
      link.lengthM,
      Math.min(link.lengthM, stop.alongM - alongM),
    ).vehicles;
    const driveS = (stop.alongM - fromM) / (link.speedLimitMps * AMBULANCE_SPEED_FACTOR);
    passedS += driveS + delayedS(route, fromM, stop.alongM, live) + unaidedDelayS(queueVeh, greenS, redS);
    bars.push({ alongM: stop.alongM, passedS });
    fromM = stop.alongM;
  }
  return { sinceMs: nowMs, bars };
}

/** Waiting at a stop bar for which nobody does anything, of one who comes at any moment of its cycle. */
export function unaidedDelayS(queueVeh: number, greenS: number, redS: number): number {
  const dischargeS = queueVeh * SATURATION_HEADWAY_S;
  const usableS = Math.max(SATURATION_HEADWAY_S, greenS - STARTUP_LOST_S);
  const fullGreens = Math.floor(dischargeS / usableS);
  return (redS * redS) / (2 * (greenS + redS)) + dischargeS + fullGreens * redS;
}
