import { invariant } from '../../kernel/assert.ts';
import type { Movement, RoadMap } from '../../roadnet/map.ts';
import { type Conflicts, compileConflicts } from './conflicts.ts';
import { Meets } from './meetings.ts';
import { TURN_SPEED_MPS } from './parameters.ts';
import { partingsOf } from './partings.ts';

/** Lists of integers per row, one after the other: row r is `items[base[r] .. base[r + 1] - 1]`. */
export interface Rows {
  readonly base: Int32Array;
  readonly items: Int32Array;
}

/**
 * The road map as arrays. Links and movements keep their numbers of the map; lane l of link k is lane `laneBase[k] + l` of the
 * network. Bit l of a lane mask stands for lane l of its link.
 */
export interface Network {
  readonly linkCount: number;
  readonly laneCount: number;
  readonly movementCount: number;
  /** One more than links: the lanes of link k end where those of k + 1 begin. */
  readonly laneBase: Int32Array;
  readonly linkLengthM: Float64Array;
  readonly linkLimitMps: Float64Array;
  readonly laneLink: Int32Array;
  readonly laneStartM: Float64Array;
  readonly laneLengthM: Float64Array;
  readonly movementFrom: Int32Array;
  readonly movementTo: Int32Array;
  readonly movementLengthM: Float64Array;
  readonly movementSpeedMps: Float64Array;
  /** Lanes of the from-link that serve the movement. */
  readonly movementServedBy: Int32Array;
  /** 1 where it leads back along the road that it came by. */
  readonly movementTurnsBack: Uint8Array;
  /** 1 where a signal group of a junction names the movement. */
  readonly movementSignalled: Uint8Array;
  /** 1 where the map allows it to go on red after a stop. */
  readonly movementOnRed: Uint8Array;
  /** How far into the node one may come who gives way, 0 where it waits at the bar. */
  readonly movementWaitM: Float64Array;
  readonly conflicts: Conflicts;
  /** 1 where the movement gives way to another. */
  readonly movementYields: Uint8Array;
  /** 1 where its paths cross others, or the signals keep it apart from others. */
  readonly movementCrosses: Uint8Array;
  /**
   * 1 where someone who stands on the path keeps others from another link: those who cross on their way elsewhere, and those whose green
   * comes next. Whoever joins the same road could not go on either.
   */
  readonly movementBlocks: Uint8Array;
  readonly movementToLanes: Rows;
  readonly linkMovements: Rows;
  /** Per lane: [movement, to-lane, movement, to-lane, ...]. */
  readonly lanePaths: Rows;
  /** Of each of these pairs, in the same order: its number among the movement's paths. */
  readonly pathWithin: Int32Array;
  /** And how far a rear must be beyond the bar to be out of the way of who leaves the lane on another path. */
  readonly pathPartM: Float64Array;
  /** Per lane: the lanes from which a movement leads into it. */
  readonly laneFeeders: Rows;
  /** Per lane: the only lane that it leads to, where another lane of its link leads there too, -1 otherwise. */
  readonly laneMerges: Int32Array;
  /** Per lane: the longest path inside a node that leads into it. */
  readonly laneLongestPathM: Float64Array;
  readonly linkNumber: ReadonlyMap<string, number>;
}

const compiled = new WeakMap<RoadMap, Network>();

/** The map as arrays, made once for each map: runs of many seeds share it. */
export function networkOf(map: RoadMap): Network {
  const known = compiled.get(map);
  if (known !== undefined) return known;
  const made = compileNetwork(map);
  compiled.set(map, made);
  return made;
}

/** Compiles the map. A map that names an unknown link or lane breaks an invariant: the map's decoder refuses it before. */
function compileNetwork(map: RoadMap): Network {
  const linkNumber = new Map(map.links.map((link, n) => [link.id, n]));
  const number = (of: ReadonlyMap<string, number>, id: string): number => {
    const n = of.get(id);
    invariant(n !== undefined, `the map names "${id}" and does not hold it`);
    return n;
  };
  const laneBase = new Int32Array(map.links.length + 1);
  for (const [n, link] of map.links.entries()) laneBase[n + 1] = laneBase[n]! + link.lanes.length;
  const lanes = map.links.flatMap((link, n) => link.lanes.map((lane) => ({ n, startM: lane.startM, lengthM: link.lengthM })));
  const from = map.movements.map((movement) => number(linkNumber, movement.from));
  const to = map.movements.map((movement) => number(linkNumber, movement.to));
  const signalled = new Set(map.junctions.flatMap((j) => j.groups.flatMap((g) => (g.kind === 'vehicle' ? g.movements : []))));
  const conflicts = compileConflicts(map);
  const paths = pathsOf(map, from, to, laneBase);
  const byLane = grouped(lanes.length, paths, (p) => p.fromLane);
  const longestPathM = new Float64Array(lanes.length);
  for (const p of paths) longestPathM[p.toLane] = Math.max(longestPathM[p.toLane]!, map.movements[p.movement]!.lengthM);
  return {
    linkCount: map.links.length,
    laneCount: lanes.length,
    movementCount: map.movements.length,
    laneBase,
    linkLengthM: Float64Array.from(map.links, (link) => link.lengthM),
    linkLimitMps: Float64Array.from(map.links, (link) => link.speedLimitMps),
    laneLink: Int32Array.from(lanes, (lane) => lane.n),
    laneStartM: Float64Array.from(lanes, (lane) => lane.startM),
    laneLengthM: Float64Array.from(lanes, (lane) => lane.lengthM),
    movementFrom: Int32Array.from(from),
    movementTo: Int32Array.from(to),
    movementLengthM: Float64Array.from(map.movements, (movement) => movement.lengthM),
    movementSpeedMps: Float64Array.from(map.movements, (movement) => movement.speedMps ?? TURN_SPEED_MPS[movement.turn]),
    movementServedBy: Int32Array.from(map.movements, (movement) => movement.lanes.reduce((mask, [l]) => mask | (1 << l), 0)),
    movementTurnsBack: Uint8Array.from(map.movements, ({ turn }) => (turn === 'uturn' ? 1 : 0)),
    movementSignalled: Uint8Array.from(map.movements, (movement) => (signalled.has(movement.id) ? 1 : 0)),
    movementOnRed: Uint8Array.from(map.movements, (movement) => (movement.onRed === 'after-stop' ? 1 : 0)),
    movementWaitM: Float64Array.from(map.movements, (movement, m) => waitM(movement, conflicts, m)),
    conflicts,
    movementYields: anyOf(conflicts, conflicts.yields),
    movementCrosses: anyOf(
      conflicts,
      conflicts.crossing.map((crossing, i) => crossing | conflicts.apart[i]!),
    ),
    movementBlocks: anyOf(
      conflicts,
      conflicts.crossing.map((crossing, i) => (conflicts.joining[i] === 1 ? 0 : crossing) | conflicts.apart[i]!),
    ),
    movementToLanes: rows(
      grouped(map.movements.length, paths, (p) => p.movement).map((own) => distinct(own.map((p) => p.toLane))),
    ),
    linkMovements: rows(grouped(map.links.length, [...from.keys()], (m) => from[m]!)),
    lanePaths: rows(byLane.map((own) => own.flatMap((p) => [p.movement, p.toLane]))),
    pathWithin: Int32Array.from(byLane.flat(), (p) => p.within),
    pathPartM: Float64Array.from(byLane.flat(), (p) => p.partM),
    laneFeeders: rows(grouped(lanes.length, paths, (p) => p.toLane).map((own) => distinct(own.map((p) => p.fromLane)))),
    laneMerges: mergesOf(byLane, laneBase),
    laneLongestPathM: longestPathM,
    linkNumber,
  };
}

