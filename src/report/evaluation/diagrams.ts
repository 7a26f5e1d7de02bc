import type { SettingResult } from '../../evaluation/result.ts';
import type { AmbulanceRun } from '../../experiment/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type ArmView, armViews } from '../arm-view.ts';
import { html, Markup } from '../markup.ts';
import { PAGE_STYLE } from '../page-style.ts';
import { pathsOverlay, timeSpaceDiagram, timeSpaceScales } from '../time-space.ts';
import { TIME_SPACE_LEGEND } from '../time-space-legend.ts';

/** More paths than this in one picture are not told apart. */
const OVERLAID = 4;

/** `diagrams.html` of a setting: time and space of the first ambulance under every arm, on the first seed. */
export function renderDiagrams(result: SettingResult, drives: readonly AmbulanceRun[], scenario: Scenario): string {
  const arms = armViews({ ...result, format: 'clearway-summary/1' }, drives, scenario);
  const drawn = arms.flatMap((arm) => (arm.drawn === undefined ? [] : [{ arm, run: arm.drawn }]));
  const scales = timeSpaceScales(drawn.map(({ run }) => run));
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${result.title} – time and space</title>
<style>${new Markup(PAGE_STYLE)}</style></head>
<body><main>
<p class="kicker">${result.title}</p>
<h1>The same drive under each arm</h1>
<p>Seed ${result.seeds[0] ?? ''}${result.ambulances > 1 ? ', the first ambulance' : ''}: it departs at the same second into the same traffic. The steeper the line, the faster it drives. <a href="../report.html#${result.scenario}">All figures of this setting</a></p>
${pathsOverlay(overlaid(arms), scales, result.floorS.perSeed[0] ?? result.floorS.mean)}
<h2>Signals, queues and the ambulance’s way</h2>
<p>Time runs to the right, the route upwards; all diagrams have the same scales. Each line across is a stop bar and shows the light for the ambulance’s direction; the shade below it is the queue before that stop bar.</p>
<ul class="legend">${TIME_SPACE_LEGEND}</ul>
<div class="multiples">${drawn.map(({ arm, run }) => timeSpaceDiagram(arm, run, scales))}</div>
</main></body></html>
`;
  return page.text;
}

/** No priority, the fastest of the others and ours: first and last of each, as many as can be told apart. */
function overlaid(arms: readonly ArmView[]): readonly ArmView[] {
  const baseline = arms.filter(({ role }) => role === 'baseline');
  const ours = arms.filter(({ role }) => role === 'ours').slice(-1);
  const fastest = arms
    .filter(({ role, summary }) => role === 'trigger' && summary.ambulanceTimeS.mean !== null)
    .toSorted((a, b) => (a.summary.ambulanceTimeS.mean ?? 0) - (b.summary.ambulanceTimeS.mean ?? 0))
    .slice(0, OVERLAID - baseline.length - ours.length);
  return arms.filter((arm) => baseline.includes(arm) || ours.includes(arm) || fastest.includes(arm));
}
