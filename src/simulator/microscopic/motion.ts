import { pathBetween } from './network.ts';
import { beginOnLink, bookLink } from './time-account.ts';
import { tripOf } from './trip.ts';
import { LaneFitness, Way } from './vehicles.ts';
import type { World } from './world.ts';

/** Least distance between two bumpers that is left when a step's arithmetic would bring them nearer. */
export const CLEARANCE_M = 0.1;
/** Slower than this and accelerating less than that is standing: without it, queues would creep for ever. */
const STANDSTILL_MPS = 0.02;
const STIRRING = 0.05;
/** Slower than this is standing, in a trip's account. */
const HALT_MPS = 0.1;

/** Moves every vehicle by its acceleration (ballistic update). */
export function move(world: World): void {
  const { chains, net, asides, headAtBar, tailInNode } = world;
  headAtBar.fill(0);
  for (let lane = 0; lane < net.laneCount; lane++) {
    const count = chains.count[lane]!;
    if (count === 0 || asides.onLane[lane]! > 0) {
      tailInNode[lane] = count > 0 ? 1 : 0;
      continue;
    }
    const head = chains.at(lane, 0);
    const limitM = staysBeforeBar(world, head, lane) ? net.laneLengthM[lane]! : limitOfHead(world, head, lane);
    tailInNode[lane] = moveRun(world, lane, 0, count, limitM) < 0 ? 1 : 0;
  }
}

/** True when the head of a lane cannot come to its bar in this step, so that nothing beyond it matters: the case of most. */
function staysBeforeBar({ vehicles, net, lastOut, stepS }: World, head: number, lane: number): boolean {
  if (lastOut[lane]! >= 0) return false;
  const a = vehicles.acceleration[head]!;
  const speed = vehicles.speedMps[head]! + (a > 0 ? 0.5 * a * stepS : 0);
  return vehicles.positionM[head]! + speed * stepS + CLEARANCE_M < net.laneLengthM[lane]!;
}

/**
 * Moves the vehicles at places `from` up to `to` of a lane's chain, the first of them no further than `limitM`; returns how far the
 * one behind the last can come.
 */
export function moveRun(world: World, lane: number, from: number, to: number, limitM: number): number {
  const { stepS, net, chains } = world;
  const { positionM, speedMps, acceleration, lengthM, standingS, stops } = world.vehicles;
  const barM = net.laneLengthM[lane]!;
  for (let i = from; i < to; i++) {
    const vehicle = chains.at(lane, i);
    const x = positionM[vehicle]!;
    const speed = speedMps[vehicle]!;
    const a = acceleration[vehicle]!;
    let newSpeed = 0;
    let travelled = 0;
    if (speed > 0 || a > 0) {
      newSpeed = speed + a * stepS;
      travelled = 0.5 * (speed + newSpeed) * stepS;
      if (newSpeed < STANDSTILL_MPS && a < STIRRING) {
        if (newSpeed < 0) travelled = (-0.5 * speed * speed) / a;
        newSpeed = 0;
      }
      if (x + travelled > limitM) {
        travelled = limitM > x ? limitM - x : 0;
        if (newSpeed * stepS > travelled) newSpeed = travelled / stepS;
      }
      positionM[vehicle] = x + travelled;
      speedMps[vehicle] = newSpeed;
      if (newSpeed < HALT_MPS && speed >= HALT_MPS) stops[vehicle] = stops[vehicle]! + 1;
    }
    if (newSpeed < HALT_MPS) standingS[vehicle] = standingS[vehicle]! + stepS;
    if (x < 0 && x + travelled >= 0) leaveNode(world, vehicle);
    if (x + travelled > barM) world.headAtBar[lane] = 1;
    limitM = x + travelled - lengthM[vehicle]! - CLEARANCE_M;
    if (limitM > barM) limitM = barM;
  }
  return limitM;
}

/** How far the first vehicle of a lane can come: the bar while its way is closed, else the rear of the last one on the lane beyond. */
export function limitOfHead(world: World, vehicle: number, lane: number): number {
  const { vehicles, net, chains } = world;
  const barM = net.laneLengthM[lane]!;
  const other = world.lastOut[lane]!;
  const rearM = other < 0 ? Number.POSITIVE_INFINITY : barM + beyondBarM(world, other) - CLEARANCE_M;
  const movement = vehicles.movement[vehicle]!;
  if (vehicles.open[vehicle] === Way.shut) return Math.min(barM, rearM);
  if (vehicles.open[vehicle] === Way.inside) return Math.min(barM + net.movementWaitM[movement]!, rearM);
  if (movement < 0) return rearM;
  const last = chains.last(vehicles.toLane[vehicle]!);
  if (last < 0) return rearM;
  const lastRearM = net.movementLengthM[movement]! + vehicles.positionM[last]! - vehicles.lengthM[last]! - CLEARANCE_M;
  return Math.min(rearM, barM + Math.max(lastRearM, net.movementWaitM[movement]!));
}

