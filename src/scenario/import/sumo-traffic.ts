import { type Fault, InputFaults } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { ImportedSumo } from '../../roadnet/import/sumo-map.ts';
import type { Tally } from '../../roadnet/import/tally.ts';
import { indexMap, type RoadIndex } from '../../roadnet/road-index.ts';
import type { Flow, ListedVehicle, ScenarioVehicleType } from '../scenario.ts';
import type { ImportedTraffic, ImportWindow } from './imported-scenario.ts';
import type { SumoDemand, SumoFlow, SumoVehicle, SumoVehicleType, SumoWayThrough } from './sumo-demand.ts';
import { entryOf } from './sumo-entry.ts';
import { kindOf } from './sumo-kind.ts';
import { SumoRouter } from './sumo-router.ts';
import { defaultsOf } from './sumo-type-defaults.ts';
import { defaultType } from './sumo-type-file.ts';

/** Whose vehicles depart when and go where, on links of the map. */
interface Planned {
  readonly links: readonly LinkId[];
  readonly type: SumoVehicleType;
}

/**
 * The vehicles of a SUMO demand on an imported network, from the begin time until before the end.
 * @throws InputFaults for every edge and type that the network and the file do not have, with its line.
 */
export function trafficOf(
  source: string,
  demand: SumoDemand,
  network: ImportedSumo,
  window: ImportWindow,
  tally: Tally,
): ImportedTraffic {
  const planner = new Planner(source, demand, network, tally);
  const listed = [...demand.vehicles, ...demand.flows.flatMap(vehiclesOfFlow)];
  const vehicles: ListedVehicle[] = [];
  for (const vehicle of listed) {
    if (!isWithin(vehicle.departS, window, tally)) continue;
    const plan = planner.plan(vehicle);
    if (plan === undefined) continue;
    const departS = Math.round(1000 * (vehicle.departS - window.beginS)) / 1000;
    const entry = entryOf(vehicle.entry, tally);
    vehicles.push({ id: vehicle.id, departS, route: plan.links, type: plan.type.id, entry });
  }
  vehicles.sort((a, b) => a.departS - b.departS);
  const flows = demand.flows.flatMap((flow) => flowOf(flow, window, planner, tally));
  planner.throwFaults();
  return { vehicles, flows, vehicleTypes: planner.kinds() };
}

/** First departure of a demand, from which SUMO's default begin time is taken; 0 where there is none. */
export function firstDepartureS({ vehicles, flows }: SumoDemand): number {
  const times = [...vehicles.map(({ departS }) => departS), ...flows.map(({ beginS }) => beginS)];
  return times.length === 0 ? 0 : times.reduce((least, timeS) => Math.min(least, timeS));
}

/** Just after the last departure; 0 where there is none. */
export function lastDepartureS({ vehicles, flows }: SumoDemand): number {
  const times = [...vehicles.map(({ departS }) => departS), ...flows.map(({ endS }) => endS)];
  return times.reduce((most, timeS) => Math.max(most, timeS), 0);
}

function isWithin(departS: number, { beginS, endS }: ImportWindow, tally: Tally): boolean {
  if (departS < beginS) tally.add('vehicles that depart before the begin time: left out');
  if (departS >= endS) tally.add('vehicles that depart after the end: left out');
  return departS >= beginS && departS < endS;
}

/** One vehicle after the other at even times, named as SUMO names them. */
function vehiclesOfFlow(flow: SumoFlow): readonly SumoVehicle[] {
  const { arrivals, beginS, endS, id } = flow;
  if (arrivals.kind === 'random') return [];
  const count = Math.max(0, Math.ceil((endS - beginS) / arrivals.periodS - 1e-9));
  return Array.from({ length: count }, (_, i) => ({ ...flow, id: `${id}.${i}`, departS: beginS + i * arrivals.periodS }));
}

function flowOf(flow: SumoFlow, window: ImportWindow, planner: Planner, tally: Tally): readonly Flow[] {
  if (flow.arrivals.kind === 'even') return [];
  const fromS = Math.max(flow.beginS, window.beginS) - window.beginS;
  const toS = Math.min(flow.endS, window.endS) - window.beginS;
  const plan = toS > fromS ? planner.plan(flow) : undefined;
  if (plan === undefined) return [];
  tally.add('flows drawn by chance: vehicles enter in traffic that flows');
  const vehPerHour = Math.round(flow.arrivals.vehPerHour * 1000) / 1000;
  return [{ from: plan.links[0]!, vehPerHour, fromS, toS, route: plan.links, type: plan.type.id }];
}

