import { entryBearingDeg, exitBearingDeg } from '../../roadnet/geometry.ts';
import { type NodePath, pathsMeet } from '../../roadnet/junction-legs.ts';
import type { MapLink, Movement, RoadMap } from '../../roadnet/map.ts';

/**
 * Which movements meet inside a node. Those that movement m meets stand in rows `base[m] .. base[m + 1] - 1`: the other one, how
 * far into its path each of the two meets the other, and whether m gives way. Two that meet `crossing` drive through one place;
 * the others merge into one lane, where following keeps them apart.
 */
export interface Conflicts {
  readonly base: Int32Array;
  readonly other: Int32Array;
  readonly ownM: Float64Array;
  readonly otherM: Float64Array;
  readonly crossing: Uint8Array;
  readonly yields: Uint8Array;
  /** 1 where each gives way to the other. */
  readonly mutual: Uint8Array;
  /** 1 where the signals never let both go at once. */
  readonly apart: Uint8Array;
}

interface Meeting {
  readonly own: number;
  readonly other: number;
  readonly crossing: boolean;
  readonly yields: boolean;
  readonly mutual: boolean;
  readonly apart: boolean;
}

/** Where two crossing paths meet, as a share of each: the map does not draw paths inside a node. */
const CROSSING_SHARE = 0.5;

/**
 * Two movements meet when the map says that one gives way to the other, or when their signal groups are in conflict and the
 * drawing shows why.
 */
export function compileConflicts(map: RoadMap): Conflicts {
  const rows: Meeting[][] = map.movements.map(() => []);
  for (const meeting of meetingsOf(map)) rows[meeting.own]!.push(meeting);
  const base = new Int32Array(rows.length + 1);
  for (const [m, row] of rows.entries()) base[m + 1] = base[m]! + row.length;
  const all = rows.flat();
  const placeM = (movement: number, crossing: boolean): number =>
    map.movements[movement]!.lengthM * (crossing ? CROSSING_SHARE : 1);
  return {
    base,
    other: Int32Array.from(all, (meeting) => meeting.other),
    ownM: Float64Array.from(all, ({ own, crossing }) => placeM(own, crossing)),
    otherM: Float64Array.from(all, ({ other, crossing }) => placeM(other, crossing)),
    crossing: Uint8Array.from(all, ({ crossing }) => (crossing ? 1 : 0)),
    yields: Uint8Array.from(all, ({ yields }) => (yields ? 1 : 0)),
    mutual: Uint8Array.from(all, ({ mutual }) => (mutual ? 1 : 0)),
    apart: Uint8Array.from(all, ({ apart }) => (apart ? 1 : 0)),
  };
}

function meetingsOf(map: RoadMap): Meeting[] {
  const number = new Map(map.movements.map((movement, n) => [movement.id, n]));
  const links = new Map(map.links.map((link) => [link.id, link]));
  const drawn = drawnPaths(map, links);
  const apart = signalledApart(map);
  const meetings: Meeting[] = [];
  const add = (own: number, other: number, yields: boolean, yielded: boolean): void => {
    const [a, b] = [map.movements[own]!, map.movements[other]!];
    if (a.to === b.to && !shareLane(a, b) && !yields) return;
    meetings.push({ own, other, crossing: a.to !== b.to, yields, mutual: yields && yielded, apart: apart(own, other) });
  };
  for (const row of movementsByNode(map, links)) {
    for (const own of row) {
      const yieldsTo = new Set(map.movements[own]!.yieldsTo.map((id) => number.get(id)!));
      for (const other of row) {
        if (own === other) continue;
        const yielded = map.movements[other]!.yieldsTo.includes(map.movements[own]!.id);
        const meet = apart(own, other) && pathsMeet(drawn[own]!, drawn[other]!);
        if (yieldsTo.has(other) || yielded || meet) add(own, other, yieldsTo.has(other), yielded);
      }
    }
  }
  return meetings;
}

function shareLane(a: Movement, b: Movement): boolean {
  return a.lanes.some(([, to]) => b.lanes.some(([, other]) => other === to));
}

function movementsByNode(map: RoadMap, links: ReadonlyMap<string, MapLink>): Iterable<readonly number[]> {
  const byNode = new Map<string, number[]>();
  for (const [m, movement] of map.movements.entries()) {
    const node = links.get(movement.from)!.to;
    const row = byNode.get(node);
    if (row === undefined) byNode.set(node, [m]);
    else row.push(m);
  }
  return byNode.values();
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

function drawnPaths(map: RoadMap, links: ReadonlyMap<string, MapLink>): readonly NodePath[] {
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