/** Takes heads of lanes that have passed their bars into the node, or out of the network. */
export function crossBars(world: World): void {
  const { lastOut, headAtBar } = world;
  for (let lane = 0; lane < world.net.laneCount; lane++) {
    if (lastOut[lane]! >= 0) forgetLastOut(world, lane);
    if (headAtBar[lane] === 0) continue;
    const vehicle = overBar(world, lane);
    if (vehicle < 0) continue;
    if (world.vehicles.movement[vehicle]! < 0) leave(world, vehicle, lane);
    else crossInTurn(world, vehicle, lane);
  }
}

/** The head of a lane that has passed its bar in this step and follows nobody there who drives to another lane, -1 for none. */
function overBar(world: World, lane: number): number {
  const { chains, vehicles, headAtBar, lastOut } = world;
  if (headAtBar[lane] === 0 || chains.count[lane] === 0) return -1;
  const vehicle = chains.at(lane, 0);
  if (!isBeyondOpenBar(world, vehicle, lane)) return -1;
  const before = lastOut[lane]!;
  return before >= 0 && vehicles.movement[vehicle]! >= 0 && vehicles.lane[before] !== vehicles.toLane[vehicle] ? -1 : vehicle;
}

function isBeyondOpenBar({ vehicles, net }: World, head: number, lane: number): boolean {
  return vehicles.positionM[head]! > net.laneLengthM[lane]! && vehicles.open[head] === Way.open;
}

/** Lets those cross first who come to the same lane in this step and are nearer to it: whoever crosses later drives behind. */
function crossInTurn(world: World, vehicle: number, lane: number): void {
  const { vehicles, net, chains } = world;
  const { base, items } = net.laneFeeders;
  const toLane = vehicles.toLane[vehicle]!;
  const toGoM = beforeNextLinkM(world, vehicle, lane);
  for (let i = base[toLane]!; i < base[toLane + 1]!; i++) {
    const from = items[i]!;
    const other = from === lane || world.headAtBar[from] === 0 || chains.count[from] === 0 ? -1 : chains.at(from, 0);
    if (other < 0 || !isBeyondOpenBar(world, other, from) || vehicles.movement[other]! < 0) continue;
    if (vehicles.toLane[other] !== toLane || beforeNextLinkM(world, other, from) >= toGoM) continue;
    // Whoever still follows someone there keeps its place before those who come later.
    if (overBar(world, from) < 0) return;
    crossInTurn(world, other, from);
  }
  cross(world, vehicle, lane);
}

/** From the head's front bumper over its way through the node. */
function beforeNextLinkM({ vehicles, net }: World, head: number, lane: number): number {
  return net.laneLengthM[lane]! - vehicles.positionM[head]! + net.movementLengthM[vehicles.movement[head]!]!;
}

/** Once its way has parted from all others out of this lane, the vehicle that crossed last is nobody's concern here. */
function forgetLastOut(world: World, lane: number): void {
  const { lastOut, vehicles, net } = world;
  const other = lastOut[lane]!;
  const toLane = vehicles.lane[other]!;
  const path = toLane < 0 || vehicles.fromLane[other] !== lane ? -1 : pathBetween(net, lane, toLane);
  if (path < 0 || beyondBarM(world, other) > net.pathPartM[path]!) lastOut[lane] = -1;
}

/** Rear bumper from the bar of the lane that the vehicle came from. */
export function beyondBarM(world: World, vehicle: number): number {
  const { vehicles, net } = world;
  return net.movementLengthM[vehicles.crossing[vehicle]!]! + vehicles.positionM[vehicle]! - vehicles.lengthM[vehicle]!;
}

function leave(world: World, vehicle: number, lane: number): void {
  const { vehicles, net } = world;
  world.chains.removeFirst(lane);
  const pastM = vehicles.positionM[vehicle]! - net.laneLengthM[lane]!;
  const speed = vehicles.speedMps[vehicle]!;
  const arrivedS = (world.step + 1) * world.stepS - (speed > 0 ? Math.min(world.stepS, pastM / speed) : 0);
  const emergency = vehicles.demand[vehicle]! - world.demand.vehicleCount;
  if (emergency >= 0) world.arrivedS[emergency] = arrivedS;
  bookLink(world, vehicle, vehicles.positionM[vehicle]!, (world.step + 1) * world.stepS);
  world.onTrip?.(tripOf(world, vehicle, lane, arrivedS));
  vehicles.giveBack(vehicle);
  world.left++;
}