/** Per movement: 1 where the flag is set for any of those that it meets. */
function anyOf({ base }: Conflicts, flags: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: base.length - 1 }, (_, m) => (flags.subarray(base[m], base[m + 1]).includes(1) ? 1 : 0));
}

/** Whoever waits inside a node stops so far before the place that others cross. */
const SHORT_M = 0.1;

/** Nobody waits where others cross who may go at the same time. */
function waitM(movement: Movement, conflicts: Conflicts, m: number): number {
  const { base, other, apart, meets, first, pathCount, ownFromM } = conflicts;
  let least = movement.waitM ?? 0;
  for (let i = base[m]!; i < base[m + 1]!; i++) {
    if (apart[i] === 1) continue;
    const end = first[i]! + pathCount[m]! * pathCount[other[i]!]!;
    for (let k = first[i]!; k < end; k++) if (meets[k] === Meets.crossing) least = Math.min(least, ownFromM[k]! - SHORT_M);
  }
  return Math.max(least, 0);
}

interface Path {
  readonly movement: number;
  /** Its number among the movement's paths. */
  readonly within: number;
  readonly partM: number;
  readonly fromLane: number;
  readonly toLane: number;
}

function pathsOf(map: RoadMap, from: readonly number[], to: readonly number[], laneBase: Int32Array): Path[] {
  const partM = partingsOf(map);
  return map.movements.flatMap((movement, m) =>
    movement.lanes.map(([a, b], within) => {
      const path = {
        movement: m,
        within,
        partM: partM[m]![within]!,
        fromLane: laneBase[from[m]!]! + a,
        toLane: laneBase[to[m]!]! + b,
      };
      const inside = path.fromLane < laneBase[from[m]! + 1]! && path.toLane < laneBase[to[m]! + 1]!;
      invariant(inside, `movement "${movement.id}" names a lane that its links do not have`);
      return path;
    }),
  );
}

/** For each lane the only lane that it leads to, if another lane of its link leads there too. */
function mergesOf(byLane: readonly (readonly Path[])[], laneBase: Int32Array): Int32Array {
  const merges = new Int32Array(byLane.length).fill(-1);
  for (let link = 0; link + 1 < laneBase.length; link++) {
    const lanes = byLane.slice(laneBase[link], laneBase[link + 1]);
    for (const [own, paths] of lanes.entries()) {
      const to = distinct(paths.map((p) => p.toLane));
      const shared = lanes.some((others, other) => other !== own && others.some((p) => p.toLane === to[0]));
      if (to.length === 1 && shared) merges[laneBase[link]! + own] = to[0]!;
    }
  }
  return merges;
}

function grouped<T>(groups: number, items: readonly T[], group: (item: T) => number): T[][] {
  const lists: T[][] = Array.from({ length: groups }, () => []);
  for (const item of items) lists[group(item)]!.push(item);
  return lists;
}

/** Place in `lanePaths` (halved) of the path from one lane to another, -1 where none leads there. */
export function pathBetween({ lanePaths: { base, items } }: Network, lane: number, toLane: number): number {
  for (let i = base[lane]!; i < base[lane + 1]!; i += 2) if (items[i + 1] === toLane) return i >> 1;
  return -1;
}

/** Number of that path among its movement's; the lanes must be joined by one. */
export function pathNumber(net: Network, lane: number, toLane: number): number {
  return net.pathWithin[pathBetween(net, lane, toLane)]!;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)];
}

function rows(lists: readonly (readonly number[])[]): Rows {
  const base = new Int32Array(lists.length + 1);
  for (const [n, list] of lists.entries()) base[n + 1] = base[n]! + list.length;
  return { base, items: Int32Array.from(lists.flat()) };
}
