import type { SeedFigures } from '../agreement/comparison.ts';
import type { ComparedCase } from '../agreement/run-case.ts';
import type { Spread } from '../statistics/spread.ts';
import { fixed, signed } from './figures-text.ts';
import type { TableData } from './table-data.ts';

const HEAD = [
  '',
  'travel\ntime s',
  'diff\n%',
  'all, with\nunfinished s',
  'diff\n%',
  'departure\ndelay s',
  'completed\ntrips',
  'of',
  'standing per\napproach, mean',
  'p95',
  'GEH < 5\n% of links',
];

/** All cases, each side on its own line: mean over the seeds and half width of the 95 % interval. */
export function agreementTable(cases: readonly ComparedCase[]): TableData {
  const rows = cases.flatMap(({ comparison, halfStep }) => [
    row(`${comparison.name}: SUMO`, comparison.sumo),
    row('  ours, steps of 1 s', comparison.ours, comparison.diffPct, comparison.spentDiffPct, comparison.gehShare),
    row('  ours, steps of 0.5 s', halfStep.ours, halfStep.diffPct, halfStep.spentDiffPct, halfStep.gehShare),
  ]);
  const notes = cases.map(
    ({ comparison: { name, seeds }, violations, missedTurns, gridlocks, sameRouteShare }) =>
      `${name}: ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} and both step lengths: ${violations} safety violations, ${missedTurns} missed turns, ` +
      `${gridlocks} gridlocks; ${fixed(sameRouteShare * 100, 1)} % of the vehicles have the same route on both sides`,
  );
  return { head: HEAD, rows, notes };
}

/** Speed on the same cases. */
export function timingTable(cases: readonly ComparedCase[]): TableData {
  const rows = cases.map(({ comparison: { name }, timing }) => [
    name,
    fixed(timing.wallS, 2),
    fixed(timing.sumoWallS, 2),
    `${fixed(timing.updatesPerS / 1e6, 2)} M`,
    `${fixed(timing.sumoUpdatesPerS / 1e6, 2)} M`,
    fixed(timing.ratioToSumo, 1),
    fixed(timing.wholeProcessRatio, 1),
    fixed(timing.cpuRatio, 1),
  ]);
  const head = [
    '',
    'wall s\nours',
    'wall s\nSUMO',
    'updates/s\nours',
    'updates/s\nSUMO',
    'times SUMO\nsimulation',
    'whole\nprocess',
    'CPU\ntime',
  ];
  return { head, rows, notes: [] };
}

function row(name: string, figures: SeedFigures, diffPct = Number.NaN, spentDiffPct = Number.NaN, geh = Number.NaN): string[] {
  return [
    name,
    plusMinus(figures.meanTravelTimeS, 1),
    signed(diffPct, 1),
    plusMinus(figures.meanSpentS, 1),
    signed(spentDiffPct, 1),
    plusMinus(figures.meanDepartDelayS, 1),
    plusMinus(figures.completed, 0),
    fixed(figures.wanted.mean, 0),
    plusMinus(figures.queueMeanVeh, 2),
    plusMinus(figures.queueP95Veh, 1),
    fixed(geh * 100, 1),
  ];
}

function plusMinus({ mean, ci95 }: Spread, digits: number): string {
  return Number.isFinite(ci95) ? `${fixed(mean, digits)} ± ${fixed(ci95, digits)}` : fixed(mean, digits);
}