function cross(world: World, vehicle: number, lane: number): void {
  const { chains, net, vehicles } = world;
  const barM = net.laneLengthM[lane]!;
  const movement = vehicles.movement[vehicle]!;
  const toLane = vehicles.toLane[vehicle]!;
  const pathM = net.movementLengthM[movement]!;
  let x = vehicles.positionM[vehicle]! - barM - pathM;
  const last = chains.last(toLane);
  if (last >= 0) {
    const behindM = vehicles.positionM[last]! - vehicles.lengthM[last]! - CLEARANCE_M;
    const waitM = net.movementWaitM[movement]!;
    if (x > behindM && behindM < waitM - pathM) {
      // Another lane's vehicle took the place in this very step: wait for it, no further back than where one may have waited before.
      if (vehicles.positionM[vehicle]! > barM + waitM) {
        vehicles.positionM[vehicle] = barM + waitM;
        vehicles.speedMps[vehicle] = 0;
      }
      return;
    }
    if (x > behindM) x = behindM;
  }
  chains.removeFirst(lane);
  chains.append(toLane, vehicle);
  world.tailInNode[toLane] = 1;
  world.lastOut[lane] = vehicle;
  world.crossingCount[movement] = world.crossingCount[movement]! + 1;
  vehicles.fromLane[vehicle] = lane;
  vehicles.crossing[vehicle] = movement;
  vehicles.lane[vehicle] = toLane;
  vehicles.positionM[vehicle] = x;
  vehicles.desiredMps[vehicle] = Math.min(vehicles.desiredMps[vehicle]!, net.movementSpeedMps[movement]!);
  vehicles.place[vehicle] = vehicles.place[vehicle]! + 1;
  setTurn(world, vehicle);
  if (x >= 0) leaveNode(world, vehicle);
}

/** The front bumper comes out of the node. */
function leaveNode(world: World, vehicle: number): void {
  const { vehicles, net } = world;
  const movement = vehicles.crossing[vehicle]!;
  world.crossingCount[movement] = world.crossingCount[movement]! - 1;
  const nowS = (world.step + 1) * world.stepS;
  bookLink(
    world,
    vehicle,
    net.linkLengthM[vehicles.link[vehicle]!]! + net.movementLengthM[movement]! + vehicles.positionM[vehicle]!,
    nowS,
  );
  const drivenM = net.linkLengthM[vehicles.link[vehicle]!]! + net.movementLengthM[movement]!;
  vehicles.drivenM[vehicle] = vehicles.drivenM[vehicle]! + drivenM;
  vehicles.idealS[vehicle] = vehicles.idealS[vehicle]! + drivenM * vehicles.perDesired[vehicle]!;
  enterLink(world, vehicle);
  beginOnLink(world, vehicle, nowS);
}

/** Drives on the link at the vehicle's place of its route: its speed counts. */
export function enterLink(world: World, vehicle: number): void {
  const { vehicles, routes } = world;
  const link = routes.link(vehicles.place[vehicle]!);
  const desired = desiredOn(world, link, vehicles.speedFactor[vehicle]!, vehicles.kind[vehicle]!);
  vehicles.link[vehicle] = link;
  vehicles.desiredMps[vehicle] = desired;
  vehicles.perDesired[vehicle] = 1 / desired;
}

/** Speed that a driver wishes on a link: the limit by the driver's factor, as far as the vehicle can. */
export function desiredOn(world: World, link: number, speedFactor: number, kind: number): number {
  return Math.min(world.net.linkLimitMps[link]! * speedFactor, world.kinds.maxSpeedMps[kind]!);
}

/** Sets what a driver must know of the turn at the end of the link at its place of its route. */
export function setTurn(world: World, vehicle: number): void {
  const { vehicles, net, routes } = world;
  const place = vehicles.place[vehicle]!;
  const movement = routes.movement(place);
  vehicles.movement[vehicle] = movement;
  vehicles.serving[vehicle] = movement < 0 ? -1 : net.movementServedBy[movement]!;
  vehicles.preferred[vehicle] = routes.preferred(place);
  vehicles.turnMps[vehicle] = movement < 0 ? Number.POSITIVE_INFINITY : net.movementSpeedMps[movement]!;
  vehicles.toLane[vehicle] = -1;
  vehicles.stopping[vehicle] = 0;
  vehicles.open[vehicle] = Way.shut;
  vehicles.waitS[vehicle] = 0;
  judgeLane(world, vehicle);
}

/** Notes how the lane that a vehicle is in suits its way. */
export function judgeLane({ vehicles, net }: World, vehicle: number): void {
  const lane = vehicles.lane[vehicle]!;
  const own = lane - net.laneBase[net.laneLink[lane]!]!;
  const serves = ((vehicles.serving[vehicle]! >>> own) & 1) === 1;
  const preferred = ((vehicles.preferred[vehicle]! >>> own) & 1) === 1;
  vehicles.fitness[vehicle] = !serves ? LaneFitness.wrong : preferred ? LaneFitness.good : LaneFitness.serving;
}
