import { figure } from '../experiment/figure.ts';
import { queueBound } from '../experiment/queue-bound.ts';
import type { AmbulanceRun } from '../experiment/run-result.ts';
import { BASELINE_ARM, summarise } from '../experiment/summarise.ts';
import { limitFor } from '../experiment/summarise-drives.ts';
import { compareArms } from './compare-arms.ts';
import { evaluateArm } from './evaluate-arm.ts';
import { asOneAmbulance, limitedTimeS } from './fleet-view.ts';
import { frontGaps } from './front-gaps.ts';
import { checkLimits } from './limit-check.ts';
import type { SettingResult } from './result.ts';
import { COMMON_FIGURES, type SeedFigures, seedFigures } from './seed-figures.ts';
import type { SeedFloors } from './seed-floors.ts';

/** One setting's runs, and what they are judged by. */
export interface SettingRuns {
  readonly head: Pick<
    SettingResult,
    'version' | 'scenario' | 'map' | 'seeds' | 'title' | 'about' | 'scenarioSha256' | 'mapSha256'
  >;
  readonly arms: readonly string[];
  /** Those that the others are compared with, and whose front is drawn. */
  readonly ours: readonly string[];
  readonly results: readonly AmbulanceRun[];
  /** In the order of the seeds. */
  readonly floors: readonly SeedFloors[];
}

/**
 * Every run of a setting -> its figures. Every arm must hold every seed, `none` among them.
 * @throws Error where a result is faster than is possible at all: then the simulation is wrong.
 */
export function evaluateSetting({ head, arms, ours, results, floors }: SettingRuns): SettingResult {
  const limits = checkLimits(results, head.seeds, floors);
  const runs = results.map(asOneAmbulance);
  const floorS = floors.map(({ aloneS }) => meanOf(aloneS));
  const trafficS = floors.map(({ trafficS: each }) => meanOf(each));
  const { format: _, ...summary } = summarise({ ...pick(head), floorS }, arms, runs);
  const limitS = limitFor(runs) ?? Number.POSITIVE_INFINITY;
  const byArm = new Map(
    arms.map((arm): [string, readonly AmbulanceRun[]] => [
      arm,
      head.seeds.map((seed) => runs.find((run) => run.arm === arm && run.seed === seed) as AmbulanceRun),
    ]),
  );
  const baseline = byArm.get(BASELINE_ARM) as readonly AmbulanceRun[];
  const timesOf = (of: readonly AmbulanceRun[]): readonly number[] => of.map((run) => limitedTimeS(run, limitS));
  const seedwise = new Map([...byArm].map(([arm, of]): [string, SeedFigures] => [arm, seedFigures(of, baseline, timesOf(of))]));
  const reference = { noneS: timesOf(baseline), floorS, trafficS };
  return {
    ...head,
    ...summary,
    ambulances: results[0]?.fleet.length ?? 0,
    trafficFloorS: figure(trafficS),
    queueBound: queueBoundOf(baseline),
    arms: Object.fromEntries(
      arms.map((arm) => {
        const own = summary.arms[arm];
        const [of, figures] = [byArm.get(arm), seedwise.get(arm)];
        if (own === undefined || of === undefined || figures === undefined) throw new Error(`arm ${arm} was not summed up`);
        return [arm, { ...own, ...evaluateArm({ runs: of, baseline, figures, ...reference }) }];
      }),
    ),
    differences: compareArms(seedwise, ours),
    gaps: COMMON_FIGURES.flatMap((axis) => frontGaps(seedwise, ours, axis)),
    limits,
  };
}

function pick(head: SettingRuns['head']): Pick<SettingResult, 'version' | 'scenario' | 'map' | 'seeds'> {
  const { version, scenario, map, seeds } = head;
  return { version, scenario, map, seeds };
}

function queueBoundOf(baseline: readonly AmbulanceRun[]): SettingResult['queueBound'] {
  const bounds = baseline.flatMap(({ trace }) => queueBound(trace) ?? []);
  if (bounds.length < baseline.length) return null;
  return {
    vehicles: figure(bounds.map(({ vehicles }) => vehicles)),
    dischargeS: figure(bounds.map(({ dischargeS }) => dischargeS)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
