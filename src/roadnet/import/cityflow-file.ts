import { z } from 'zod';
import { type Fault, InputFaults } from '../../kernel/faults.ts';
import { faultsOfSchema } from '../../kernel/schema-faults.ts';

/** Ids are kept, so they are as a map may have them. */
const id = z
  .string()
  .max(120)
  .regex(/^[^\s/+#\p{Cc}]+$/u, 'must be a text without spaces, control characters, "/", "+" and "#"');
/** Metres from the origin within which a plane still lies on a globe. */
const FAR_M = 9e6;
const metres = z.number().min(-FAR_M).max(FAR_M);
const point = z.object({ x: metres, y: metres });
const index = z.int().min(0);

const laneLink = z.object({ startLaneIndex: index, endLaneIndex: index, points: z.array(point).optional() });
const roadLink = z.object({
  type: z.enum(['turn_left', 'go_straight', 'turn_right']),
  startRoad: id,
  endRoad: id,
  laneLinks: z.array(laneLink),
});
const lightPhase = z.object({ time: z.number().min(0), availableRoadLinks: z.array(index) });
const intersection = z.object({
  id,
  point,
  /** From the centre to the stop bars, metres. */
  width: z.number().min(0).default(0),
  roadLinks: z.array(roadLink).default([]),
  trafficLight: z.object({ lightphases: z.array(lightPhase) }).optional(),
  /** Where a road of the network begins or ends and no other one meets it. */
  virtual: z.boolean(),
});
const road = z.object({
  id,
  points: z.array(point).min(2),
  /** Innermost lane first. */
  lanes: z
    .array(z.object({ width: z.number().positive(), maxSpeed: z.number().min(1).max(70) }))
    .min(1)
    .max(16),
  startIntersection: id,
  endIntersection: id,
});
const network = z.object({ intersections: z.array(intersection).min(1), roads: z.array(road) });

/** A `roadnet.json` as it stands in the file: metres in a plane, x to the east and y to the north, metres per second, seconds. */
export type CityflowNetwork = z.infer<typeof network>;
export type CityflowIntersection = CityflowNetwork['intersections'][number];
export type CityflowRoadLink = CityflowIntersection['roadLinks'][number];
export type CityflowPhase = z.infer<typeof lightPhase>;
export type CityflowRoad = CityflowNetwork['roads'][number];
export type PlanePoint = z.infer<typeof point>;

/**
 * Reads the text of a `roadnet.json`; what the import does not use is passed over.
 * @throws InputFaults with every fault of shape, or else of what its parts say about each other.
 */
export function parseCityflow(source: string, text: string): CityflowNetwork {
  const value = parseJson(source, text);
  const result = network.safeParse(value);
  if (!result.success) throw new InputFaults(source, faultsOfSchema(result.error, value));
  const faults = referenceFaults(result.data);
  if (faults.length > 0) throw new InputFaults(source, faults);
  return result.data;
}

/** @throws InputFaults for a text that is no JSON. */
export function parseJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputFaults(source, [{ path: brokenAt(text), value: undefined, advice: `is no valid JSON: ${why}` }]);
  }
}

/** The engine does not say where JSON breaks off, but whether a part of it ends too early or is wrong already: so the first wrong line is searched. */
function brokenAt(text: string): string {
  const ends = [...text.matchAll(/\n|$/g)].map(({ index }) => index);
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isWrong(text.slice(0, ends[middle]))) high = middle;
    else low = middle + 1;
  }
  return low < ends.length ? `line ${low + 1}` : 'end of file';
}

function isWrong(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = /at position (\d+)/.exec(message)?.[1];
    return at === undefined ? !message.includes('end of JSON input') : Number(at) < text.length;
  }
}

function referenceFaults({ intersections, roads }: CityflowNetwork): readonly Fault[] {
  const nodes = new Set(intersections.map((node) => node.id));
  const roadOf = new Map(roads.map((one) => [one.id, one]));
  return [
    ...repeated(intersections, 'intersections'),
    ...repeated(roads, 'roads'),
    ...roads.flatMap(({ startIntersection, endIntersection }, i) => [
      ...unknown(nodes, `roads[${i}].startIntersection`, startIntersection, 'intersection'),
      ...unknown(nodes, `roads[${i}].endIntersection`, endIntersection, 'intersection'),
    ]),
    ...intersections.flatMap((node, i) => intersectionFaults(node, `intersections[${i}]`, roadOf)),
  ];
}

function repeated(list: readonly { readonly id: string }[], name: string): Fault[] {
  const first = new Map<string, number>();
  return list.flatMap((one, i) => {
    const before = first.get(one.id);
    first.set(one.id, before ?? i);
    return before === undefined
      ? []
      : [{ path: `${name}[${i}].id`, value: one.id, advice: `${name}[${before}] has this id already` }];
  });
}

function intersectionFaults(node: CityflowIntersection, path: string, roads: ReadonlyMap<string, CityflowRoad>): Fault[] {
  const links = node.roadLinks.flatMap((link, i) => roadLinkFaults(link, node.id, `${path}.roadLinks[${i}]`, roads));
  const phases = (node.trafficLight?.lightphases ?? []).flatMap(({ availableRoadLinks }, p) =>
    availableRoadLinks.flatMap((link, i): Fault[] => {
      const at = `${path}.trafficLight.lightphases[${p}].availableRoadLinks[${i}]`;
      return link < node.roadLinks.length
        ? []
        : [{ path: at, value: link, advice: `this intersection has the road links 0 to ${node.roadLinks.length - 1} only` }];
    }),
  );
  return [...links, ...phases];
}

function roadLinkFaults(link: CityflowRoadLink, node: string, path: string, roads: ReadonlyMap<string, CityflowRoad>): Fault[] {
  const from = roads.get(link.startRoad);
  const to = roads.get(link.endRoad);
  const faults = [
    ...unknown(roads, `${path}.startRoad`, link.startRoad, 'road'),
    ...unknown(roads, `${path}.endRoad`, link.endRoad, 'road'),
  ];
  if (from !== undefined && from.endIntersection !== node)
    faults.push({ path: `${path}.startRoad`, value: from.id, advice: 'this road does not end at the intersection' });
  if (to !== undefined && to.startIntersection !== node)
    faults.push({ path: `${path}.endRoad`, value: to.id, advice: 'this road does not begin at the intersection' });
  link.laneLinks.forEach(({ startLaneIndex, endLaneIndex }, i) => {
    faults.push(...laneFaults(from, startLaneIndex, `${path}.laneLinks[${i}].startLaneIndex`));
    faults.push(...laneFaults(to, endLaneIndex, `${path}.laneLinks[${i}].endLaneIndex`));
  });
  return faults;
}

function laneFaults(on: CityflowRoad | undefined, lane: number, path: string): Fault[] {
  if (on === undefined || lane < on.lanes.length) return [];
  return [{ path, value: lane, advice: `road "${on.id}" has the lanes 0 to ${on.lanes.length - 1} only` }];
}

function unknown(known: { has(name: string): boolean }, path: string, name: string, kind: string): Fault[] {
  return known.has(name) ? [] : [{ path, value: name, advice: `no ${kind} has this id` }];
}
