import { entryBearingDeg, exitBearingDeg } from '../geometry.ts';
import { type NodePath, pathsMeet } from '../junction-legs.ts';
import type { DrawnPath, MapLink, MapNode, Movement, Turn } from '../map.ts';
import type { CityflowIntersection, CityflowRoadLink, PlanePoint } from './cityflow-file.ts';
import { lengthOfM, onEarth } from './cityflow-roads.ts';
import type { Tally } from './tally.ts';

/** A way through an intersection: a movement that yields to nobody yet, and what decides who yields to whom. */
export interface CityflowWay {
  readonly movement: Movement;
  readonly path: NodePath;
  /** Its numbers among the intersection's road links, by which the phases name it. */
  readonly roadLinks: readonly number[];
}

/** What the ways are made of. */
export interface Roads {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly links: ReadonlyMap<string, MapLink>;
}

const TURNS: Readonly<Record<CityflowRoadLink['type'], Turn>> = {
  turn_left: 'left',
  go_straight: 'through',
  turn_right: 'right',
};
/** CityFlow's own speed of a vehicle that turns, where its template does not say otherwise. */
const TURN_SPEED_MPS = 8.3333;

/** The ways of an intersection, in the order of its road links; road links between the same two roads are one way. */
export function waysOf(intersection: CityflowIntersection, roads: Roads, tally: Tally): readonly CityflowWay[] {
  const byEnds = new Map<string, number[]>();
  intersection.roadLinks.forEach(({ startRoad, endRoad, laneLinks }, i) => {
    if (laneLinks.length === 0) {
      tally.add('road links without lanes: left out', 1, `intersection ${intersection.id}, roadLinks[${i}]`);
      return;
    }
    const ends = JSON.stringify([startRoad, endRoad]);
    byEnds.set(ends, [...(byEnds.get(ends) ?? []), i]);
  });
  return [...byEnds.values()].map((numbers) => wayOf(intersection, numbers, roads));
}

/** Whether someone must decide who goes first. */
export function meet(a: CityflowWay, b: CityflowWay): boolean {
  return pathsMeet(a.path, b.path);
}

const RANK: Readonly<Record<Turn, number>> = { through: 0, left: 1, right: 2, uturn: 3 };

/** CityFlow lets straight on go before left, and left before right; ways of one kind go by their order in the file. */
export function goesFirst(a: CityflowWay, b: CityflowWay): boolean {
  const byKind = RANK[a.movement.turn] - RANK[b.movement.turn];
  return byKind < 0 || (byKind === 0 && (a.roadLinks[0] as number) < (b.roadLinks[0] as number));
}

function wayOf({ roadLinks, width }: CityflowIntersection, numbers: readonly number[], roads: Roads): CityflowWay {
  const parts = numbers.map((i) => roadLinks[i] as CityflowRoadLink);
  const { startRoad, endRoad, type } = parts[0] as CityflowRoadLink;
  const from = roads.links.get(startRoad) as MapLink;
  const to = roads.links.get(endRoad) as MapLink;
  const path = pathOf(from, to, roads);
  const turn = to.to === from.from ? 'uturn' : TURNS[type];
  const laneLinks = parts
    .flatMap((part) => part.laneLinks)
    .map((link) => ({ ...link, pair: [kerbLane(from, link.startLaneIndex), kerbLane(to, link.endLaneIndex)] as const }))
    .sort((a, b) => a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
  const paths = laneLinks.map(({ points = [] }) => drawn(points));
  const movement: Movement = {
    id: `${from.id}>${to.id}`,
    from: from.id,
    to: to.id,
    turn,
    lanes: laneLinks.map(({ pair }) => pair),
    lengthM: insideM(laneLinks, width),
    ...(paths.every((path) => path.length > 1) && { paths }),
    ...(turn !== 'through' && { speedMps: Math.min(TURN_SPEED_MPS, from.speedLimitMps) }),
    yieldsTo: [],
  };
  return { movement, path, roadLinks: numbers };
}

function drawn(points: readonly PlanePoint[]): DrawnPath {
  const moved = points.filter(({ x, y }, i) => x !== points[i - 1]?.x || y !== points[i - 1]?.y);
  return moved.map(onEarth).map(({ lon, lat }) => [lon, lat] as const);
}

/** CityFlow counts lanes from the inside, the map from the kerb. */
function kerbLane(link: MapLink, fromInside: number): number {
  return link.lanes.length - 1 - fromInside;
}

/** Mean of the lanes' paths; where none is drawn, straight across the box. */
function insideM(laneLinks: CityflowRoadLink['laneLinks'], widthM: number): number {
  const drawn = laneLinks.map(({ points = [] }) => lengthOfM(points)).filter((lengthM) => lengthM > 0);
  const meanM = drawn.length === 0 ? 2 * widthM : drawn.reduce((sum, lengthM) => sum + lengthM, 0) / drawn.length;
  return Math.max(1, Math.round(meanM * 10) / 10);
}

function pathOf(from: MapLink, to: MapLink, { nodes }: Roads): NodePath {
  const node = nodes.get(from.to) as MapNode;
  const entryDeg = entryBearingDeg(nodes.get(from.from) as MapNode, from.via, node);
  const exitDeg = exitBearingDeg(node, to.via, nodes.get(to.to) as MapNode);
  return { from: from.id, to: to.id, entryDeg, exitDeg };
}