/** Puts vehicles on their links; remembers which types drive how far at which limits. */
class Planner {
  readonly #source: string;
  readonly #tally: Tally;
  readonly #network: ImportedSumo;
  readonly #index: RoadIndex;
  readonly #router: SumoRouter;
  readonly #types: ReadonlyMap<string, SumoVehicleType>;
  readonly #known: ReadonlySet<string>;
  readonly #faults: Fault[] = [];
  readonly #driven = new Map<SumoVehicleType, { lengthM: number; limitM: number }>();

  constructor(source: string, demand: SumoDemand, network: ImportedSumo, tally: Tally) {
    this.#source = source;
    this.#tally = tally;
    this.#network = network;
    this.#index = indexMap(network.map);
    this.#router = new SumoRouter(network.edges, network.ways, network.inside);
    this.#types = new Map([defaultType(), ...demand.types].map((type) => [type.id, type]));
    this.#known = network.edgeIds;
  }

  plan({ type: name, way, line }: SumoVehicle | SumoFlow): Planned | undefined {
    const type = this.#types.get(name);
    if (type === undefined) {
      this.#faults.push({ path: `line ${line}, type`, value: name, advice: 'no vType of the file has this id' });
      return undefined;
    }
    if (defaultsOf(type.vehicleClass) === undefined) {
      this.#tally.add(`vehicles of class ${type.vehicleClass}: left out`);
      return undefined;
    }
    const edges = this.#checked(way, line) ? this.#edgesOf(way, type) : undefined;
    const links = edges === undefined ? undefined : this.#linksOf(edges);
    if (links === undefined) return undefined;
    this.#drive(type, links);
    return { links, type };
  }

  kinds(): Readonly<Record<string, ScenarioVehicleType>> {
    const fastestMps = Math.max(...this.#network.map.links.map(({ speedLimitMps }) => speedLimitMps));
    const kinds = [...this.#driven].map(
      ([type, { lengthM, limitM }]) => [type.id, kindOf(type, limitM / lengthM, fastestMps, this.#tally)] as const,
    );
    return Object.fromEntries(kinds);
  }

  throwFaults(): void {
    if (this.#faults.length > 0) throw new InputFaults(this.#source, this.#faults);
  }

  #checked(way: SumoWayThrough, line: number): boolean {
    const edges = way.kind === 'route' ? way.edges : [way.from, ...way.via, way.to];
    const unknown = edges.filter((edge) => !this.#known.has(edge));
    for (const edge of unknown)
      this.#faults.push({ path: `line ${line}`, value: edge, advice: 'the network has no edge of this id' });
    return unknown.length === 0;
  }

  #edgesOf(way: SumoWayThrough, { maxSpeedMps }: SumoVehicleType): readonly string[] | undefined {
    if (way.kind === 'route') return way.edges;
    const stops = [way.from, ...way.via, way.to];
    const legs = stops.slice(1).map((to, i) => this.#router.find(stops[i]!, to, maxSpeedMps));
    if (legs.every((leg) => leg !== undefined)) return [way.from, ...legs.flatMap((leg) => leg.slice(1))];
    this.#tally.add('trips between edges that no way for cars joins: left out');
    return undefined;
  }

  #linksOf(edges: readonly string[]): readonly LinkId[] | undefined {
    const links = edges.flatMap((edge) => this.#network.edges.get(edge)?.link.id ?? []);
    const joined = links.slice(1).every((link, i) => this.#index.findMovement(links[i]!, link) !== undefined);
    if (links.length === edges.length && joined) return links;
    this.#tally.add('vehicles whose route cars cannot drive: left out');
    return undefined;
  }

  #drive(type: SumoVehicleType, links: readonly LinkId[]): void {
    const driven = this.#driven.get(type) ?? { lengthM: 0, limitM: 0 };
    for (const id of links) {
      const { lengthM, speedLimitMps } = this.#index.link(id);
      driven.lengthM += lengthM;
      driven.limitM += lengthM * speedLimitMps;
    }
    this.#driven.set(type, driven);
  }
}
