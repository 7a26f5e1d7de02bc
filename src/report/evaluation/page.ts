import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { SettingResult } from '../../evaluation/result.ts';
import { html, Markup } from '../markup.ts';
import { PAGE_STYLE } from '../page-style.ts';
import { FAMILY_MARK, FAMILY_NAME } from './arm-marks.ts';
import { lossSection } from './loss-table.ts';
import { armList, caveats, definitions, type Provenance, reproduction } from './method.ts';
import { overviewTable } from './overview.ts';
import { settingSection } from './setting-section.ts';

/** What one second of control takes, in milliseconds. */
interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface EvaluationPage extends Provenance {
  readonly arms: readonly EvaluatedArm[];
  readonly machine: Provenance['machine'] & {
    /** Per setting and arm. */
    readonly latency: Readonly<Record<string, Readonly<Record<string, Latency>>>>;
  };
}

const OWN_STYLE = `
h3{font-size:1.05rem;margin:1.6em 0 .3em}
.line.thin{stroke-width:1.2;opacity:.7}
.bars{stroke:var(--mark);stroke-width:1.3;opacity:.55;fill:none}
.dense{font-size:.86rem}.dense th,.dense td{padding:.4em .45em}.dense thead th,.dense small{font-size:.76rem}.dense th:first-child{min-width:7rem}
.figures thead tr+tr th:first-child{text-align:right;position:static;min-width:0}
.figures thead th[colspan]{text-align:center;border-bottom:1px solid var(--line)}
`;

/** `report.html` of an evaluation: one page that needs nothing but itself; diagrams stand in the folder of each setting. */
export function renderEvaluation({ summary, arms, machine }: EvaluationPage): string {
  const settings = Object.values(summary.settings);
  const families = [...new Set(arms.map(({ family }) => family))];
  const title = `${count(settings.length, 'setting')}, ${count(arms.length, 'arm')}, ${count(summary.seeds.length, 'paired seed')}`;
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Clearway evaluation – ${title}</title>
<style>${new Markup(PAGE_STYLE + OWN_STYLE)}</style></head>
<body><main>
<header><p class="kicker">Clearway ${summary.version}, evaluation</p><h1>${title}</h1>
${violationsBanner(settings)}
<p class="lead">Signal priority for ambulances in simulated traffic: what each way of asking for green gives the ambulance, and what it costs everyone else, on the same traffic. Made by <code>${summary.command}</code>.</p></header>
<section><h2>Overview</h2>${overviewTable(settings, arms)}
<p class="note">Baselines behind the front: at their cost to all others the front of ours takes less time, or at their time it costs less, and the 95 % bootstrap interval of the difference leaves out zero. A baseline that is both cheaper and faster than the whole front, or of fewer than 8 seeds, cannot be judged.</p>
<ul class="legend">${families.map((family) => html`<li><span class="key ${FAMILY_MARK[family]}">${FAMILY_NAME[family]}</span></li>`)}</ul></section>
${lossSection(summary, arms)}
${settings.map((setting) => settingSection(setting, arms, latencyTexts(machine.latency[setting.scenario])))}
<section><h2>The arms</h2>${armList(arms)}</section>
<section><h2>How it was measured</h2>${definitions(summary.seeds.length)}</section>
<section><h2>How to get the same figures</h2>${reproduction({ summary, machine })}</section>
<section><h2>What it does not show</h2>${caveats()}</section>
</main></body></html>
`;
  return page.text;
}

function violationsBanner(settings: readonly SettingResult[]): Markup | undefined {
  const violations = settings.reduce((sum, { limits }) => sum + limits.violations, 0);
  if (violations === 0) return undefined;
  return html`<p class="banner">${count(violations, 'safety violation')}: this evaluation has failed.</p>`;
}

function latencyTexts(latency: Readonly<Record<string, Latency>> | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(latency ?? {});
  return Object.fromEntries(entries.map(([arm, { p50Ms, p99Ms }]) => [arm, `${p50Ms.toFixed(1)}, ${p99Ms.toFixed(1)}`]));
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
