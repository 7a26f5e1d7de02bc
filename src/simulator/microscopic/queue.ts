import { QUEUE_GAP_M, SLOW_MPS } from './parameters.ts';
import type { World } from './world.ts';

/** Vehicles on a lane, and those of them that queue: slower than 2 m/s, or closed up behind one that queues. */
export function countQueue(world: World, lane: number): { readonly vehicles: number; readonly queueVeh: number } {
  const { positionM, speedMps, lengthM } = world.vehicles;
  let vehicles = 0;
  let queueVeh = 0;
  let queueRearM = Number.POSITIVE_INFINITY;
  for (let i = 0; i < world.chains.count[lane]!; i++) {
    const vehicle = world.chains.at(lane, i);
    const x = positionM[vehicle]!;
    if (x < 0) break;
    vehicles++;
    if (speedMps[vehicle]! >= SLOW_MPS && queueRearM - x >= QUEUE_GAP_M) {
      queueRearM = Number.POSITIVE_INFINITY;
      continue;
    }
    queueVeh++;
    queueRearM = x - lengthM[vehicle]!;
  }
  return { vehicles, queueVeh };
}
