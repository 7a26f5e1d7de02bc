import type { TrafficArm, TrafficSummary } from '../experiment/summary.ts';
import { decimal } from './figures.ts';
import { gridlockSection } from './gridlock.ts';
import { html, Markup } from './markup.ts';
import { limits, type ReportSubject, subjectEntries } from './method.ts';
import { PAGE_STYLE } from './page-style.ts';
import { trafficTable } from './traffic-table.ts';

/** `report.html` of a scenario without missions: its traffic, on one page that needs nothing but itself. */
export function renderTrafficReport(summary: TrafficSummary, { scenario, map }: ReportSubject): string {
  const arms = Object.entries(summary.arms).map(([name, arm]) => ({ label: name, mark: 'baseline', summary: arm }));
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${scenario.title} – Clearway</title>
<style>${new Markup(PAGE_STYLE)}</style></head>
<body><main>
<header><p class="kicker">${scenario.title}</p>${arms.map((arm) => headline(arm.summary))}</header>
${gridlockSection(summary)}
<section><h2>The traffic</h2>${trafficTable(arms, summary.seeds)}</section>
<section><h2>How it was measured</h2>${method(summary, { scenario, map })}</section>
<section><h2>What it does not show</h2>${limits(summary, map)}</section>
</main></body></html>
`;
  return page.text;
}

function headline({ completedTrips, meanTravelTimeS, unfinishedTrips, violations }: TrafficArm): Markup {
  const time = meanTravelTimeS === null ? '' : ` of ${decimal(meanTravelTimeS.mean, 0)}\u00a0s each`;
  const banner =
    violations === 0
      ? undefined
      : html`<p class="banner"><b>Safety violations: ${violations}.</b> These runs have failed; their figures do not count.</p>`;
  return html`<h1>${decimal(completedTrips.mean, 0)} trips${time}, ${decimal(unfinishedTrips.mean, 0)} unfinished</h1>${banner}`;
}

function method(summary: TrafficSummary, { scenario, map }: ReportSubject): Markup {
  const { warmUpS, endS, stepS } = scenario;
  const entries: readonly (readonly [string, string])[] = [
    ...subjectEntries({ scenario, map }),
    ['Runs', `Seeds ${summary.seeds.join(', ')}; programme version ${summary.version}, step ${stepS} s.`],
    ['Window', `Trips that ended from ${decimal(warmUpS, 0)} s to ${decimal(endS, 0)} s, the end of the run.`],
    [
      'Safety',
      'A monitor written against the rules and apart from the controllers watches every lamp of every run. One violation fails the run.',
    ],
  ];
  return html`<dl>${entries.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
}
