import type { Arc } from './osm-arc.ts';
import type { ArcGraph } from './osm-graph.ts';
import type { Tally } from './tally.ts';

/**
 * Takes away the arcs that cannot be reached from the bulk of the network or do not lead back to it, so that a way leads from
 * every link of the map to every other one.
 */
export function keepCore(graph: ArcGraph, tally: Tally): void {
  const lost = [...peel(graph)];
  const core = largestCore(graph);
  for (const arc of graph.arcs) {
    if (core.has(arc)) continue;
    graph.remove(arc);
    lost.push(arc);
  }
  const lostKm = lost.reduce((sum, { lengthM }) => sum + lengthM, 0) / 1000;
  tally.add(
    `directed stretches of road that cannot be reached or do not lead back, as one-way roads out of the area: left out (${lostKm.toFixed(1)} km)`,
    lost.length,
  );
}

/**
 * One-way roads that end blind are taken away before anything else is judged, so that the street before them becomes a dead end to
 * turn in and stays; then those that nobody comes into.
 */
function peel(graph: ArcGraph): readonly Arc[] {
  return [...peelWhere(graph, (arc) => graph.follow(arc).length === 0), ...peelWhere(graph, (arc) => !isEntered(graph, arc))];
}

function peelWhere(graph: ArcGraph, isBlind: (arc: Arc) => boolean): readonly Arc[] {
  const removed: Arc[] = [];
  let waiting: readonly Arc[] = graph.arcs;
  while (waiting.length > 0) {
    const blind = waiting.filter((arc) => graph.has(arc) && isBlind(arc));
    const near = new Set<Arc>();
    for (const arc of blind) {
      graph.remove(arc);
      removed.push(arc);
      for (const other of [...graph.ins(arc.from), ...graph.outs(arc.to)]) near.add(other);
    }
    waiting = [...near];
  }
  return removed;
}

function isEntered(graph: ArcGraph, arc: Arc): boolean {
  return graph.ins(arc.from).some((before) => graph.follow(before).includes(arc));
}

/** The strongly connected part of the graph of arcs that is the longest (Tarjan's algorithm, without recursion). */
function largestCore(graph: ArcGraph): ReadonlySet<Arc> {
  const order = new Map<Arc, number>();
  const low = new Map<Arc, number>();
  const stack: Arc[] = [];
  const onStack = new Set<Arc>();
  let best: readonly Arc[] = [];
  let bestM = 0;
  for (const root of graph.arcs) {
    if (order.has(root)) continue;
    const calls = [enter(root)];
    while (calls.length > 0) {
      const call = calls.at(-1)!;
      const next = call.onward[call.next++];
      if (next !== undefined && !order.has(next)) calls.push(enter(next));
      else if (next !== undefined) {
        if (onStack.has(next)) low.set(call.arc, Math.min(low.get(call.arc)!, order.get(next)!));
      } else {
        calls.pop();
        const caller = calls.at(-1);
        if (caller !== undefined) low.set(caller.arc, Math.min(low.get(caller.arc)!, low.get(call.arc)!));
        if (low.get(call.arc) === order.get(call.arc)) takePart(call.arc);
      }
    }
  }
  return new Set(best);

  function enter(arc: Arc): { readonly arc: Arc; readonly onward: readonly Arc[]; next: number } {
    low.set(arc, order.size);
    order.set(arc, order.size);
    stack.push(arc);
    onStack.add(arc);
    return { arc, onward: graph.follow(arc), next: 0 };
  }

  function takePart(root: Arc): void {
    const part = stack.splice(stack.lastIndexOf(root));
    for (const arc of part) onStack.delete(arc);
    const lengthM = part.reduce((sum, arc) => sum + arc.lengthM, 0);
    if (lengthM > bestM) [best, bestM] = [part, lengthM];
  }
}
