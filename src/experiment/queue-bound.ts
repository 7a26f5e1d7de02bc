import { JAM_SPACING_M, SATURATION_HEADWAY_S } from '../preemption/traffic-constants.ts';
import type { RunTrace } from './run-result.ts';

/** What stood before the ambulance when it departed, and how long its discharge takes at the least. */
export interface QueueBound {
  /** Vehicles per lane in the queues before all stop bars of the route, in each the longest lane that the ambulance may use. */
  readonly vehicles: number;
  /** At the saturation headway, one after another. */
  readonly dischargeS: number;
  readonly headwayS: number;
}

/**
 * The queue bound of one drive: where nobody yields and nobody turns off, the ambulance cannot be faster than the discharge of
 * what stands before it. Vehicles that still move are not counted. Undefined when no queue was recorded.
 */
export function queueBound({ junctions }: RunTrace): QueueBound | undefined {
  const firstS = Math.min(...junctions.map(({ queue }) => queue[0]?.[0] ?? Number.POSITIVE_INFINITY));
  if (!Number.isFinite(firstS)) return undefined;
  const atDeparture = junctions.map(({ queue }) => (queue[0]?.[0] === firstS ? queue[0][1] : 0));
  const vehicles = Math.round(atDeparture.reduce((sum, metres) => sum + metres, 0) / JAM_SPACING_M);
  return { vehicles, dischargeS: vehicles * SATURATION_HEADWAY_S, headwayS: SATURATION_HEADWAY_S };
}
