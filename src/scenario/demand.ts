import { getOrThrow, invariant } from '../kernel/assert.ts';
import type { LinkId } from '../kernel/ids.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import { findRouteToLink } from '../roadnet/fastest-route.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { VehiclePlan } from '../simulator/simulator.ts';
import { type ArrivalWindow, arrivalsS } from './demand/arrivals.ts';
import { drawDriver } from './demand/driver.ts';
import { TurningWalk } from './demand/turning-walk.ts';
import { type Kind, kindsOf } from './demand/vehicle-types.ts';
import { openRoads } from './open-roads.ts';
import type { Demand, Flow, OdFlow, Scenario } from './scenario.ts';

type Kinds = ReadonlyMap<string | undefined, Kind>;

/**
 * All vehicles of a seed, sorted by departure, ties in the order of the scenario: flows, origin-destination table, list. Each
 * flow and each pair of the table draws arrivals, turns and drivers from streams of its own name, each listed vehicle its driver
 * from one of its id, so that adding, removing or scaling one of them changes no vehicle of another, and no arm changes any.
 */
export function vehiclesOf(scenario: Scenario, index: RoadIndex, seed: number): readonly VehiclePlan[] {
  const { demand } = scenario;
  const stream = randomStream(seed, 'demand');
  const kinds = kindsOf(demand);
  const open = openRoads(scenario, index);
  const vehicles = [
    ...ofFlows(demand, kinds, open, stream),
    ...ofTable(demand.od ?? [], kinds, open, stream.fork('od')),
    ...ofList(demand, kinds, stream.fork('list')),
  ];
  return vehicles.sort((a, b) => a.departS - b.departS);
}

function ofFlows({ flows, turning }: Demand, kinds: Kinds, open: RoadIndex, demand: RandomStream): readonly VehiclePlan[] {
  const walk = new TurningWalk(open, turning);
  const names = namesOf(flows, flowName);
  return flows.flatMap((flow) => {
    const stream = demand.fork(getOrThrow(names, flow, 'name of flow'));
    const turns = stream.fork('turns');
    return arriving(flow, kinds, stream, () => flow.route ?? walk.from(flow.from, turns));
  });
}

/** Vehicles of one pair share their route. */
function ofTable(od: readonly OdFlow[], kinds: Kinds, open: RoadIndex, demand: RandomStream): readonly VehiclePlan[] {
  const names = namesOf(od, odName);
  const routes = new Map<string, readonly LinkId[]>();
  return od.flatMap((flow) => {
    const pair = JSON.stringify([flow.from, flow.to]);
    const route = routes.get(pair) ?? findRouteToLink(open, flow.from, flow.to);
    invariant(route !== undefined, `demand: no route from ${flow.from} to ${flow.to}`);
    routes.set(pair, route);
    return arriving(flow, kinds, demand.fork(getOrThrow(names, flow, 'name of pair')), () => route);
  });
}

/** Vehicles that arrive in a window, each on the next route; drivers come from the stream's own. */
function arriving(
  window: ArrivalWindow & { readonly type?: string },
  kinds: Kinds,
  stream: RandomStream,
  nextRoute: () => readonly LinkId[],
): readonly VehiclePlan[] {
  const kind = getOrThrow(kinds, window.type, 'vehicle type');
  const drivers = stream.fork('drivers');
  return arrivalsS(window, stream.fork('arrivals')).map((departS) => ({
    departS,
    route: nextRoute(),
    ...drawDriver(kind, drivers),
  }));
}

function ofList({ listed = [] }: Demand, kinds: Kinds, demand: RandomStream): readonly VehiclePlan[] {
  return listed.map(({ id, departS, route, type, entry }) => {
    const driven = drawDriver(getOrThrow(kinds, type, 'vehicle type'), demand.fork(id));
    return entry === undefined ? { id, departS, route, ...driven } : { id, departS, route, ...driven, entry };
  });
}

/** A flow is known by where and when it begins, and by its place among those alike; its rate and end do not rename it. */
function namesOf<T>(flows: readonly T[], nameOf: (flow: T) => string): ReadonlyMap<T, string> {
  const seen = new Map<string, number>();
  return new Map(
    flows.map((flow) => {
      const begins = nameOf(flow);
      const alike = seen.get(begins) ?? 0;
      seen.set(begins, alike + 1);
      return [flow, `${begins}#${alike}`];
    }),
  );
}

function flowName({ from, fromS, route, type }: Flow): string {
  return `${from}@${fromS}:${route?.join(',') ?? ''}${typeName(type)}`;
}

function odName({ from, to, fromS, type }: OdFlow): string {
  return `${from}>${to}@${fromS}${typeName(type)}`;
}

function typeName(type: string | undefined): string {
  return type === undefined ? '' : `~${type}`;
}
