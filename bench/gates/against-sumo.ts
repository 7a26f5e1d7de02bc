import { compare } from '../agreement/comparison.ts';
import { rankControllers } from '../agreement/ranking.ts';
import { observeCase } from '../agreement/run-case.ts';
import { RANKED_CASES, type SumoCase } from '../cases.ts';
import { BANDS } from './bands.ts';
import type { Gate } from './gate.ts';

const SEEDS = 1;
/** As in the comparison: one seed tells controllers apart that three do not. */
const RANKING_SEEDS = 3;

/** That the same networks, demand and controllers come to the same in SUMO; `folder` takes the files. */
export async function sumoGates(cases: readonly SumoCase[], folder: string): Promise<readonly Gate[]> {
  const times: Record<string, number> = {};
  const shares: Record<string, number> = {};
  const reversed: Record<string, number> = {};
  const notes: string[] = [];
  for (const run of cases) {
    const { runs } = await observeCase(run, SEEDS, `${folder}/${run.name}`);
    const { diffPct, gehShare } = compare(runs);
    times[run.name] = diffPct;
    shares[run.name] = gehShare * 100;
    if (!RANKED_CASES.includes(run.name)) continue;
    const ranking = await rankControllers(run, RANKING_SEEDS, `${folder}/${run.name}/controllers`);
    reversed[`${run.name}, ${ranking.pairs} pairs`] = ranking.reversed.length;
    notes.push(...ranking.reversed.map(([better, worse]) => `${run.name}: only SUMO has "${better}" before "${worse}"`));
  }
  return [
    { name: "mean travel time over SUMO's", unit: '%', digits: 1, band: BANDS.travelTimePct, values: times },
    { name: 'links with GEH < 5 against SUMO', unit: '%', digits: 1, band: BANDS.gehSharePct, values: shares },
    {
      name: 'pairs of controllers ranked otherwise than by SUMO',
      unit: '',
      digits: 0,
      band: BANDS.none,
      values: reversed,
      notes,
    },
  ];
}
