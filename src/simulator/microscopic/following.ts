import { freeShare, idm } from './idm.ts';
import { BAR_GAP_M } from './parameters.ts';
import type { World } from './world.ts';

/** Acceleration of a vehicle behind something `gapM` ahead that moves at `leaderMps`. */
export function follow(world: World, vehicle: number, gapM: number, leaderMps: number): number {
  const { speedMps, desiredMps, timeGapS, kind } = world.vehicles;
  const { acceleration, approach, jamGapM } = world.kinds;
  const speed = speedMps[vehicle]!;
  const k = kind[vehicle]!;
  return idm(
    speed,
    desiredMps[vehicle]!,
    gapM,
    speed - leaderMps,
    timeGapS[vehicle]!,
    acceleration[k]!,
    approach[k]!,
    jamGapM[k]!,
  );
}

/** Acceleration on a free road. */
export function cruise(world: World, vehicle: number): number {
  return accelerateTo(world, vehicle, world.vehicles.desiredMps[vehicle]!);
}

/** Acceleration on a free road towards another speed than the desired one. */
export function accelerateTo(world: World, vehicle: number, speed: number): number {
  const { speedMps, kind } = world.vehicles;
  return world.kinds.acceleration[kind[vehicle]!]! * freeShare(speedMps[vehicle]!, speed);
}

/** Acceleration towards a halt before a stop bar `distanceM` ahead. */
export function stopBefore(world: World, vehicle: number, distanceM: number): number {
  const jamGapM = world.kinds.jamGapM[world.vehicles.kind[vehicle]!]!;
  return follow(world, vehicle, distanceM + jamGapM - BAR_GAP_M, 0);
}
