import type { Tally } from '../../roadnet/import/tally.ts';
import type { ScenarioVehicleType } from '../scenario.ts';
import type { SumoVehicleType } from './sumo-demand.ts';

/** SUMO's step, for which its drivers' imperfection is reckoned; its default, and that of the data's own runs. */
const SUMO_STEP_S = 1;

/** Bounds of the scenario format. */
const SPEED_FACTOR = { least: 0.5, most: 2, mostSd: 0.3 };
const LENGTH_M = { least: 1, most: 40 };
const GAP_M = { least: 0.5, most: 10 };
const ACCELERATION_MPS2 = { least: 0.2, most: 10 };

/**
 * A SUMO vehicle type as one of ours. A Krauss driver who could go faster slows down in every step by a random part of
 * `sigma * accel * step`, so on a free road he drives `sigma * accel * step / 2` below the speed he wishes on average. Our drivers
 * have no such imperfection: their wished speed is lower by that, the highest speed of the vehicle and the factor over the limit
 * alike, the latter at `meanLimitMps`, the limit that its vehicles meet on average.
 */
export function kindOf(type: SumoVehicleType, meanLimitMps: number, fastestLimitMps: number, tally: Tally): ScenarioVehicleType {
  const slowerMps = (type.sigma * type.accelMps2 * SUMO_STEP_S) / 2;
  const mean = held(type.speedFactor.mean - slowerMps / meanLimitMps, SPEED_FACTOR.least, SPEED_FACTOR.most);
  const sd = Math.min(SPEED_FACTOR.mostSd, type.speedFactor.sd);
  const maxSpeedMps = type.maxSpeedMps - slowerMps;
  const isSlow = maxSpeedMps < fastestLimitMps * (mean + 3 * sd);
  if (slowerMps > 0) {
    tally.add(
      `vehicle types with Krauss's imperfection (sigma): a wished speed lower by sigma * accel * ${SUMO_STEP_S} s / 2 instead`,
    );
  }
  if (!isWithinBounds(type)) {
    tally.add(
      'vehicle types longer, shorter or with other gaps, accelerations or factors than a scenario may have: held',
      1,
      `vType ${type.id}`,
    );
  }
  for (const name of type.unread) tally.add(`${name} of vehicle types: not carried over`);
  tally.add('car-following parameters of vehicle types (tau, decel and others): those of our drivers');
  return {
    lengthM: held(type.lengthM, LENGTH_M.least, LENGTH_M.most),
    jamGapM: held(type.minGapM, GAP_M.least, GAP_M.most),
    accelerationMps2: held(type.accelMps2, ACCELERATION_MPS2.least, ACCELERATION_MPS2.most),
    ...(isSlow && { maxSpeedMps: hundredth(held(maxSpeedMps, 1, 70)) }),
    speedFactor: { mean: thousandth(mean), sd },
  };
}

function isWithinBounds({ lengthM, minGapM, accelMps2, speedFactor: { mean, sd } }: SumoVehicleType): boolean {
  const isWithin = (value: number, { least, most }: { least: number; most: number }): boolean => value >= least && value <= most;
  return (
    isWithin(lengthM, LENGTH_M) &&
    isWithin(minGapM, GAP_M) &&
    isWithin(accelMps2, ACCELERATION_MPS2) &&
    isWithin(mean, SPEED_FACTOR) &&
    sd <= SPEED_FACTOR.mostSd
  );
}

function held(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}
