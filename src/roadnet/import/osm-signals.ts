import type { Arc } from './osm-arc.ts';
import type { RoadMark } from './osm-data.ts';
import type { ArcGraph } from './osm-graph.ts';
import { faces, isMeeting, throughPairs } from './osm-vertex.ts';
import type { Tally } from './tally.ts';

/** A signal on the road belongs to the junction ahead within this distance, */
const AHEAD_M = 40;
/** or to the one just behind it, as at the far side's pedestrian crossing; where that one has other signals, further. */
const BEHIND_M = 15;
const BEHIND_SIGNALS_M = 40;
/** Signals along one road nearer to each other than this are one. */
const APART_M = 40;
/** Rank of service roads. */
const SERVICE_RANK = 10;
const OF_A_JUNCTION = "signals on the road before or behind a junction: taken as the junction's";

/** Nodes under signals: where roads meet, and along a road (pedestrian crossings). */
export interface SignalNodes {
  readonly meetings: ReadonlySet<number>;
  readonly midBlock: ReadonlySet<number>;
}

/** What each of the file's signals is about: the meeting of roads that it stands at, ahead of or just behind, or a place along a road. */
export function placeSignals(graph: ArcGraph, marks: ReadonlyMap<number, RoadMark>, tally: Tally): SignalNodes {
  const meetings = new Set<number>();
  const alongRoad: (readonly Arc[])[] = [];
  for (const [node, mark] of marks) {
    if (mark.kind !== 'signals') continue;
    const facing = graph.ins(node).filter((arc) => faces(mark, arc));
    if (facing.length === 0) {
      tally.add('signals on stretches that are left out: left out', 1, `node ${node}`);
      continue;
    }
    if (isMeeting(graph, node)) {
      tally.add('signals at the node where roads meet', 1, `node ${node}`);
      meetings.add(node);
      continue;
    }
    const junction = nearest(graph, facing, 'ahead', AHEAD_M) ?? nearest(graph, facing, 'behind', BEHIND_M);
    if (junction !== undefined) {
      tally.add(OF_A_JUNCTION, 1, `node ${node}`);
      meetings.add(junction);
    } else {
      alongRoad.push(facing);
    }
  }
  return { meetings, midBlock: crossingsOf(graph, alongRoad, meetings, tally) };
}

/** Of signals away from junctions, by the arcs that lead to them: those that are pedestrian crossings of their own. */
function crossingsOf(
  graph: ArcGraph,
  alongRoad: readonly (readonly Arc[])[],
  meetings: ReadonlySet<number>,
  tally: Tally,
): ReadonlySet<number> {
  const crossings = new Set<number>();
  for (const facing of alongRoad) {
    const node = facing[0]!.to;
    if (meetings.has(nearest(graph, facing, 'behind', BEHIND_SIGNALS_M) ?? Number.NaN)) {
      tally.add(OF_A_JUNCTION, 1, `node ${node}`);
    } else if (reachable(graph, node, APART_M).some((other) => crossings.has(other))) {
      tally.add('signals along a road within 40 m of another one: taken as one', 1, `node ${node}`);
    } else {
      tally.add('signals along a road, away from any junction: a signalised pedestrian crossing each', 1, `node ${node}`);
      crossings.add(node);
    }
  }
  return crossings;
}

/** The nearest meeting of roads ahead of the ends of arcs, or behind them on the way back. */
function nearest(graph: ArcGraph, arcs: readonly Arc[], side: 'ahead' | 'behind', withinM: number): number | undefined {
  const frontier =
    side === 'ahead' ? arcs.map((arc) => ({ node: arc.to, atM: 0 })) : arcs.map((arc) => ({ node: arc.from, atM: arc.lengthM }));
  const seen = new Set<number>();
  while (frontier.length > 0) {
    frontier.sort((a, b) => a.atM - b.atM);
    const { node, atM } = frontier.shift()!;
    if (atM > withinM) return undefined;
    if (seen.has(node)) continue;
    seen.add(node);
    if (isMeeting(graph, node) && isCrossroads(graph, node)) return node;
    const steps = side === 'ahead' ? graph.outs(node) : graph.ins(node);
    const isFirst = side === 'ahead' && arcs.some((arc) => arc.to === node);
    const onward = isFirst ? steps.filter((step) => arcs.some((arc) => graph.follow(arc).includes(step))) : steps;
    for (const step of onward) frontier.push({ node: side === 'ahead' ? step.to : step.from, atM: atM + step.lengthM });
  }
  return undefined;
}

/** Whether streets meet at a node, and not just service roads join one. */
function isCrossroads(graph: ArcGraph, node: number): boolean {
  const streets = new Set<Arc>();
  for (const arc of [...graph.ins(node), ...graph.outs(node)]) {
    if (arc.rank > SERVICE_RANK && !streets.has(graph.twin(arc) ?? arc)) streets.add(arc);
  }
  return streets.size >= 3;
}

/** Nodes along the same road, ahead and behind. */
function reachable(graph: ArcGraph, node: number, withinM: number): readonly number[] {
  const found: number[] = [];
  for (const side of ['ahead', 'behind'] as const) {
    let arcs = (side === 'ahead' ? graph.outs(node) : graph.ins(node)).map((arc) => ({ arc, atM: arc.lengthM }));
    while (arcs.length > 0) {
      arcs = arcs.flatMap(({ arc, atM }) => {
        if (atM > withinM) return [];
        const end = side === 'ahead' ? arc.to : arc.from;
        found.push(end);
        const pair = throughPairs(graph, end)?.find((p) => p[side === 'ahead' ? 0 : 1] === arc);
        if (pair === undefined) return [];
        const next = pair[side === 'ahead' ? 1 : 0];
        return [{ arc: next, atM: atM + next.lengthM }];
      });
    }
  }
  return found;
}
