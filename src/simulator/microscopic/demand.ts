import type { SimulatorSetup, VehicleType } from '../simulator.ts';
import { driverOf } from './driver.ts';
import { AMBULANCE, CAR } from './kinds.ts';
import type { Network, Rows } from './network.ts';
import type { Routes } from './routes.ts';

/** All that want to drive, as arrays: first the vehicles in their order, then the emergencies. */
export interface Demand {
  readonly count: number;
  readonly vehicleCount: number;
  readonly departS: Float64Array;
  readonly place: Int32Array;
  readonly speedFactor: Float64Array;
  readonly timeGapS: Float64Array;
  readonly reactionS: Float64Array;
  readonly lengthM: Float64Array;
  /** Numbers into `types`. */
  readonly kind: Int32Array;
  readonly types: readonly VehicleType[];
  /** 1 for those who start from rest in the kerb lane. */
  readonly fromRest: Uint8Array;
  /** Per link: vehicles that enter there, in the order of departure; emergencies do not queue up. */
  readonly entrants: Rows;
}

export function compileDemand(setup: SimulatorSetup, net: Network, routes: Routes): Demand {
  const plans = [...setup.vehicles, ...setup.emergencies];
  const drivers = plans.map((plan) => driverOf('driverSeed' in plan ? plan.driverSeed : 0));
  const vehicleCount = setup.vehicles.length;
  const place = Int32Array.from(plans, (plan) => routes.placeOf(plan.route));
  const types = [...new Set([CAR, AMBULANCE, ...setup.vehicles.map((plan) => plan.type ?? CAR)])];
  const typeOf = plans.map((_, n) => (n < vehicleCount ? (setup.vehicles[n]!.type ?? CAR) : AMBULANCE));
  const departS = Float64Array.from(plans, (plan) => plan.departS);
  return {
    count: plans.length,
    vehicleCount,
    departS,
    place,
    speedFactor: Float64Array.from(plans, (plan) => plan.speedFactor),
    timeGapS: Float64Array.from(drivers, (driver) => driver.timeGapS),
    reactionS: Float64Array.from(drivers, (driver) => driver.reactionS),
    lengthM: Float64Array.from(drivers, ({ lengthShare }, n) => lengthOf(typeOf[n]!, lengthShare)),
    kind: Int32Array.from(typeOf, (type) => types.indexOf(type)),
    types,
    fromRest: Uint8Array.from(plans, (_, n) => (setup.vehicles[n]?.entry === 'from-rest' ? 1 : 0)),
    entrants: entrantsOf(net, routes, place, departS, vehicleCount),
  };
}

function lengthOf({ lengthM: { min, max } }: VehicleType, share: number): number {
  return min + (max - min) * share;
}

function entrantsOf(net: Network, routes: Routes, place: Int32Array, departS: Float64Array, vehicleCount: number): Rows {
  const lists: number[][] = Array.from({ length: net.linkCount }, () => []);
  for (let n = 0; n < vehicleCount; n++) lists[routes.link(place[n]!)]!.push(n);
  const base = new Int32Array(net.linkCount + 1);
  for (const [link, list] of lists.entries()) {
    list.sort((a, b) => departS[a]! - departS[b]! || a - b);
    base[link + 1] = base[link]! + list.length;
  }
  return { base, items: Int32Array.from(lists.flat()) };
}
