import type { Trip } from '../simulator.ts';
import type { World } from './world.ts';

/** The way of a vehicle that leaves from the end of a lane at `arrivedS`. */
export function tripOf(world: World, vehicle: number, lane: number, arrivedS: number): Trip {
  const { vehicles, net, demand } = world;
  const number = vehicles.demand[vehicle]!;
  const enteredS = vehicles.enteredS[vehicle]!;
  const lastM = net.linkLengthM[vehicles.link[vehicle]!]!;
  return {
    vehicle: number,
    departS: demand.departS[number]!,
    enteredS,
    enterMps: vehicles.enterMps[vehicle]!,
    enterM: vehicles.enterM[vehicle]!,
    arrivedS,
    lengthM: vehicles.drivenM[vehicle]! + lastM - vehicles.enterM[vehicle]!,
    standingS: vehicles.standingS[vehicle]!,
    stops: vehicles.stops[vehicle]!,
    lossS: arrivedS - enteredS - vehicles.idealS[vehicle]! - lastM * vehicles.perDesired[vehicle]!,
    enterLane: vehicles.enterLane[vehicle]!,
    leaveLink: net.laneLink[lane]!,
    leaveLane: lane - net.laneBase[net.laneLink[lane]!]!,
    leaveMps: vehicles.speedMps[vehicle]!,
    reroutes: vehicles.reroutes[vehicle]!,
  };
}
