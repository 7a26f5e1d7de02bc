import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { CostAxis, FrontGap, PairedFigure, SettingResult } from '../../evaluation/result.ts';
import { html, type Markup } from '../markup.ts';
import { FAMILY_MARK } from './arm-marks.ts';
import { differenceCell } from './cells.ts';

const NONE = html`<td class="none">–</td>`;

/** The fastest of ours, and the front of ours, against every other arm; undefined where ours was not run, or nothing else. */
export function comparisonTable({ differences, gaps }: SettingResult, arms: readonly EvaluatedArm[]): Markup | undefined {
  const ours = arms.findLast(({ family }) => family === 'ours');
  if (ours === undefined || gaps.length === 0) return undefined;
  const rows = arms.flatMap((arm) => {
    const difference = differences.find(({ arm: own, other }) => own === ours.name && other === arm.name);
    if (difference === undefined) return [];
    const gapCells = (axis: CostAxis): readonly Markup[] =>
      gapsOf(gaps.find((gap) => gap.axis === axis && gap.other === arm.name));
    return [
      html`<tr><th scope="row"><span class="key ${FAMILY_MARK[arm.family]}">${arm.label}</span></th>${paired(difference.timeS, 0)}${paired(difference.othersVehH, 1)}${paired(difference.crossPct, 1)}${gapCells('othersVehH')}${gapCells('crossPct')}</tr>`,
    ];
  });
  return html`<div class="scroll"><table class="figures dense">
<thead><tr><th scope="col" rowspan="2">Against</th><th scope="colgroup" colspan="3">${ours.label}, less it</th><th scope="colgroup" colspan="2">Front of ours, cost to all others</th><th scope="colgroup" colspan="2">Front of ours, cost to cross streets</th></tr>
<tr><th scope="col">Ambulance <small>s</small></th><th scope="col">All others <small>veh·h</small></th><th scope="col">Cross streets <small>% points</small></th><th scope="col">at its cost <small>s</small></th><th scope="col">at its time <small>veh·h</small></th><th scope="col">at its cost <small>s</small></th><th scope="col">at its time <small>% points</small></th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function paired({ mean, ci95, boot95 }: PairedFigure, digits: number): Markup {
  return differenceCell(mean, ci95, boot95, digits);
}

function gapsOf(gap: FrontGap | undefined): readonly Markup[] {
  if (gap === undefined) return [NONE, NONE];
  return [differenceCell(gap.timeS, null, gap.timeBoot95, 0), differenceCell(gap.cost, null, gap.costBoot95, 1)];
}
