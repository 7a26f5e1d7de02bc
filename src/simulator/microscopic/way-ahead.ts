import { Aspect } from '../simulator.ts';
import { defers } from './deference.ts';
import { accelerateTo, follow, stopBefore } from './following.ts';
import { bestLaneBeyond } from './lane-beyond.ts';
import { beyondBarM } from './motion.ts';
import { pathNumber } from './network.ts';
import { RED_BRAKING, TURN_BRAKING, YELLOW_BRAKING, YIELD_MPS } from './parameters.ts';
import { hasRightOfWay } from './right-of-way.ts';
import { heedingDistanceM } from './stop-bar.ts';
import type { World } from './world.ts';

/**
 * What a driver must heed beyond an empty link: short links follow each other in real networks, and a red or the end of a queue
 * may stand nearer than the way needed to stop. `lane` begins `aheadM` ahead of the front bumper and is empty. Returns the
 * acceleration that this leaves, Infinity when there is nothing within sight.
 */
export function beyondNextLink(world: World, vehicle: number, lane: number, aheadM: number): number {
  const { net, routes, chains, vehicles } = world;
  const sightM = heedingDistanceM(vehicles.speedMps[vehicle]!);
  let least = Number.POSITIVE_INFINITY;
  for (let place = vehicles.place[vehicle]! + 1; ; place++) {
    const barM = aheadM + net.laneLengthM[lane]!;
    const movement = routes.movement(place);
    if (barM > sightM || movement < 0) return least;
    least = Math.min(least, behindLastOut(world, vehicle, lane, barM));
    const toLane = bestLaneBeyond(world, lane, place);
    if (toLane < 0 || mustStop(world, vehicle, movement, pathNumber(net, lane, toLane), barM)) {
      return Math.min(least, stopBefore(world, vehicle, barM));
    }
    const turnMps = defers(world, movement) ? YIELD_MPS : Number.POSITIVE_INFINITY;
    least = Math.min(least, slowForTurn(world, vehicle, Math.min(turnMps, net.movementSpeedMps[movement]!), barM));
    lane = toLane;
    aheadM = barM + net.movementLengthM[movement]!;
    const last = chains.last(lane);
    if (last >= 0) {
      const gapM = aheadM + vehicles.positionM[last]! - vehicles.lengthM[last]!;
      return Math.min(least, follow(world, vehicle, gapM, vehicles.speedMps[last]!));
    }
  }
}

function mustStop(world: World, vehicle: number, movement: number, path: number, barM: number): boolean {
  const speed = world.vehicles.speedMps[vehicle]!;
  switch (world.aspect[movement]) {
    case Aspect.red:
      return speed * speed <= 2 * RED_BRAKING * barM;
    case Aspect.yellow:
      return speed * speed <= 2 * YELLOW_BRAKING * barM;
    default:
      return (
        world.net.movementYields[movement] === 1 &&
        speed * speed <= 2 * YELLOW_BRAKING * barM &&
        !hasRightOfWay(world, vehicle, movement, path, barM, 'by-map')
      );
  }
}

/** Comes down to a turn's speed at its bar with a constant rate; Infinity while there is no need to. */
export function slowForTurn(world: World, vehicle: number, turnMps: number, distanceM: number): number {
  const speed = world.vehicles.speedMps[vehicle]!;
  const allowedSquare = turnMps * turnMps + 2 * TURN_BRAKING * (distanceM > 0 ? distanceM : 0);
  if (speed * speed < 0.6 * allowedSquare) return Number.POSITIVE_INFINITY;
  return accelerateTo(world, vehicle, Math.sqrt(allowedSquare));
}

/**
 * Comes up slowly enough to see and stop where it gives way to a stream that may drive, on average over the step; Infinity where it
 * does not.
 */
export function slowToGiveWay(world: World, vehicle: number, distanceM: number): number {
  if (!defers(world, world.vehicles.movement[vehicle]!)) return Number.POSITIVE_INFINITY;
  const onWayM = 0.5 * world.vehicles.speedMps[vehicle]! * world.stepS;
  return slowForTurn(world, vehicle, YIELD_MPS, distanceM - onWayM);
}

/** Behind the vehicle that left a lane last, maybe for another one than its own, while its rear is still near the bar `barM` ahead. */
export function behindLastOut(world: World, vehicle: number, lane: number, barM: number): number {
  const other = world.lastOut[lane]!;
  if (other < 0) return Number.POSITIVE_INFINITY;
  return follow(world, vehicle, barM + beyondBarM(world, other), world.vehicles.speedMps[other]!);
}
