import { type Fault, InputFaults } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { ImportedSumo } from '../../roadnet/import/sumo-map.ts';
import type { Tally } from '../../roadnet/import/tally.ts';
import { indexMap, type RoadIndex } from '../../roadnet/road-index.ts';
import type { ScenarioVehicleType } from '../scenario.ts';
import type { SumoDemand, SumoFlow, SumoVehicle, SumoVehicleType, SumoWayThrough } from './sumo-demand.ts';
import { kindOf } from './sumo-kind.ts';
import { SumoRouter } from './sumo-router.ts';
import { defaultsOf } from './sumo-type-defaults.ts';
import { defaultType } from './sumo-type-file.ts';

/** Whose vehicles depart when and go where, on links of the map. */
interface Planned {
  readonly links: readonly LinkId[];
  readonly type: SumoVehicleType;
}

/** Puts vehicles on their links; remembers which types drive how far at which limits. */
export class SumoPlanner {
  readonly #source: string;
  readonly #tally: Tally;
  readonly #network: ImportedSumo;
  readonly #index: RoadIndex;
  readonly #router: SumoRouter;
  readonly #types: ReadonlyMap<string, SumoVehicleType>;
  readonly #typeDistributions: ReadonlySet<string>;
  readonly #known: ReadonlySet<string>;
  readonly faults: Fault[] = [];
  readonly #driven = new Map<SumoVehicleType, { lengthM: number; limitM: number }>();

  constructor(source: string, demand: SumoDemand, network: ImportedSumo, tally: Tally) {
    this.#source = source;
    this.#tally = tally;
    this.#network = network;
    this.#index = indexMap(network.map);
    this.#router = new SumoRouter(network.edges, network.ways, network.inside);
    this.#types = new Map([defaultType(), ...demand.types].map((type) => [type.id, type]));
    this.#typeDistributions = demand.typeDistributions;
    this.#known = network.edgeIds;
  }

  plan({ type: name, way, line }: SumoVehicle | SumoFlow): Planned | undefined {
    const type = this.#types.get(name);
    if (type === undefined) {
      const advice = this.#typeDistributions.has(name)
        ? 'draws types by chance (vTypeDistribution), which is not imported: give each vehicle a type, as duarouter writes them'
        : 'no vType of the file has this id';
      this.faults.push({ path: `line ${line}, type`, value: name, advice });
      return undefined;
    }
    if (defaultsOf(type.vehicleClass) === undefined) {
      this.#tally.add(`vehicles of class ${type.vehicleClass}: left out`, 1, `line ${line}`);
      return undefined;
    }
    const edges = this.#checked(way, line) ? this.#edgesOf(way, type, line) : undefined;
    const links = edges === undefined ? undefined : this.#linksOf(edges, line);
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
    if (this.faults.length > 0) throw new InputFaults(this.#source, this.faults);
  }

  #checked(way: SumoWayThrough, line: number): boolean {
    const edges = way.kind === 'route' ? way.edges : [way.from, ...way.via, way.to];
    const unknown = edges.filter((edge) => !this.#known.has(edge));
    for (const edge of unknown)
      this.faults.push({ path: `line ${line}`, value: edge, advice: 'the network has no edge of this id' });
    return unknown.length === 0;
  }

  #edgesOf(way: SumoWayThrough, { maxSpeedMps }: SumoVehicleType, line: number): readonly string[] | undefined {
    if (way.kind === 'route') return way.edges;
    const stops = [way.from, ...way.via, way.to];
    const legs = stops.slice(1).map((to, i) => this.#router.find(stops[i]!, to, maxSpeedMps));
    if (legs.every((leg) => leg !== undefined)) return [way.from, ...legs.flatMap((leg) => leg.slice(1))];
    const unjoined = legs.indexOf(undefined);
    const place = `line ${line}, from ${stops[unjoined]} to ${stops[unjoined + 1]}`;
    this.#tally.add('trips between edges that no way for cars joins: left out', 1, place);
    return undefined;
  }

  #linksOf(edges: readonly string[], line: number): readonly LinkId[] | undefined {
    const links = edges.flatMap((edge) => this.#network.edges.get(edge)?.link.id ?? []);
    const shut = edges.find((edge) => !this.#network.edges.has(edge));
    const gap = links.findIndex((link, i) => i > 0 && this.#index.findMovement(links[i - 1]!, link) === undefined);
    if (shut === undefined && gap < 0) return links;
    const why = shut !== undefined ? `${shut} is closed to cars` : `nothing leads from ${edges[gap - 1]} to ${edges[gap]}`;
    this.#tally.add('vehicles whose route cars cannot drive: left out', 1, `line ${line}, ${why}`);
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
