import type { AmbulanceRun } from '../experiment/run-result.ts';
import type { AmbulanceSummary } from '../experiment/summary.ts';
import { type ArmView, armViews, findBaseline, findOurs } from './arm-view.ts';
import { armsTable } from './arms-table.ts';
import { costChart, timesChart } from './comparison-charts.ts';
import { gridlockSection } from './gridlock.ts';
import { headline } from './headline.ts';
import { junctionTable } from './junction-table.ts';
import { html, Markup } from './markup.ts';
import { evidence, limits, method, type ReportSubject } from './method.ts';
import { notArrivedSection } from './not-arrived.ts';
import { PAGE_STYLE } from './page-style.ts';
import { differencesTable, pairedDifferences } from './paired-differences.ts';
import { refusalTable } from './refusal-table.ts';
import { pathsOverlay, timeSpaceDiagram, timeSpaceScales } from './time-space.ts';
import { TIME_SPACE_LEGEND } from './time-space-legend.ts';
import { trafficTable } from './traffic-table.ts';

/** `report.html`: one page that needs nothing but itself. Diagrams and the junction table show the first seed of the summary. */
export function renderReport(
  summary: AmbulanceSummary,
  results: readonly AmbulanceRun[],
  { scenario, map }: ReportSubject,
): string {
  const arms = armViews(summary, results, scenario);
  const ours = findOurs(arms);
  const lengthM = ours?.drawn?.trace.routeLengthM ?? 0;
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${scenario.title} – Clearway</title>
<style>${new Markup(PAGE_STYLE)}</style></head>
<body><main>
<header>${headline({ arms, seeds: summary.seeds, junctions: summary.junctionsOnRoute, lengthM, title: scenario.title })}</header>
<section><h2>The arms, on the same traffic</h2>
${armsTable(arms, summary.seeds, summary.junctionsOnRoute)}
<div class="pair">${timesChart(arms, summary.seeds, summary.floorS)}${costChart(arms)}</div></section>
${notArrivedSection(arms, summary)}
${gridlockSection(summary)}
${ours === undefined ? undefined : differencesTable(ours, pairedDifferences(ours, arms), summary.seeds.length)}
<section><h2>The traffic around it</h2>${trafficTable(arms, summary.seeds)}</section>
${drives(arms, summary)}
${ours?.drawn === undefined ? undefined : html`<section><h2>Junction by junction: ${ours.label}</h2><p>${`Seed ${ours.drawn.seed}. Queues are the longest over the lanes that the ambulance may use.`}</p>${junctionTable(ours.drawn.trace, findBaseline(arms))}</section>`}
<section><h2>What was refused, and why</h2><p>Every stage of the flow refuses with a reason from a closed list, and each refusal is a record in the event log. Most are waiting: a request says why it is not active yet. All seeds together.</p>${refusalTable(arms)}</section>
<section><h2>How it was measured</h2>${method(summary, { scenario, map }, arms)}${evidence(summary, arms)}</section>
<section><h2>What it does not show</h2>${limits(summary, map)}</section>
</main></body></html>
`;
  return page.text;
}

function drives(arms: readonly ArmView[], summary: AmbulanceSummary): Markup | undefined {
  const drawn = arms.flatMap((arm) => (arm.drawn === undefined ? [] : [{ arm, run: arm.drawn }]));
  if (drawn.length === 0) return undefined;
  const scales = timeSpaceScales(drawn.map(({ run }) => run));
  return html`<section><h2>The same drive under each arm</h2>
<p>Seed ${summary.seeds[0] ?? ''}: the ambulance departs at the same second into the same traffic. The steeper the line, the faster it drives.</p>
${pathsOverlay(arms, scales, summary.floorS.perSeed[0] ?? summary.floorS.mean)}
<h2>Signals, queues and the ambulance’s way</h2>
<p>Time runs to the right, the route upwards; all diagrams have the same scales. Each line across is a stop bar and shows the light for the ambulance’s direction; the shade below it is the queue before that stop bar. A good wave opens the light early enough for the shade to end before the ambulance comes.</p>
<ul class="legend">${TIME_SPACE_LEGEND}</ul>
<div class="multiples">${drawn.map(({ arm, run }) => timeSpaceDiagram(arm, run, scales))}</div></section>`;
}
