import type { LinkId, NodeId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { TrafficTotals } from '../simulator/simulator.ts';

/** Totals of the others between two instants of a run. */
export interface WindowFigures {
  readonly lossS: number;
  readonly meanDelayS: number;
  readonly crossLossS: number;
}

/**
 * What all others lost between `start` and `end`: in all; per vehicle that was in the city or waiting at its edge in that time;
 * and on the links whose numbers are in `crossLinks`, waiting to enter them included.
 */
export function windowFigures(start: TrafficTotals, end: TrafficTotals, crossLinks: readonly number[]): WindowFigures {
  const lostOn = (link: number): number => (end.lossS[link] as number) - (start.lossS[link] as number);
  let lossS = 0;
  for (let link = 0; link < end.lossS.length; link++) lossS += lostOn(link);
  const vehicles = start.inside + start.waiting + (end.wanted - start.wanted);
  return {
    lossS,
    meanDelayS: vehicles === 0 ? 0 : lossS / vehicles,
    crossLossS: crossLinks.reduce((sum, link) => sum + lostOn(link), 0),
  };
}

/** Numbers of the links that lead into the routes' junctions from a road that no route uses in either direction. */
export function crossLinksOf(
  index: RoadIndex,
  routes: readonly (readonly LinkId[])[],
  junctionNodes: readonly NodeId[],
): readonly number[] {
  const onRoute = new Set<string>();
  for (const id of routes.flat()) {
    const { from, to } = index.link(id);
    onRoute.add(`${from} ${to}`);
    onRoute.add(`${to} ${from}`);
  }
  return junctionNodes.flatMap((node) =>
    index
      .linksInto(node)
      .filter((link) => !onRoute.has(`${link.from} ${link.to}`))
      .map((link) => index.linkNumber(link.id)),
  );
}
