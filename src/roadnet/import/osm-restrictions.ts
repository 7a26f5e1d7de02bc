import type { Arc } from './osm-arc.ts';
import type { RoadMark } from './osm-data.ts';
import type { OsmMember, OsmRelation } from './osm-elements.ts';
import type { ArcGraph } from './osm-graph.ts';
import type { Tally, Told } from './tally.ts';

/** Keys under which a restriction holds for cars; the ambulance keeps to them too unless it is excepted. */
const KEYS = ['restriction', 'restriction:motor_vehicle', 'restriction:motorcar', 'restriction:emergency'];
const EXCEPTED = ['emergency', 'motorcar', 'motor_vehicle'];
/** More arcs than this on the way from the first to the last road are no restriction of a turn. */
const MOST_VIA_ARCS = 20;

/** A chain of arcs, of which the last turn is forbidden or the only one allowed. */
interface Chain {
  readonly from: Arc;
  readonly over: readonly Arc[];
  readonly to: Arc;
}

/** Forbids in the graph what the file's turn restrictions forbid (relations of type restriction, over a node or over ways). */
export function restrictTurns(graph: ArcGraph, relations: readonly OsmRelation[], whole: Tally): void {
  const byWay = new Map<number, Arc[]>();
  for (const arc of graph.arcs) {
    const arcs = byWay.get(arc.way);
    if (arcs === undefined) byWay.set(arc.way, [arc]);
    else arcs.push(arc);
  }
  for (const relation of relations) {
    const tally: Told = { add: (what, count) => whole.add(what, count, `relation ${relation.id}`) };
    const rule = ruleOf(relation, tally);
    if (rule === undefined) continue;
    const ways = (role: string): readonly Arc[] =>
      relation.members.filter((m) => m.role === role && m.kind === 'way').flatMap(({ ref }) => byWay.get(ref) ?? []);
    const chains = chainsOf(
      graph,
      ways('from'),
      relation.members.filter(({ role }) => role === 'via'),
      ways('to'),
      byWay,
    );
    if (chains === 'ambiguous')
      tally.add('turn restrictions whose road goes on past the turn, so that it is not clear which part is meant: left out');
    else if (chains.length === 0)
      tally.add('turn restrictions between roads that do not meet or that nobody may drive so: not needed');
    else for (const chain of chains) restrict(graph, chain, rule, chains, tally);
  }
}

/** Forbids to drive past barriers; who comes to one turns back. */
export function closeBarriers(graph: ArcGraph, marks: ReadonlyMap<number, RoadMark>): void {
  for (const [node, { kind }] of marks) {
    if (kind !== 'barrier') continue;
    for (const into of graph.ins(node)) {
      for (const out of graph.outs(node)) if (out !== graph.twin(into)) graph.ban(into, out);
    }
  }
}

/** What a relation says; undefined, tallied, where it says nothing to cars and ambulances. */
function ruleOf({ tags }: OsmRelation, tally: Told): 'no' | 'only' | undefined {
  const value = KEYS.map((key) => tags.get(key)).find((text) => text !== undefined);
  if (value === undefined) {
    const conditional = [...tags.keys()].some((key) => key.endsWith(':conditional'));
    tally.add(`turn restrictions ${conditional ? 'at some times only' : 'for other vehicles'}: left out`);
    return undefined;
  }
  const excepted = (tags.get('except') ?? '').split(';').map((word) => word.trim());
  if (EXCEPTED.some((word) => excepted.includes(word))) {
    tally.add('turn restrictions that except emergency vehicles or cars: left out');
    return undefined;
  }
  if (value.startsWith('no_')) return 'no';
  if (value.startsWith('only_')) return 'only';
  tally.add(`turn restrictions that are not understood (${value}): left out`);
  return undefined;
}

function chainsOf(
  graph: ArcGraph,
  from: readonly Arc[],
  via: readonly OsmMember[],
  to: readonly Arc[],
  byWay: ReadonlyMap<number, readonly Arc[]>,
): readonly Chain[] | 'ambiguous' {
  if (via.length === 1 && via[0]!.kind === 'node') {
    const node = via[0]!.ref;
    const [firsts, lasts] = [from.filter((arc) => arc.to === node), to.filter((arc) => arc.from === node)];
    if (isSplitAt(firsts) || isSplitAt(lasts)) return 'ambiguous';
    return firsts.flatMap((first) => lasts.map((last) => ({ from: first, over: [], to: last })));
  }
  const viaWays = new Set(via.filter(({ kind }) => kind === 'way').map(({ ref }) => ref));
  const viaArcs = [...viaWays].flatMap((way) => byWay.get(way) ?? []);
  const nodes = new Set(viaArcs.flatMap((arc) => [arc.from, arc.to]));
  return from
    .filter((arc) => nodes.has(arc.to))
    .flatMap((first) => {
      const over = pathOver(graph, first, viaArcs, viaWays, to);
      return over === undefined ? [] : [{ from: first, ...over }];
    });
}

/** Several arcs of one way at a node: the way goes on past it. Several ways, as with no_entry and no_exit, do not count. */
function isSplitAt(arcs: readonly Arc[]): boolean {
  return new Set(arcs.map(({ way }) => way)).size < arcs.length;
}

/** The first way from an arc over all the via ways to one of the last arcs, breadth first. */
function pathOver(
  graph: ArcGraph,
  first: Arc,
  viaArcs: readonly Arc[],
  viaWays: ReadonlySet<number>,
  lasts: readonly Arc[],
): { readonly over: readonly Arc[]; readonly to: Arc } | undefined {
  let paths: (readonly Arc[])[] = [[]];
  for (let steps = 0; steps < MOST_VIA_ARCS && paths.length > 0; steps++) {
    paths = paths.flatMap((path) => {
      const end = path.at(-1) ?? first;
      return viaArcs
        .filter((arc) => arc.from === end.to && arc !== graph.twin(end) && !path.includes(arc))
        .map((arc) => [...path, arc]);
    });
    for (const over of paths) {
      const to = lasts.find((last) => last.from === over.at(-1)!.to);
      if (to !== undefined && new Set(over.map(({ way }) => way)).size === viaWays.size) return { over, to };
    }
  }
  return undefined;
}

function restrict(graph: ArcGraph, chain: Chain, rule: 'no' | 'only', chains: readonly Chain[], tally: Told): void {
  if (chain.over.length > 0) tally.add('turn restrictions over a way: kept by a second link over it for who comes from there');
  let end = chain.from;
  for (const arc of chain.over) {
    const double = graph.doubled(arc, end);
    if (rule === 'only' && end !== chain.from) banOthers(graph, end, [double]);
    end = double;
  }
  if (rule === 'no') graph.ban(end, chain.to);
  else
    banOthers(
      graph,
      end,
      chains.filter(({ from }) => from === chain.from).map(({ to }) => to),
    );
}

function banOthers(graph: ArcGraph, from: Arc, allowed: readonly Arc[]): void {
  for (const other of graph.outs(from.to)) if (!allowed.includes(other)) graph.ban(from, other);
}
