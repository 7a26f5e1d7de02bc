import type { LinkFigures, Observation } from '../observation.ts';
import { meanOf } from '../statistics/spread.ts';

/** One link on both sides, mean over the seeds. */
export interface LinkPair {
  readonly link: string;
  readonly ours: LinkFigures;
  readonly sumo: LinkFigures;
}

/** All links that either side saw a vehicle on. */
export function linkPairsOf(ours: readonly Observation[], sumo: readonly Observation[]): readonly LinkPair[] {
  const names = new Set([...ours, ...sumo].flatMap(({ links }) => [...links.keys()]));
  return [...names]
    .map((link) => ({ link, ours: meanFigures(ours, link), sumo: meanFigures(sumo, link) }))
    .filter((pair) => pair.ours.vehicles > 0 || pair.sumo.vehicles > 0);
}

function meanFigures(observations: readonly Observation[], link: string): LinkFigures {
  const figures = observations.map(({ links }) => links.get(link));
  return {
    vehicles: meanOf(figures.map((one) => one?.vehicles ?? 0)),
    spentS: meanOf(figures.map((one) => one?.spentS ?? 0)),
  };
}
