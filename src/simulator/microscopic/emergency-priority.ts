import { Aspect } from '../simulator.ts';
import { isFirstInLane } from './aside-lane.ts';
import { isFreeOfOthers } from './emergency-gap.ts';
import { hasRoomBeyond } from './keep-clear.ts';
import { bestLaneBeyond } from './lane-beyond.ts';
import { enterLink } from './motion.ts';
import {
  CAUTIOUS_GAP_S,
  CAUTIOUS_MPS,
  COMFORTABLE_BRAKING,
  HARDEST_BRAKING,
  RED_BRAKING,
  TURN_BRAKING,
  YELLOW_BRAKING,
} from './parameters.ts';
import type { World } from './world.ts';

/** How far before the bar a cautious driver decides, beyond the way needed to stop; and a driver whom an escort leads, with its time. */
const CAUTIOUS_SIGHT_M = 3;
const ESCORT_SIGHT_M = 10;
const ESCORT_LEAD_S = 2;

/**
 * Before each step: what the emergencies that do not just obey the signals claim at the nodes that they come to. Those that claimed a
 * movement keep it, the others come in the order in which they entered; a claimed movement shuts those that meet it.
 */
export function claimNodes(world: World): void {
  const { sirens } = world;
  for (let i = 0; i < sirens.count; i++) {
    const emergency = sirens.inside[i]!;
    if (sirens.driving[emergency] !== 'legal') noteNode(world, emergency);
  }
  shutMeetings(world);
  for (let i = 0; i < sirens.count; i++) {
    const emergency = sirens.inside[i]!;
    if (sirens.driving[emergency] !== 'legal') claimAhead(world, emergency);
  }
  shutMeetings(world);
}

/** The node that it is in, and its speed there when it drives through on red. */
function noteNode(world: World, emergency: number): void {
  const { sirens, vehicles } = world;
  const vehicle = world.emergencySlot[emergency]!;
  const rearM = vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]!;
  const inNode = vehicles.fromLane[vehicle]! >= 0 && rearM < 0;
  if (sirens.place[emergency] !== vehicles.place[vehicle]) {
    sirens.crawls[emergency] = inNode && sirens.driving[emergency] === 'cautious-red' ? sirens.facesRed[emergency]! : 0;
    sirens.place[emergency] = vehicles.place[vehicle]!;
    sirens.facesRed[emergency] = 0;
    sirens.ahead[emergency] = -1;
    vehicles.goes[vehicle] = 0;
  }
  sirens.on[emergency] = inNode ? vehicles.crossing[vehicle]! : -1;
  if (sirens.crawls[emergency] === 0) return;
  if (inNode) {
    vehicles.desiredMps[vehicle] = Math.min(vehicles.desiredMps[vehicle]!, CAUTIOUS_MPS);
  } else {
    sirens.crawls[emergency] = 0;
    enterLink(world, vehicle);
  }
}

/** Whether it claims the movement at its bar, and whether it may go over it. */
function claimAhead(world: World, emergency: number): void {
  const { sirens, vehicles } = world;
  const vehicle = world.emergencySlot[emergency]!;
  const movement = vehicles.movement[vehicle]!;
  const before = sirens.ahead[emergency]! >= 0;
  sirens.ahead[emergency] = -1;
  vehicles.goes[vehicle] = 0;
  if (movement < 0) return;
  const aspect = world.aspect[movement]!;
  const open = aspect === Aspect.green || aspect === Aspect.free;
  const escorted = sirens.driving[emergency] === 'escorted';
  if (!escorted) {
    if (open) sirens.facesRed[emergency] = 0;
    else if (sirens.facesRed[emergency] === 0) sirens.facesRed[emergency] = canStop(world, vehicle, aspect) ? 1 : 0;
    if (sirens.facesRed[emergency] === 0) return;
    slowForRed(world, vehicle);
  }
  if (!isNearBar(world, vehicle, escorted) || !hasWay(world, vehicle) || sirens.shut[movement] === 1) return;
  const gapS = escorted || before ? 0 : CAUTIOUS_GAP_S;
  const free = isFreeOfOthers(world, vehicle, movement, gapS);
  if (free) vehicles.goes[vehicle] = 1;
  if (!free && !escorted) return;
  sirens.ahead[emergency] = movement;
  shutMeetingsOf(world, movement);
}

/** Someone who cannot stop any more when the light turns drives on as everybody would. */
function canStop(world: World, vehicle: number, aspect: number): boolean {
  const speed = world.vehicles.speedMps[vehicle]!;
  return speed * speed <= 2 * (aspect === Aspect.yellow ? YELLOW_BRAKING : RED_BRAKING) * toBarM(world, vehicle);
}

/** Comes down to the speed for a red light at the bar with a constant rate, and faster only where the bar is too near for that. */
function slowForRed(world: World, vehicle: number): void {
  const { vehicles } = world;
  const speed = vehicles.speedMps[vehicle]!;
  const aheadM = toBarM(world, vehicle) - speed * world.stepS;
  const roomM = aheadM > 0.1 ? aheadM : 0.1;
  const square = CAUTIOUS_MPS * CAUTIOUS_MPS;
  const allowed = (Math.sqrt(square + 2 * TURN_BRAKING * roomM) - speed) / world.stepS;
  const braking = Math.max(TURN_BRAKING, (speed * speed - square) / (2 * roomM));
  vehicles.hold(vehicle, Math.max(allowed, -braking, -HARDEST_BRAKING));
}

function toBarM(world: World, vehicle: number): number {
  return world.net.laneLengthM[world.vehicles.lane[vehicle]!]! - world.vehicles.positionM[vehicle]!;
}

function isNearBar(world: World, vehicle: number, escorted: boolean): boolean {
  const speed = world.vehicles.speedMps[vehicle]!;
  const stopM = (speed * speed) / (2 * COMFORTABLE_BRAKING);
  return (
    toBarM(world, vehicle) <= stopM + (escorted ? ESCORT_SIGHT_M + ESCORT_LEAD_S * speed : CAUTIOUS_SIGHT_M + world.stepS * speed)
  );
}

/** Nobody before it in its lane, which serves its turn, and room beyond the node: it will not claim what it cannot use. */
function hasWay(world: World, vehicle: number): boolean {
  if (!isFirstInLane(world, vehicle)) return false;
  const toLane = bestLaneBeyond(world, world.vehicles.lane[vehicle]!, world.vehicles.place[vehicle]!);
  return toLane >= 0 && hasRoomBeyond(world, vehicle, toLane, 0);
}

/** Nobody enters a node on a movement that meets a claimed one; nor does another emergency claim it. */
function shutMeetings(world: World): void {
  const { sirens } = world;
  sirens.shut.fill(0);
  for (let i = 0; i < sirens.count; i++) {
    const emergency = sirens.inside[i]!;
    shutMeetingsOf(world, sirens.on[emergency]!);
    shutMeetingsOf(world, sirens.ahead[emergency]!);
  }
}

function shutMeetingsOf(world: World, movement: number): void {
  if (movement < 0) return;
  const { base, other } = world.net.conflicts;
  for (let i = base[movement]!; i < base[movement + 1]!; i++) world.sirens.shut[other[i]!] = 1;
}
