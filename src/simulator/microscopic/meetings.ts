import { entryBearingDeg, exitBearingDeg } from '../../roadnet/geometry.ts';
import { type NodePath, pathsMeet } from '../../roadnet/junction-legs.ts';
import type { MapLink, Movement, RoadMap } from '../../roadnet/map.ts';
import { NodeDrawing } from '../../roadnet/path-meetings.ts';
import { HALF_WIDTH_M } from './parameters.ts';

/** How two paths through a node meet: not at all, in a place that both drive through, in one lane. */
export const Meets = { not: 0, crossing: 1, merging: 2 } as const;
export type Meets = (typeof Meets)[keyof typeof Meets];

/** How a path of one movement meets one of another. */
export interface PathsMeet {
  readonly meets: Meets;
  readonly ownFromM: number;
  readonly ownToM: number;
  readonly otherFromM: number;
  readonly otherToM: number;
}

/** Two movements that meet, seen from the one in whose row this stands. */
export interface Meeting {
  readonly other: number;
  readonly yields: boolean;
  readonly mutual: boolean;
  readonly unordered: boolean;
  readonly apart: boolean;
  readonly joining: boolean;
  /** For each path of its own those of the other, in the order of `lanes`. */
  readonly paths: readonly PathsMeet[];
}

/** Where two paths cross that nobody has drawn, as a share of each. */
const CROSSING_SHARE = 0.5;
const NOWHERE: PathsMeet = { meets: Meets.not, ownFromM: 0, ownToM: 0, otherFromM: 0, otherToM: 0 };

/**
 * Per movement of the map, those that it meets: by its drawn paths; where they are not drawn, those that the map says one of the two gives
 * way to, or whose signal groups are in conflict while the directions of the links show why.
 */
export function meetingsOf(map: RoadMap): readonly (readonly Meeting[])[] {
  const number = new Map(map.movements.map((movement, n) => [movement.id, n]));
  const links = new Map(map.links.map((link) => [link.id, link]));
  const sketched = sketchedPaths(map, links);
  const apart = signalledApart(map);
  const rows: Meeting[][] = map.movements.map(() => []);
  for (const { own, other, drawing } of pairsAtNodes(map, links)) {
    const [a, b] = [map.movements[own]!, map.movements[other]!];
    const yields = a.yieldsTo.some((id) => number.get(id) === other);
    const yielded = b.yieldsTo.some((id) => number.get(id) === own);
    const isApart = apart(own, other);
    const ruled = own !== other && (yields || yielded || (isApart && pathsMeet(sketched[own]!, sketched[other]!)));
    const paths =
      a.paths !== undefined && b.paths !== undefined ? drawnMeetings(a, b, drawing, yields) : ruled ? assumed(a, b, yields) : [];
    const crossing = paths.some(({ meets }) => meets === Meets.crossing);
    if (!crossing && !(ruled && paths.some(({ meets }) => meets === Meets.merging))) continue;
    const unordered = !yields && !yielded && !isApart && a.from !== b.from;
    rows[own]!.push({ other, yields, mutual: yields && yielded, unordered, apart: isApart, joining: a.to === b.to, paths });
  }
  return rows;
}

/** Who is told to give way to someone on the way to the same link does so even where no two of their lanes touch: that one might change. */
function drawnMeetings(a: Movement, b: Movement, drawing: NodeDrawing, yields: boolean): readonly PathsMeet[] {
  const touching = touchingPaths(a, b, drawing);
  const byRule = yields && a.to === b.to && touching.every(({ meets }) => meets === Meets.not);
  return byRule ? touching.map(() => merging(a, b)) : touching;
}

