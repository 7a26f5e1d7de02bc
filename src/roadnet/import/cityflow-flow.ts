import { z } from 'zod';
import { InputFaults } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import { faultsOfSchema } from '../../kernel/schema-faults.ts';
import { findRouteToLink } from '../fastest-route.ts';
import type { RoadIndex } from '../road-index.ts';
import { parseJson } from './cityflow-file.ts';
import type { LeftOut } from './left-out.ts';
import { Tally } from './tally.ts';

/** One vehicle of imported data. */
export interface ImportedVehicle {
  readonly id: string;
  readonly departS: number;
  readonly route: readonly LinkId[];
  /** A name of the import's types. */
  readonly type: string;
}

/** What imported vehicles of one kind have in common. */
export interface ImportedType {
  readonly lengthM: number;
  readonly jamGapM: number;
  readonly accelerationMps2: number;
  readonly maxSpeedMps: number;
  readonly speedFactor: { readonly mean: number; readonly sd: number };
}

/** Bounds are those of a scenario's vehicle types. */
const vehicle = z.object({
  length: z.number().min(1).max(40),
  minGap: z.number().min(0.5).max(10),
  usualPosAcc: z.number().min(0.2).max(10),
  maxSpeed: z.number().min(1).max(70),
});
const flow = z.object({
  vehicle,
  route: z.array(z.string().min(1)).min(1),
  interval: z.number().positive(),
  startTime: z.number().min(0),
  /** -1: without end. */
  endTime: z.number().min(-1),
});
type CityflowFlow = z.infer<typeof flow>;

/** Far more than a city has in a day; a slip in an interval or an end must not fill the memory. */
const VEHICLES_MOST = 1_000_000;

/**
 * The vehicles of a `flow.json`, each with its departure: one at the start of its flow and one per interval until its end, both
 * included. Roads of a route that do not follow each other are joined by the fastest way in free flow. Vehicles of a flow are
 * named by its place in the file. All drive at the limit exactly, as in CityFlow.
 *
 * @param index of the map imported along; what cannot be driven there is left out and counted.
 * @param untilS ends the flows that the file gives no end.
 * @throws InputFaults with every fault of shape.
 */
export function importCityflowFlows(
  source: string,
  text: string,
  index: RoadIndex,
  untilS: number,
): {
  readonly vehicles: readonly ImportedVehicle[];
  readonly types: Readonly<Record<string, ImportedType>>;
  readonly leftOut: readonly LeftOut[];
} {
  const value = parseJson(source, text);
  const result = z.array(flow).safeParse(value);
  if (!result.success) throw new InputFaults(source, faultsOfSchema(result.error, value));
  checkCount(source, result.data, untilS);
  const tally = new Tally();
  const types = new TypeNames();
  const routes = new Map<string, WholeRoute>();
  const vehicles = result.data.flatMap((one, i) => {
    const departures = departuresS(one, untilS, tally, `[${i}]`);
    const key = JSON.stringify(one.route);
    const route = routes.get(key) ?? wholeRoute(one.route, index);
    routes.set(key, route);
    if ('gap' in route) {
      tally.add('vehicles whose route cannot be driven on the map: left out', departures.length, `[${i}].route, ${route.gap}`);
      return [];
    }
    const type = types.nameOf(one);
    return departures.map((departS, n): ImportedVehicle => ({ id: `flow_${i}_${n}`, departS, route: route.links, type }));
  });
  tally.add('vehicles whose time headway, braking and width are not carried over', vehicles.length);
  return { vehicles, types: types.all(), leftOut: tally.list() };
}

function departuresS(
  { startTime, endTime, interval }: CityflowFlow,
  untilS: number,
  tally: Tally,
  place: string,
): readonly number[] {
  if (endTime < 0) tally.add(`flows without end: ended at ${untilS} s`, 1, place);
  return Array.from({ length: countOf({ startTime, endTime, interval }, untilS) }, (_, n) => startTime + n * interval);
}

function countOf({ startTime, endTime, interval }: Omit<CityflowFlow, 'vehicle' | 'route'>, untilS: number): number {
  const endS = endTime < 0 ? untilS : endTime;
  return endS < startTime ? 0 : 1 + Math.floor((endS - startTime) / interval);
}

function checkCount(source: string, flows: readonly CityflowFlow[], untilS: number): void {
  let vehicles = 0;
  for (const [i, one] of flows.entries()) {
    vehicles += countOf(one, untilS);
    if (vehicles <= VEHICLES_MOST) continue;
    const advice = `makes more than ${VEHICLES_MOST} vehicles with the flows before it: correct its times or its interval`;
    throw new InputFaults(source, [{ path: `[${i}]`, value: { ...one, vehicle: undefined, route: undefined }, advice }]);
  }
}

type WholeRoute = { readonly links: readonly LinkId[] } | { readonly gap: string };

/** With what lies between its roads; or the first road that is not on the map, or to which no way leads. */
function wholeRoute(roads: readonly LinkId[], index: RoadIndex): WholeRoute {
  const lost = roads.find((road) => index.findLink(road) === undefined);
  if (lost !== undefined) return { gap: `no road "${lost}"` };
  const whole = roads.slice(0, 1);
  for (const [i, road] of roads.slice(1).entries()) {
    const before = roads[i] as LinkId;
    const way = index.findMovement(before, road) === undefined ? findRouteToLink(index, before, road) : [before, road];
    if (way === undefined) return { gap: `no way from ${before} to ${road}` };
    whole.push(...way.slice(1));
  }
  return { links: whole };
}

/** Names for vehicle templates, equal ones alike, in the order in which they come. */
class TypeNames {
  readonly #byKey = new Map<string, { readonly name: string; readonly type: ImportedType }>();

  nameOf({ vehicle: { length, minGap, usualPosAcc, maxSpeed } }: CityflowFlow): string {
    const key = JSON.stringify([length, minGap, usualPosAcc, maxSpeed]);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known.name;
    const type: ImportedType = {
      lengthM: length,
      jamGapM: minGap,
      accelerationMps2: usualPosAcc,
      maxSpeedMps: maxSpeed,
      speedFactor: { mean: 1, sd: 0 },
    };
    const name = `cityflow-${this.#byKey.size + 1}`;
    this.#byKey.set(key, { name, type });
    return name;
  }

  all(): Readonly<Record<string, ImportedType>> {
    return Object.fromEntries([...this.#byKey.values()].map(({ name, type }) => [name, type]));
  }
}
