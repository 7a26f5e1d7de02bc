import { claimNodes } from './emergency-priority.ts';
import { makeWay } from './making-way.ts';
import type { World } from './world.ts';

/** Before each step: what the sirens in the network ask of the others. Nothing to do when there is none and nobody stands aside. */
export function attendSirens(world: World): void {
  const { sirens, asides } = world;
  sirens.roll(world.emergencySlot, world.arrivedS);
  if (sirens.special > 0) claimNodes(world);
  if (asides.withinM > 0 && (sirens.count > 0 || asides.count > 0)) makeWay(world);
}
