import type { VehicleId } from '../kernel/ids.ts';

/** One position report of a vehicle: WGS-84, event time of the vehicle's clock. */
export interface PositionFix {
  readonly vehicle: VehicleId;
  readonly atMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedMps: number;
  /** Clockwise from north; meaningless below walking pace. */
  readonly headingDeg: number;
  /** One-sigma horizontal accuracy as the receiver states it. */
  readonly accuracyM: number;
  /** What the vehicle does not state and was derived from its positions. */
  readonly derived?: readonly ('speed' | 'heading')[];
}
