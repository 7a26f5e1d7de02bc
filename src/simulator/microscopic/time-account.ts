import type { TimeAccount, World } from './world.ts';

/** The vehicle has come to a link, or begins on it, at its present position. */
export function beginOnLink({ vehicles }: World, vehicle: number, nowS: number): void {
  vehicles.cameM[vehicle] = vehicles.positionM[vehicle]!;
  vehicles.cameS[vehicle] = nowS;
}

/** The vehicle leaves the link it is on, with its front `endM` from that link's start. */
export function bookLink(world: World, vehicle: number, endM: number, nowS: number): void {
  if (world.vehicles.emergency[vehicle] === 0) bookTo(world.account, world, vehicle, endM, nowS);
}

function bookTo({ spentS, lossS }: TimeAccount, { vehicles }: World, vehicle: number, endM: number, nowS: number): void {
  const link = vehicles.link[vehicle]!;
  const timeS = nowS - vehicles.cameS[vehicle]!;
  spentS[link] = spentS[link]! + timeS;
  lossS[link] = lossS[link]! + timeS - (endM - vehicles.cameM[vehicle]!) * vehicles.perDesired[vehicle]!;
}

/** The account with what those have spent and lost who are still on their links. */
export function accountNow(world: World): TimeAccount {
  const { chains, net, vehicles } = world;
  const now = { spentS: world.account.spentS.slice(), lossS: world.account.lossS.slice() };
  const nowS = world.step * world.stepS;
  for (let lane = 0; lane < net.laneCount; lane++) {
    for (let i = 0; i < chains.count[lane]!; i++) {
      const vehicle = chains.at(lane, i);
      if (vehicles.emergency[vehicle] === 0) bookTo(now, world, vehicle, alongLinkM(world, vehicle), nowS);
    }
  }
  return now;
}

/** Front bumper from the start of the link that the vehicle is on, or has just left while it is inside a node. */
export function alongLinkM({ vehicles, net }: World, vehicle: number): number {
  const x = vehicles.positionM[vehicle]!;
  if (x >= 0) return x;
  return net.linkLengthM[vehicles.link[vehicle]!]! + net.movementLengthM[vehicles.crossing[vehicle]!]! + x;
}
