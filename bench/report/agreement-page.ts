import { html, type Markup } from '../../src/report/markup.ts';
import { unit } from '../../src/report/scale.ts';
import type { CaseRuns, Comparison } from '../agreement/comparison.ts';
import type { ComparedCase } from '../agreement/run-case.ts';
import type { Observation } from '../observation.ts';
import { geh } from '../statistics/geh.ts';
import { meanOf } from '../statistics/spread.ts';
import { type Axes, axesTo, chart, polyline } from './chart.ts';
import { type TableData, tableMarkup } from './table-data.ts';

/** One page that needs nothing else: the tables, and per case link volumes, travel times by route and arrivals. */
export function agreementPage(cases: readonly ComparedCase[], tables: readonly TableData[], credits: readonly string[]): string {
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><title>Agreement with SUMO</title><style>${STYLE}</style></head><body>
<h1>Agreement with SUMO</h1>
<p>The same networks and demand in Clearway (<span class="ours">blue</span>) and SUMO (<span class="sumo">orange, dashed</span>). Travel times run from when a vehicle wanted to depart.</p>
${tables.map(tableMarkup)}
${cases.map(({ runs, comparison }) => html`<h2>${comparison.name}</h2><div class="charts">${volumes(comparison)}${routeTimes(runs)}${arrivals(runs)}</div>`)}
<p class="credits">${credits.map((credit) => html`${credit}<br>`)}</p></body></html>`.text
  }\n`;
}

/** Hourly volume of every link, ours over SUMO's; hollow where GEH is 5 or more. */
function volumes({ links, gehShare }: Comparison): Markup {
  const high = 1.05 * Math.max(...links.flatMap(({ ours, sumo }) => [ours.vehicles, sumo.vehicles]));
  const axes = axesTo(high, high);
  const dots = links.map(({ link, ours, sumo }) => {
    const name = geh(ours.vehicles, sumo.vehicles) < 5 ? 'good' : 'apart';
    return dot(
      name,
      sumo.vehicles,
      ours.vehicles,
      axes,
      `${link}: ${ours.vehicles.toFixed(1)} ours, ${sumo.vehicles.toFixed(1)} SUMO`,
    );
  });
  const title = `Vehicles per link: GEH < 5 on ${(gehShare * 100).toFixed(1)} % of ${links.length} links`;
  return chart(title, axes, 'SUMO, veh', 'ours, veh', [diagonal(axes), ...dots]);
}

/** Mean travel time of every route that both sides completed, ours over SUMO's; the dot's area is its number of trips. */
function routeTimes({ ours, sumo }: CaseRuns): Markup {
  const ourTimes = timesByRoute(ours);
  const sumoTimes = timesByRoute(sumo);
  const routes = [...ourTimes].flatMap(([route, times]) => {
    const others = sumoTimes.get(route);
    return others === undefined
      ? []
      : [{ route, oursS: meanOf(times), sumoS: meanOf(others), trips: times.length / ours.length }];
  });
  const high = 1.05 * Math.max(1, ...routes.flatMap(({ oursS, sumoS }) => [oursS, sumoS]));
  const axes = axesTo(high, high);
  const dots = routes.map(({ route, oursS, sumoS, trips }) =>
    dot('good', sumoS, oursS, axes, `${route}: ${oursS.toFixed(1)} s ours, ${sumoS.toFixed(1)} s SUMO`, 1 + Math.sqrt(trips)),
  );
  return chart(`Mean travel time per route (${routes.length} routes)`, axes, 'SUMO, s', 'ours, s', [diagonal(axes), ...dots]);
}

/** Trips completed over time, of the first seed. */
function arrivals({ run, ours, sumo }: CaseRuns): Markup {
  const ourTrips = arrivalsOf(ours[0]);
  const sumoTrips = arrivalsOf(sumo[0]);
  const axes = axesTo(run.endS - run.beginS, 1.05 * Math.max(ourTrips.length, sumoTrips.length));
  const steps = (arrived: readonly number[]) => arrived.map((atS, i): readonly [number, number] => [atS, i + 1]);
  return chart('Trips completed, first seed', axes, 's', 'trips', [
    polyline('ours', steps(ourTrips), axes),
    polyline('sumo', steps(sumoTrips), axes),
  ]);
}

function dot(name: string, x: number, y: number, axes: Axes, title: string, radius = 3): Markup {
  return html`<circle class="${name}" cx="${unit(axes.x(x))}" cy="${unit(axes.y(y))}" r="${unit(radius)}"><title>${title}</title></circle>`;
}

function diagonal(axes: Axes): Markup {
  const { low, high } = axes.x;
  const ends = [low, high].map((value): readonly [number, number] => [value, value]);
  return polyline('diagonal', ends, axes);
}

function timesByRoute(observations: readonly Observation[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>();
  for (const { route, wantedS, arrivedS } of observations.flatMap(({ trips }) => trips)) {
    if (arrivedS === undefined) continue;
    const key = route.join(' ');
    const known = times.get(key);
    if (known === undefined) times.set(key, [arrivedS - wantedS]);
    else known.push(arrivedS - wantedS);
  }
  return times;
}

function arrivalsOf(observation: Observation | undefined): readonly number[] {
  return (observation?.trips ?? []).flatMap(({ arrivedS }) => (arrivedS === undefined ? [] : [arrivedS])).sort((a, b) => a - b);
}

const STYLE = `
:root{--ours:#0072b2;--sumo:#d55e00}
body{font:15px/1.5 system-ui,"Noto Sans",sans-serif;max-width:1340px;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
.scroll{overflow-x:auto;margin-top:1.5rem}.note{font-size:13px;color:#59636e;margin:.4em 0;max-width:90ch}
table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums}th,td{padding:.3em .7em;text-align:right;border-bottom:1px solid #e3e6ea;white-space:nowrap}
thead th{vertical-align:bottom;white-space:normal;color:#59636e}th:first-child{text-align:left}tbody th.beneath{font-weight:400;padding-left:1.8em}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:1rem}
figure{margin:0}figcaption{font-weight:600}
svg{width:100%;height:auto}svg text{font-size:11px;fill:#59636e}svg .axis{font-size:12px;fill:#1b1f24}
.grid{stroke:#e3e6ea}.curve{fill:none;stroke-width:2}.curve.ours{stroke:var(--ours)}.curve.sumo{stroke:var(--sumo);stroke-dasharray:6 3}
.curve.diagonal{stroke:#8c959f;stroke-width:1}
.good{fill:var(--ours);fill-opacity:.45}.apart{fill:none;stroke:var(--sumo);stroke-width:1.6}
span.ours{color:var(--ours);font-weight:600}span.sumo{color:var(--sumo);font-weight:600}
.credits{color:#59636e;font-size:13px}
`;
