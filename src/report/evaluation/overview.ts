import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { SettingResult } from '../../evaluation/result.ts';
import { decimal, signedWithInterval, withInterval } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { numberText } from './cells.ts';

/** What is said of a setting in one line. */
export interface OverviewRow {
  readonly title: string;
  readonly noneS: string;
  readonly ours: string;
  readonly oursS: string;
  readonly changePct: string;
  readonly phi: string;
  readonly others: string;
  readonly cross: string;
  /** Baselines that the front of ours, over the cost to all others, is ahead of. */
  readonly behind: string;
  readonly violations: number;
}

/** The fastest of ours in each setting; where ours was not run, the last arm. */
export function overviewRows(settings: readonly SettingResult[], arms: readonly EvaluatedArm[]): readonly OverviewRow[] {
  const shown = arms.findLast(({ family }) => family === 'ours') ?? arms.at(-1);
  return settings.flatMap((setting): OverviewRow[] => {
    const none = setting.arms.none;
    const ours = shown === undefined ? undefined : setting.arms[shown.name];
    if (none === undefined || ours === undefined || shown === undefined) return [];
    const { value } = ours.phi;
    return [
      {
        title: setting.title,
        noneS: withInterval(none.timeS, 0),
        ours: shown.label,
        oursS: withInterval(ours.timeS, 0),
        changePct: `${numberText((ours.timeS.mean / none.timeS.mean - 1) * 100, 1, true)}`,
        phi: value === null ? '–' : decimal(value, 2),
        others: signedWithInterval(ours.othersVehH, 1),
        cross: signedWithInterval(ours.crossLossPct, 1),
        behind: behindText(setting),
        violations: setting.limits.violations,
      },
    ];
  });
}

/** Behind is what takes longer at its cost, or costs more at its time, with an interval that leaves out zero. */
function behindText({ gaps }: SettingResult): string {
  const judged = gaps.flatMap(({ axis, timeBoot95, costBoot95 }) => {
    const intervals = [timeBoot95, costBoot95].filter((interval) => interval !== null);
    return axis === 'othersVehH' && intervals.length > 0 ? [intervals] : [];
  });
  const behind = judged.filter((intervals) => intervals.some(([, high]) => high < 0));
  return judged.length === 0 ? '–' : `${behind.length} of ${judged.length}`;
}

export function overviewTable(settings: readonly SettingResult[], arms: readonly EvaluatedArm[]): Markup {
  const rows = overviewRows(settings, arms);
  const body = rows.map((row, i) => {
    const setting = settings[i] as SettingResult;
    return html`<tr><th scope="row"><a href="#${setting.scenario}">${row.title}</a></th><td>${decimal(setting.floorS.mean, 0)}</td><td>${row.noneS}</td><td>${row.oursS}</td><td>${row.changePct}</td><td>${row.phi}</td><td>${row.others}</td><td>${row.cross}</td><td>${row.behind}</td><td class="${row.violations > 0 ? 'bad' : ''}">${row.violations}</td></tr>`;
  });
  return html`<div class="scroll"><table class="figures"><thead><tr><th scope="col">Setting</th><th scope="col">Alone on green <small>s</small></th><th scope="col">No priority <small>s</small></th><th scope="col">${rows[0]?.ours ?? ''} <small>s</small></th><th scope="col">Change <small>%</small></th><th scope="col">φ</th><th scope="col">All others <small>veh·h added</small></th><th scope="col">Cross-street loss <small>%</small></th><th scope="col">Baselines behind the front <small>of those judged</small></th><th scope="col">Violations</th></tr></thead><tbody>${body}</tbody></table></div>`;
}
