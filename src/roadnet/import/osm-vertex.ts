import { bearingDeg, normalDeg } from '../geometry.ts';
import type { Arc, Place } from './osm-arc.ts';
import type { RoadMark } from './osm-data.ts';
import type { ArcGraph } from './osm-graph.ts';

/** Far enough along a road that the drawing of its end no longer turns it. */
const LOOK_M = 20;
/** A turn sharper than this is a turn back. */
export const TURN_BACK_DEG = 150;

/**
 * The ways through a node at which nothing is decided: one road that goes on, in one direction or both, as pairs of the arc that
 * ends and the one that begins there. Undefined where roads meet, part or end.
 */
export function throughPairs(graph: ArcGraph, node: number): readonly (readonly [Arc, Arc])[] | undefined {
  const [ins, outs] = [graph.ins(node), graph.outs(node)];
  if (ins.length !== outs.length || ins.length === 0 || ins.length > 2) return undefined;
  const pairs = ins.map((into) => [into, outs.find((out) => out !== graph.twin(into))] as const);
  const sound = pairs.filter((pair): pair is readonly [Arc, Arc] => pair[1] !== undefined && graph.isOpen(pair[0], pair[1]));
  if (sound.length < ins.length) return undefined;
  if (ins.length === 1) return sound;
  const bothWays = ins.every((into) => outs.some((out) => out === graph.twin(into)));
  return bothWays && sound[0]![1] !== sound[1]![1] ? sound : undefined;
}

/** Whether streams meet at a node: two arcs lead on into the same one, turning back aside. */
export function isMeeting(graph: ArcGraph, node: number): boolean {
  if (throughPairs(graph, node) !== undefined) return false;
  const fed = new Set<Arc>();
  for (const into of graph.ins(node)) {
    for (const out of graph.follow(into)) {
      if (bendDeg(into, out) > TURN_BACK_DEG) continue;
      if (fed.has(out)) return true;
      fed.add(out);
    }
  }
  return false;
}

/** Whether a mark at the end of an arc is meant for whoever comes along it. */
export function faces({ facing }: RoadMark, arc: Arc): boolean {
  return facing === 'both' || (facing === 'forward') === arc.alongWay;
}

/** How much the direction changes from one arc to the next, 0 to 180 degrees. */
export function bendDeg(from: Arc, to: Arc): number {
  return turnedDeg(arrivalDeg(from), departureDeg(to));
}

/** The angle between two directions, 0 to 180 degrees. */
export function turnedDeg(a: number, b: number): number {
  const turned = normalDeg(b - a);
  return Math.min(turned, 360 - turned);
}

/** Direction of travel in which an arc begins, [0, 360). */
export function departureDeg({ points }: Arc): number {
  return bearingDeg(points[0]!, awayFromStart(points));
}

/** Direction of travel in which an arc ends, [0, 360). */
export function arrivalDeg({ points }: Arc): number {
  const reversed = [...points].reverse();
  return bearingDeg(awayFromStart(reversed), reversed[0]!);
}

function awayFromStart(points: readonly Place[]): Place {
  return pointAlong(points, LOOK_M).place;
}

/** The point `farM` along a line, the line's end if it is shorter, and the index of the first of the line's points behind it. */
export function pointAlong(points: readonly Place[], farM: number): { readonly place: Place; readonly next: number } {
  let leftM = farM;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const stepM = planarM(a, b);
    if (stepM >= leftM && stepM > 0) {
      const share = leftM / stepM;
      return { place: { id: b.id, lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share }, next: i };
    }
    leftM -= stepM;
  }
  return { place: points.at(-1)!, next: points.length };
}

const M_PER_DEG = 111_195;

/** Distance on a plane: within a junction the earth is flat. */
export function planarM(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  return M_PER_DEG * Math.hypot(east, b.lat - a.lat);
}
