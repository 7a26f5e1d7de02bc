import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { EvaluationSummary, FaultLoss } from '../../evaluation/result.ts';
import { decimal } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { differenceCell, figureCell } from './cells.ts';

/** What ours loses where something is amiss, against the same traffic without it; undefined where no such pair was run. */
export function lossSection({ settings, losses }: EvaluationSummary, arms: readonly EvaluatedArm[]): Markup | undefined {
  const ours = arms.filter(({ family }) => family === 'ours');
  const rows = losses.flatMap((loss) => {
    const arm = ours.find(({ name }) => name === loss.arm);
    return arm === undefined ? [] : [lossRow(loss, arm, settings[loss.setting]?.title ?? loss.setting)];
  });
  if (rows.length === 0) return undefined;
  return html`<section><h2>What is lost when something is amiss</h2>
<div class="scroll"><table class="figures dense"><thead><tr><th scope="col">Setting</th><th scope="col">Arm</th><th scope="col">Ambulance <small>s more than without</small></th><th scope="col">All others <small>veh·h more than without</small></th><th scope="col">Still saved <small>s against no priority here</small></th><th scope="col">Arrived</th><th scope="col">Needless green <small>s, longest of all seeds</small></th><th scope="col">Violations</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="note">Each row against the setting that it refers to, seed by seed on the same traffic; no time where the ambulance drives to another place. Needless green: the longest that a junction stayed green by command for an ambulance that had passed it, had arrived, or was on another way, as the way is driven and not as the controller believes.</p></section>`;
}

function lossRow(loss: FaultLoss, { label }: EvaluatedArm, title: string): Markup {
  const { setting, lossS, othersVehH, savedS, arrived, needlessGreenS, violations } = loss;
  const time = lossS === null ? html`<td class="none">–</td>` : differenceCell(lossS.mean, lossS.ci95, lossS.boot95, 1);
  const others = differenceCell(othersVehH.mean, othersVehH.ci95, othersVehH.boot95, 1);
  const seeds = savedS.perSeed.length;
  return html`<tr><th scope="row"><a href="#${setting}">${title}</a></th><td>${label}</td>${time}${others}${figureCell(savedS, { digits: 0 })}<td>${`${arrived} of ${seeds}`}</td><td>${decimal(needlessGreenS, 0)}</td><td class="${violations > 0 ? 'bad' : ''}">${violations}</td></tr>`;
}
