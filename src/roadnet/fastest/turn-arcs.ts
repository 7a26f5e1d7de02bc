import { invariant } from '../../kernel/assert.ts';
import type { RoadIndex } from '../road-index.ts';
import { movementS } from '../travel-time.ts';

/**
 * The turn-expanded graph as typed arrays (compressed sparse rows): links are numbered as in the map, an arc is a movement. Arcs that leave link u are
 * `firstOut[u]` to `firstOut[u + 1]`, in map order; those that enter v stand in `inArc` from `firstIn[v]` to `firstIn[v + 1]`, the lowest tail first.
 */
export interface TurnArcs {
  readonly links: number;
  readonly firstOut: Int32Array;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** Number of the arc's movement in `map.movements`, and the other way round. */
  readonly arcOfMovement: Int32Array;
  readonly firstIn: Int32Array;
  readonly inArc: Int32Array;
  /** Tail of the arc that stands in `inArc` at the same place. */
  readonly inTail: Int32Array;
  /** Free-flow seconds through the node and along the next link, turn penalty included; above 0. */
  readonly freeFlowS: Float64Array;
}

export function compileArcs(index: RoadIndex): TurnArcs {
  const { links, movements } = index.map;
  const from = new Int32Array(movements.length);
  const to = new Int32Array(movements.length);
  const seconds = new Float64Array(movements.length);
  movements.forEach((movement, i) => {
    from[i] = index.linkNumber(movement.from);
    const next = index.linkNumber(movement.to);
    to[i] = next;
    seconds[i] = movementS(movement, links[next]!);
    invariant(Number.isFinite(seconds[i]!), 'a movement has no travel time');
  });
  const out = rowsOf(from, links.length);
  const arcOfMovement = new Int32Array(movements.length);
  out.items.forEach((movement, arc) => {
    arcOfMovement[movement] = arc;
  });
  const head = Int32Array.from(out.items, (movement) => to[movement]!);
  const tail = Int32Array.from(out.items, (movement) => from[movement]!);
  const into = rowsOf(head, links.length);
  return {
    links: links.length,
    firstOut: out.first,
    head,
    tail,
    arcOfMovement,
    firstIn: into.first,
    inArc: into.items,
    inTail: Int32Array.from(into.items, (arc) => tail[arc]!),
    freeFlowS: Float64Array.from(out.items, (movement) => seconds[movement]!),
  };
}

/** Items grouped by row, in their order: those of row r are `items[first[r]]` to `items[first[r + 1]]`. */
function rowsOf(rowOf: Int32Array, rows: number): { readonly first: Int32Array; readonly items: Int32Array } {
  const first = new Int32Array(rows + 1);
  for (const row of rowOf) first[row + 1]!++;
  for (let row = 0; row < rows; row++) first[row + 1]! += first[row]!;
  const next = first.slice(0, rows);
  const items = new Int32Array(rowOf.length);
  rowOf.forEach((row, item) => {
    items[next[row]!++] = item;
  });
  return { first, items };
}