function touchingPaths(a: Movement, b: Movement, drawing: NodeDrawing): readonly PathsMeet[] {
  return a.lanes.flatMap(([from, to], p) =>
    b.lanes.map(([otherFrom, otherTo], q): PathsMeet => {
      if (a.from === b.from && from === otherFrom) return NOWHERE;
      if (a.to === b.to && to === otherTo) return merging(a, b);
      const near = drawing.meeting(a.paths![p]!, b.paths![q]!);
      if (near === undefined) return NOWHERE;
      return {
        meets: Meets.crossing,
        ownFromM: near.own.from * a.lengthM,
        ownToM: near.own.to * a.lengthM,
        otherFromM: near.other.from * b.lengthM,
        otherToM: near.other.to * b.lengthM,
      };
    }),
  );
}

/** Paths that are not drawn cross in their middle; those that lead to one link merge, unless each keeps to lanes of its own. */
function assumed(a: Movement, b: Movement, yields: boolean): readonly PathsMeet[] {
  if (a.to === b.to && !shareLane(a, b) && !yields) return [];
  const [ownM, otherM] = [a.lengthM * CROSSING_SHARE, b.lengthM * CROSSING_SHARE];
  const crossing: PathsMeet = {
    meets: Meets.crossing,
    ownFromM: ownM - HALF_WIDTH_M,
    ownToM: ownM + HALF_WIDTH_M,
    otherFromM: otherM - HALF_WIDTH_M,
    otherToM: otherM + HALF_WIDTH_M,
  };
  return Array.from({ length: a.lanes.length * b.lanes.length }, () => (a.to === b.to ? merging(a, b) : crossing));
}

function merging(a: Movement, b: Movement): PathsMeet {
  return { meets: Meets.merging, ownFromM: a.lengthM, ownToM: a.lengthM, otherFromM: b.lengthM, otherToM: b.lengthM };
}

function shareLane(a: Movement, b: Movement): boolean {
  return a.lanes.some(([, to]) => b.lanes.some(([, other]) => other === to));
}

interface Pair {
  readonly own: number;
  readonly other: number;
  readonly drawing: NodeDrawing;
}

/** Every two movements of a node, each movement with itself too: its paths may cross. */
function* pairsAtNodes(map: RoadMap, links: ReadonlyMap<string, MapLink>): Generator<Pair> {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const byNode = new Map<string, number[]>();
  for (const [m, movement] of map.movements.entries()) {
    const node = links.get(movement.from)!.to;
    const row = byNode.get(node);
    if (row === undefined) byNode.set(node, [m]);
    else row.push(m);
  }
  for (const [id, row] of byNode) {
    const { lon, lat } = nodes.get(id)!;
    const drawing = new NodeDrawing([lon, lat]);
    for (const own of row) for (const other of row) yield { own, other, drawing };
  }
}

/** Whether the signals keep two movements apart: their groups are in conflict. */
function signalledApart(map: RoadMap): (a: number, b: number) => boolean {
  const groupOf = new Map<string, string>();
  const conflicts = new Set<string>();
  for (const junction of map.junctions) {
    for (const group of junction.groups) {
      if (group.kind !== 'vehicle') continue;
      for (const movement of group.movements) groupOf.set(movement, `${junction.id} ${group.id}`);
    }
    for (const [a, b] of junction.conflicts) {
      conflicts.add(`${junction.id} ${a} ${junction.id} ${b}`);
      conflicts.add(`${junction.id} ${b} ${junction.id} ${a}`);
    }
  }
  const groups = map.movements.map((movement) => groupOf.get(movement.id));
  return (a, b) => conflicts.has(`${groups[a]} ${groups[b]}`);
}

/** Where each movement enters its node and where it leaves, by the links' directions. */
function sketchedPaths(map: RoadMap, links: ReadonlyMap<string, MapLink>): readonly NodePath[] {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  return map.movements.map((movement) => {
    const [from, to] = [links.get(movement.from)!, links.get(movement.to)!];
    const node = nodes.get(from.to)!;
    return {
      from: from.id,
      to: to.id,
      entryDeg: entryBearingDeg(nodes.get(from.from)!, from.via, node),
      exitDeg: exitBearingDeg(node, to.via, nodes.get(to.to)!),
    };
  });
}
