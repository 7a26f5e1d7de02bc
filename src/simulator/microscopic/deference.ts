import { Aspect } from '../simulator.ts';
import type { World } from './world.ts';

/** Does the movement give way to one that is not held by a red now? */
export function defers(world: World, movement: number): boolean {
  const { conflicts, movementYields } = world.net;
  if (movementYields[movement] === 0) return false;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.yields[i] === 1 && world.aspect[conflicts.other[i]!] !== Aspect.red) return true;
  }
  return false;
}

/** Does a movement give way to another, which does not give way to it? */
export function givesWay({ net }: World, movement: number, other: number): boolean {
  const { conflicts } = net;
  for (let i = conflicts.base[movement]!; i < conflicts.base[movement + 1]!; i++) {
    if (conflicts.other[i] === other) return conflicts.yields[i] === 1 && conflicts.mutual[i] === 0;
  }
  return false;
}
