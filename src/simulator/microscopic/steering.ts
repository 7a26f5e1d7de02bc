import { invariant } from '../../kernel/assert.ts';
import type { LinkId } from '../../kernel/ids.ts';
import { setTurn } from './motion.ts';
import type { World } from './world.ts';

/** What the driver of an emergency brakes with who is about to halt at the roadside. */
const HALTING_MPS2 = 2.5;

/**
 * Puts an emergency on another way. Throws `InvariantBroken` unless it is on the link at `routeIndex` of that way, behind its bar and
 * outside every node.
 */
export function reroute(world: World, emergency: number, way: readonly LinkId[], routeIndex: number): void {
  const { vehicles, routes, net } = world;
  const slot = drivingSlot(world, emergency);
  const link = vehicles.link[slot]!;
  const isOnLink = vehicles.positionM[slot]! >= 0 && vehicles.positionM[slot]! < net.linkLengthM[link]!;
  invariant(isOnLink && net.linkNumber.get(way[routeIndex] ?? '') === link, 'another way begins on the link driven on');
  const first = routes.placeOf(way);
  world.emergencyPlace[emergency] = first;
  vehicles.firstPlace[slot] = first;
  vehicles.place[slot] = first + routeIndex;
  setTurn(world, slot);
}

/** The driver of an emergency brakes in the next step, down to a standstill if told so again and again. */
export function brake(world: World, emergency: number): void {
  world.vehicles.hold(drivingSlot(world, emergency), -HALTING_MPS2);
}

function drivingSlot({ emergencySlot, arrivedS }: World, emergency: number): number {
  const slot = emergencySlot[emergency] ?? -1;
  invariant(slot >= 0 && Number.isNaN(arrivedS[emergency]), `emergency ${emergency} is not under way`);
  return slot;
}
