import { plainTable } from '../../src/report/plain-table.ts';
import type { CaseRuns, Comparison } from '../agreement/comparison.ts';
import {
  delayByOrigin,
  drivingByOrigin,
  drivingBySignals,
  fastestByRoute,
  linksByDifference,
  type TuningRow,
} from '../agreement/tuning-view.ts';
import { fixed, signed } from './figures-text.ts';

/** Where the two sides part: breakdowns of one case. */
export function tuningText(runs: CaseRuns, comparison: Comparison): string {
  return [
    tuningTable(`${comparison.name}: fastest 5 % per route, s inside`, fastestByRoute(runs)),
    tuningTable(`${comparison.name}: mean s inside by signals on the way`, drivingBySignals(runs)),
    tuningTable(`${comparison.name}: mean s inside by first link`, drivingByOrigin(runs)),
    tuningTable(`${comparison.name}: mean departure delay by first link`, delayByOrigin(runs)),
    tuningTable(`${comparison.name}: s per vehicle on a link and the junction behind it`, linksByDifference(comparison.links)),
  ].join('\n\n');
}

export function tuningTable(title: string, rows: readonly TuningRow[]): string {
  const head = ['', 'n ours', 'n SUMO', 'ours s', 'SUMO s', 'diff s', 'diff %', 'in sum s'];
  const cells = rows.map(({ of, ours, sumo, oursS, sumoS }) => [
    of.length > 60 ? `${of.slice(0, 28)}...${of.slice(-28)}` : of,
    fixed(ours, 1),
    fixed(sumo, 1),
    fixed(oursS, 1),
    fixed(sumoS, 1),
    signed(oursS - sumoS, 1),
    signed((oursS / sumoS - 1) * 100, 1),
    signed(ours * oursS - sumo * sumoS, 0),
  ]);
  return `${title}\n${plainTable(head, cells)}`;
}
