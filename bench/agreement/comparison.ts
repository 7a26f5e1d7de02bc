import type { SumoCase } from '../cases.ts';
import type { Observation } from '../observation.ts';
import { gehShare } from '../statistics/geh.ts';
import { type Spread, spreadOf } from '../statistics/spread.ts';
import { type LinkPair, linkPairsOf } from './link-pairs.ts';
import { type RunFigures, runFiguresOf } from './run-figures.ts';

/** Every seed of a case on both sides; the n-th of one has nothing to do with the n-th of the other. */
export interface CaseRuns {
  readonly run: SumoCase;
  readonly ours: readonly Observation[];
  readonly sumo: readonly Observation[];
}

/** Each figure over the seeds. */
export type SeedFigures = { readonly [name in keyof RunFigures]: Spread };

export interface Comparison {
  readonly name: string;
  readonly seeds: number;
  readonly ours: SeedFigures;
  readonly sumo: SeedFigures;
  /** Of the mean travel time over completed trips, and of the mean time spent by all; positive: ours is longer. */
  readonly diffPct: number;
  readonly spentDiffPct: number;
  readonly links: readonly LinkPair[];
  /** Share of the links whose hourly volumes differ by GEH < 5. */
  readonly gehShare: number;
}

export function compare({ run, ours, sumo }: CaseRuns): Comparison {
  const durationS = run.endS - run.beginS;
  const ourFigures = overSeeds(ours, durationS);
  const sumoFigures = overSeeds(sumo, durationS);
  const links = linkPairsOf(ours, sumo);
  const hourly = 3600 / durationS;
  return {
    name: run.name,
    seeds: ours.length,
    ours: ourFigures,
    sumo: sumoFigures,
    diffPct: percentOver(ourFigures.meanTravelTimeS.mean, sumoFigures.meanTravelTimeS.mean),
    spentDiffPct: percentOver(ourFigures.meanSpentS.mean, sumoFigures.meanSpentS.mean),
    links,
    gehShare: gehShare(links.map((pair) => [pair.ours.vehicles * hourly, pair.sumo.vehicles * hourly])),
  };
}

function percentOver(value: number, reference: number): number {
  return (value / reference - 1) * 100;
}

function overSeeds(observations: readonly Observation[], durationS: number): SeedFigures {
  const runs = observations.map((observation) => runFiguresOf(observation, durationS));
  const spread = (name: keyof RunFigures): Spread => spreadOf(runs.map((figures) => figures[name]));
  return {
    wanted: spread('wanted'),
    completed: spread('completed'),
    meanTravelTimeS: spread('meanTravelTimeS'),
    meanSpentS: spread('meanSpentS'),
    meanDepartDelayS: spread('meanDepartDelayS'),
    queueMeanVeh: spread('queueMeanVeh'),
    queueP95Veh: spread('queueP95Veh'),
  };
}
