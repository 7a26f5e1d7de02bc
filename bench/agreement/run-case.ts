import type { LinkId } from '../../src/kernel/ids.ts';
import { idOfSumo } from '../../src/roadnet/import/sumo-ids.ts';
import type { SumoCase } from '../cases.ts';
import { importCase } from '../clearway/import-case.ts';
import { type ClearwayObservation, observeClearway } from '../clearway/observe-clearway.ts';
import { saveCase } from '../clearway/save-case.ts';
import type { Observation } from '../observation.ts';
import { type Timing, timeCase } from '../sim/duel.ts';
import { readFilePieces } from '../sumo/elements.ts';
import { readNetwork } from '../sumo/network.ts';
import { observeSumo } from '../sumo/observe-sumo.ts';
import { type CaseRuns, type Comparison, compare } from './comparison.ts';

const MOST_REPETITIONS = 3;

/** A case run on both sides. */
export interface ComparedCase {
  /** Steps of 1 s on both sides. */
  readonly runs: CaseRuns;
  readonly comparison: Comparison;
  /** Ours with steps of 0.5 s against the same runs of SUMO. */
  readonly halfStep: Comparison;
  /** Over all of our runs. */
  readonly violations: number;
  readonly missedTurns: number;
  /** Our runs that ended in a gridlock. */
  readonly gridlocks: number;
  /** Share of the vehicles that drove the same way on both sides, with the first seed. */
  readonly sameRouteShare: number;
  readonly timing: Timing;
}

/** Runs a case with seeds 1 to `seeds` on both sides, with both step lengths of ours, and times it; `folder` takes the files. */
export async function runCase(run: SumoCase, seeds: number, folder: string): Promise<ComparedCase> {
  const { runs, signalised, numbers } = await observeCase(run, seeds, folder);
  const halves = observeOurs(run, 0.5, signalised, numbers);
  const all = [...runs.ours, ...halves];
  return {
    runs,
    comparison: compare(runs),
    halfStep: compare({ ...runs, ours: halves }),
    violations: all.reduce((sum, { violations }) => sum + violations.length, 0),
    missedTurns: all.reduce((sum, { missedTurns }) => sum + missedTurns, 0),
    gridlocks: all.filter(({ gridlockSinceS }) => gridlockSinceS !== undefined).length,
    sameRouteShare: sameRouteShare(runs.ours[0]!, runs.sumo[0]!),
    timing: await timeCase(run, saveCase(importCase(run, 1), folder), Math.min(seeds, MOST_REPETITIONS)),
  };
}

/** Both sides with steps of 1 s. */
export async function observeCase(run: SumoCase, seeds: number, folder: string): Promise<ObservedCase> {
  const network = await readNetwork(readFilePieces(run.netPath));
  const signalised = new Set(network.signalised.map(idOfSumo));
  const numbers = Array.from({ length: seeds }, (_, n) => n + 1);
  const ours = observeOurs(run, 1, signalised, numbers);
  const sumo: Observation[] = [];
  for (const seed of numbers) sumo.push(await observeSumo(run, network, seed, folder));
  return { runs: { run, ours, sumo }, signalised, numbers };
}

interface ObservedCase {
  readonly runs: CaseRuns & { readonly ours: readonly ClearwayObservation[] };
  readonly signalised: ReadonlySet<LinkId>;
  readonly numbers: readonly number[];
}

function observeOurs(
  run: SumoCase,
  stepS: number,
  signalised: ReadonlySet<LinkId>,
  seeds: readonly number[],
): readonly ClearwayObservation[] {
  const imported = importCase(run, stepS);
  return seeds.map((seed) => observeClearway(imported, signalised, seed));
}

function sameRouteShare(ours: Observation, sumo: Observation): number {
  const routes = new Map(sumo.trips.map(({ id, route }) => [id, route.join(' ')]));
  return ours.trips.filter(({ id, route }) => routes.get(id) === route.join(' ')).length / ours.trips.length;
}
