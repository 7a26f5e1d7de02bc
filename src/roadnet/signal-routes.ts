import type { LinkId, NodeId } from '../kernel/ids.ts';
import { findRoute, findRoutesFrom } from './fastest-route.ts';
import type { RoadIndex } from './road-index.ts';

/** Signalised junctions whose stop bars a route crosses under a signal, in order. */
export function signalsOnRoute(index: RoadIndex, links: readonly LinkId[]): readonly string[] {
  return links.flatMap((link, i) => {
    const next = links[i + 1];
    const movement = next === undefined ? undefined : index.findMovement(link, next);
    const control = movement === undefined ? undefined : index.findGroupOf(movement.id);
    return control === undefined ? [] : [control.junction.id];
  });
}

interface Candidate {
  readonly links: readonly LinkId[];
  readonly to: NodeId;
  readonly turns: number;
  readonly lengthM: number;
}

/**
 * A route through exactly `signals` signalised junctions: of all fastest ways between a link and a node it is one with the
 * fewest turns, and among those the longest, as along a main road. Undefined when no fastest way passes so many.
 */
export function findRouteThroughSignals(index: RoadIndex, signals: number): readonly LinkId[] | undefined {
  const candidates: Candidate[] = [];
  for (const { id } of index.map.links) {
    for (const [to, links] of findRoutesFrom(index, id)) {
      if (links.length > signals && signalsOnRoute(index, links).length === signals)
        candidates.push(candidateOf(index, to, links));
    }
  }
  candidates.sort((a, b) => a.turns - b.turns || b.lengthM - a.lengthM);
  for (const { links, to } of candidates) {
    // Where two ways are equally fast, the search from a link to one node may pick the other one; a mission would drive that.
    const driven = findRoute(index, links[0]!, to);
    if (driven !== undefined && signalsOnRoute(index, driven).length === signals) return driven;
  }
  return undefined;
}

function candidateOf(index: RoadIndex, to: NodeId, links: readonly LinkId[]): Candidate {
  const turns = links.slice(1).filter((link, i) => index.findMovement(links[i]!, link)?.turn !== 'through').length;
  return { links, to, turns, lengthM: links.reduce((sum, link) => sum + index.link(link).lengthM, 0) };
}
