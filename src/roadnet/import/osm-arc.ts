import type { LatLon } from '../geometry.ts';
import { distanceM } from '../geometry.ts';
import type { Turn } from '../map.ts';
import type { OsmData } from './osm-data.ts';
import type { OsmRoad, RoadDirection } from './osm-road.ts';
import type { Tally } from './tally.ts';

/** A point of a road: an OpenStreetMap node. */
export interface Place extends LatLon {
  readonly id: number;
}

/** One direction of a stretch of road between two nodes of the graph. */
export interface Arc {
  /** Unique; the two directions of one stretch differ in their last letter. */
  readonly id: string;
  /** As whom restrictions know its beginning and its end; an arc made of several has those of its first and its last. */
  readonly headId: string;
  readonly tailId: string;
  readonly from: number;
  readonly to: number;
  /** From node to node, both included. */
  readonly points: readonly Place[];
  readonly lengthM: number;
  readonly way: number;
  /** Whether its end is driven in the direction in which the way is drawn. */
  readonly alongWay: boolean;
  readonly name: string;
  readonly rank: number;
  readonly roundabout: boolean;
  readonly level: number;
  readonly speedMps: number;
  /** Kerb lane first. */
  readonly lanes: readonly ArcLane[];
  /** Where signs that face whoever drives along it ask to give way or stop, from its start. */
  readonly signsM: readonly number[];
}

export interface ArcLane {
  /** Where it begins, from the start of the arc. */
  readonly startM: number;
  /** Painted arrows; absent: none. */
  readonly turns?: readonly Turn[];
}

/** One stretch of road: its arcs in and against the way's direction. */
export interface Stretch {
  readonly forward?: Arc;
  readonly backward?: Arc;
}

/** Stretches of road between nodes where roads meet or end, or where something stands. */
export function stretchesOf({ roads, places, marks }: OsmData, tally: Tally): readonly Stretch[] {
  const isVertex = verticesOf(roads, new Set(marks.keys()));
  return roads.flatMap((road) =>
    runsOf(road, places, tally).flatMap((run, r) => {
      const ends = run.flatMap(({ id }, i) => (i === 0 || i === run.length - 1 || isVertex(id) ? [i] : []));
      return ends.slice(1).map((end, i) => {
        const points = run.slice(ends[i]!, end + 1);
        return stretchOf(road, `w${road.way}.${r === 0 ? '' : `${r}.`}${i}`, points);
      });
    }),
  );
}

/** A node at which roads meet, or the same one twice, or with a mark. */
function verticesOf(roads: readonly OsmRoad[], marked: ReadonlySet<number>): (node: number) => boolean {
  const uses = new Map<number, number>();
  for (const { refs } of roads) {
    for (const ref of refs) uses.set(ref, (uses.get(ref) ?? 0) + 1);
  }
  return (node) => uses.get(node)! > 1 || marked.has(node);
}

/** A road's points, cut where nodes are not in the file. */
function runsOf(road: OsmRoad, places: OsmData['places'], tally: Tally): readonly (readonly Place[])[] {
  const runs: Place[][] = [[]];
  for (const id of road.refs) {
    const place = places.get(id);
    if (place === undefined) {
      tally.add(
        'points of roads that the file does not hold, as at the edge of an extract: the road ends before them',
        1,
        `node ${id}`,
      );
      if (runs.at(-1)!.length > 0) runs.push([]);
    } else if (runs.at(-1)!.at(-1)?.id !== id) runs.at(-1)!.push({ id, ...place });
  }
  return runs.filter((run) => run.length > 1);
}

function stretchOf(road: OsmRoad, id: string, points: readonly Place[]): Stretch {
  const lengthM = points.slice(1).reduce((sum, point, i) => sum + distanceM(points[i]!, point), 0);
  const arc = (side: 'forward' | 'backward', direction: RoadDirection): Arc => {
    const own = side === 'forward' ? points : [...points].reverse();
    const arcId = `${id}${side === 'forward' ? 'f' : 'b'}`;
    return {
      id: arcId,
      headId: arcId,
      tailId: arcId,
      from: own[0]!.id,
      to: own.at(-1)!.id,
      points: own,
      lengthM,
      way: road.way,
      alongWay: side === 'forward',
      name: road.name,
      rank: road.rank,
      roundabout: road.roundabout,
      level: road.level,
      speedMps: direction.speedMps,
      lanes: direction.lanes.map((turns) => ({ startM: 0, ...(turns !== undefined && { turns }) })),
      signsM: [],
    };
  };
  return {
    ...(road.forward !== undefined && { forward: arc('forward', road.forward) }),
    ...(road.backward !== undefined && { backward: arc('backward', road.backward) }),
  };
}
