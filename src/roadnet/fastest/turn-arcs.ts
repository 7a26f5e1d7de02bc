import { invariant } from '../../kernel/assert.ts';
import type { RoadIndex } from '../road-index.ts';
import { movementS } from '../travel-time.ts';
import { linksByPlace } from './place-order.ts';

/**
 * The turn-expanded graph as typed arrays (compressed sparse rows): a node is a link, an arc is a movement. Links have numbers of their own here, near ones near
 * each other, those into one node in the map's order. Arcs that leave link u are `firstOut[u]` to `firstOut[u + 1]`; those that enter v stand in `inArc` from `firstIn[v]` to
 * `firstIn[v + 1]`, in the order of the links they come from, which all lead into one node.
 */
export interface TurnArcs {
  readonly links: number;
  /** Number on the map (`RoadIndex.linkNumber`) of each link here, and the other way round. */
  readonly onMap: Int32Array;
  readonly linkOf: Int32Array;
  readonly firstOut: Int32Array;
  readonly head: Int32Array;
  readonly firstIn: Int32Array;
  readonly inArc: Int32Array;
  /** Link that the arc at the same place of `inArc` comes from. */
  readonly inTail: Int32Array;
  /** Arc of each movement of the map (`RoadIndex.movementNumber`). */
  readonly arcOf: Int32Array;
  /** Free-flow seconds through the node and along the next link, turn penalty included; above 0. */
  readonly freeFlowS: Float64Array;
}

export function compileArcs(index: RoadIndex): TurnArcs {
  const { links, movements } = index.map;
  const onMap = linksByPlace(index.map);
  const linkOf = inverse(onMap);
  const from = Int32Array.from(movements, (movement) => index.linkNumber(movement.from));
  const to = Int32Array.from(movements, (movement) => index.linkNumber(movement.to));
  const seconds = Float64Array.from(movements, (movement, i) => movementS(movement, links[to[i]!]!));
  invariant(seconds.every(Number.isFinite), 'a movement has no travel time');
  const out = rowsOf(
    from.map((link) => linkOf[link]!),
    links.length,
  );
  const head = out.items.map((movement) => linkOf[to[movement]!]!);
  const tail = out.items.map((movement) => linkOf[from[movement]!]!);
  const into = rowsOf(head, links.length);
  return {
    links: links.length,
    onMap,
    linkOf,
    firstOut: out.first,
    head,
    firstIn: into.first,
    inArc: into.items,
    inTail: into.items.map((arc) => tail[arc]!),
    arcOf: inverse(out.items),
    freeFlowS: Float64Array.from(out.items, (movement) => seconds[movement]!),
  };
}

function inverse(numbers: Int32Array): Int32Array {
  const places = new Int32Array(numbers.length);
  numbers.forEach((number, place) => {
    places[number] = place;
  });
  return places;
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
