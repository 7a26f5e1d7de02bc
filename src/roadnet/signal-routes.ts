import type { LinkId } from '../kernel/ids.ts';
import { findRouteToLink } from './fastest-route.ts';
import type { RoadIndex } from './road-index.ts';
import { isBetter, type SignalWay, SignalWays } from './signal-ways.ts';

/** Links whose fastest ways are looked at, spread over the map; on a larger one others only where these do not give what is wanted. */
const LOOKED_AT = 1000;

/** Told after each link: how many have been looked at, of how many at the most. */
export type OnLooked = (looked: number, of: number) => void;

/** Signalised junctions whose stop bars a route crosses under a signal, in order. */
export function signalsOnRoute(index: RoadIndex, links: readonly LinkId[]): readonly string[] {
  return links.flatMap((link, i) => {
    const next = links[i + 1];
    const movement = next === undefined ? undefined : index.findMovement(link, next);
    const control = movement === undefined ? undefined : index.findGroupOf(movement.id);
    return control === undefined ? [] : [control.junction.id];
  });
}

/**
 * A route through exactly `signals` signalised junctions: of the fastest ways between a link and a node it is one with the
 * fewest turns, and among those the longest, as along a main road. On maps of more than a thousand links the choice is among the
 * ways from some thousand of them. Undefined when no fastest way on the map passes so many.
 */
export function findRouteThroughSignals(index: RoadIndex, signals: number, onLooked?: OnLooked): readonly LinkId[] | undefined {
  const best = bestWay(index, signals, 'exactly', onLooked);
  return best?.signals === signals ? routeOf(index, best) : undefined;
}

/** The same through as many signalised junctions as there are on one of these ways, up to `atMost`; undefined when there are none. */
export function findRouteThroughMostSignals(
  index: RoadIndex,
  atMost: number,
  onLooked?: OnLooked,
): readonly LinkId[] | undefined {
  const best = bestWay(index, atMost, 'or fewer', onLooked);
  return best === undefined || best.signals === 0 ? undefined : routeOf(index, best);
}

function bestWay(index: RoadIndex, signals: number, wanted: 'exactly' | 'or fewer', onLooked?: OnLooked): SignalWay | undefined {
  const ways = new SignalWays(index);
  const links = index.map.links.length;
  const apart = Math.ceil(links / LOOKED_AT);
  const rounds = wanted === 'exactly' ? apart : Math.min(1, apart);
  const most = rounds === 1 ? Math.ceil(links / apart) : links;
  let best: SignalWay | undefined;
  let looked = 0;
  for (let round = 0; round < rounds; round++) {
    for (let from = round; from < links; from += apart) {
      const way = ways.bestFrom(from, signals);
      if (best === undefined || isBetter(way, best)) best = way;
      onLooked?.(++looked, most);
    }
    if (best?.signals === signals) break;
  }
  return best;
}

function routeOf(index: RoadIndex, { from, to }: SignalWay): readonly LinkId[] | undefined {
  const { links } = index.map;
  return findRouteToLink(index, links[from]!.id, links[to]!.id);
}
