import type { VehicleType } from '../simulator.ts';
import {
  ACCELERATION,
  AMBULANCE_LENGTH_M,
  CAR_LENGTH_MAX_M,
  CAR_LENGTH_MIN_M,
  COMFORTABLE_BRAKING,
  JAM_GAP_M,
} from './parameters.ts';

export const CAR: VehicleType = {
  lengthM: { min: CAR_LENGTH_MIN_M, max: CAR_LENGTH_MAX_M },
  jamGapM: JAM_GAP_M,
  accelerationMps2: ACCELERATION,
  maxSpeedMps: Number.POSITIVE_INFINITY,
};

export const AMBULANCE: VehicleType = { ...CAR, lengthM: { min: AMBULANCE_LENGTH_M, max: AMBULANCE_LENGTH_M } };

/** The kinds of vehicles of one run, as columns: a vehicle holds its kind's number. */
export interface Kinds {
  readonly jamGapM: Float64Array;
  readonly acceleration: Float64Array;
  /** IDM's 1 / (2 sqrt(a b)). */
  readonly approach: Float64Array;
  readonly maxSpeedMps: Float64Array;
}

export function compileKinds(types: readonly VehicleType[]): Kinds {
  return {
    jamGapM: Float64Array.from(types, (type) => type.jamGapM),
    acceleration: Float64Array.from(types, (type) => type.accelerationMps2),
    approach: Float64Array.from(types, (type) => 1 / (2 * Math.sqrt(type.accelerationMps2 * COMFORTABLE_BRAKING))),
    maxSpeedMps: Float64Array.from(types, (type) => type.maxSpeedMps),
  };
}
