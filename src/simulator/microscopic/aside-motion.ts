import { Side } from './asides.ts';
import { beyondBarM, CLEARANCE_M, limitOfHead, moveRun } from './motion.ts';
import type { World } from './world.ts';

/** Order in a chain that two positions must keep at least. */
const ORDER_M = 0.001;

/** Moves the lanes with someone aside, where a siren may come past those before it in the chain; `move` leaves them out. */
export function movePartedLanes(world: World): void {
  const { asides } = world;
  for (let n = 0; n < asides.count; n++) {
    moveLane(world, asides.lanes[n]!);
    putInOrder(world, asides.lanes[n]!);
  }
}

/**
 * A siren may come as far as the rear of the last before it who is not aside; one who makes way, as far as the rear of the last that
 * is no siren, but not past a siren that has passed it; everybody else keeps behind all.
 */
function moveLane(world: World, lane: number): void {
  const { chains, vehicles } = world;
  let behindAll = Number.POSITIVE_INFINITY;
  let behindInLane = Number.POSITIVE_INFINITY;
  let behindOthers = world.net.laneLengthM[lane]!;
  const out = world.lastOut[lane]!;
  if (out >= 0) {
    behindAll = world.net.laneLengthM[lane]! + beyondBarM(world, out) - CLEARANCE_M;
    if (vehicles.emergency[out] === 0) behindOthers = Math.min(behindOthers, behindAll);
  }
  for (let i = 0; i < chains.count[lane]!; i++) {
    const vehicle = chains.at(lane, i);
    const siren = vehicles.emergency[vehicle] === 1;
    const side = vehicles.side[vehicle]!;
    let limitM = behindAll;
    if (side !== Side.inLane) limitM = behindOthers;
    else if (siren) limitM = behindInLane;
    if (limitM === Number.POSITIVE_INFINITY || (i === 0 && side === Side.inLane)) limitM = limitOfHead(world, vehicle, lane);
    const rearM = moveRun(world, lane, i, i + 1, limitM);
    behindAll = Math.min(behindAll, rearM);
    if (side !== Side.aside) behindInLane = Math.min(behindInLane, rearM);
    behindOthers = Math.min(behindOthers, siren ? vehicles.positionM[vehicle]! - CLEARANCE_M : rearM);
  }
}

/** Takes a siren to its place before those that it has passed. */
function putInOrder(world: World, lane: number): void {
  const { chains, vehicles } = world;
  const { positionM, emergency } = vehicles;
  for (let i = 1; i < chains.count[lane]!; i++) {
    const siren = chains.at(lane, i);
    if (emergency[siren] === 0) continue;
    let place = i;
    while (place > 0) {
      const other = chains.at(lane, place - 1);
      if (vehicles.side[other] === Side.inLane || positionM[other]! > positionM[siren]!) break;
      positionM[other] = Math.min(positionM[other]!, positionM[siren]! - ORDER_M);
      place--;
    }
    if (place === i) continue;
    chains.remove(lane, i);
    chains.insert(lane, place, siren);
  }
}
