import { html, type Markup } from '../../src/report/markup.ts';
import { unit } from '../../src/report/scale.ts';
import type { TraceFigures } from '../matching/anthem.ts';
import type { ConditionFigures } from '../matching/measure.ts';
import type { MapPicture } from '../matching/picture.ts';
import type { MatchedTrace, RealTraces } from '../matching/real-traces.ts';
import type { MapFigures } from '../matching/results.ts';
import { matchingCells } from './matching-cells.ts';

const WIDTH = 1000;

/** One page that needs nothing else: what came out per network and condition, and the recorded traces. */
export function matchingPage(
  maps: readonly MapFigures[],
  traces: RealTraces,
  rules: readonly string[],
  credits: readonly string[],
): string {
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><title>Map matching</title><style>${STYLE}</style></head><body>
<h1>Map matching</h1>
<ul>${rules.map((rule) => html`<li>${rule}</li>`)}</ul>
${maps.map(mapPart)}
<h2>Recorded traces</h2>
${traces.matched.map(matchedPart)}
${traces.bare.map(barePart)}
<p class="credits">${credits.map((credit) => html`${credit}<br>`)}</p></body></html>`.text
  }\n`;
}

function mapPart({ map, links, seeds, conditions, speed }: MapFigures): Markup {
  const rates = Object.entries(speed.fixesPerS).map(
    ([sigma, rate]) => `sigma ${sigma} m ${Math.round(rate).toLocaleString('en')}`,
  );
  return html`<h2>${map}</h2>
<p>${links.toLocaleString('en')} links; ${conditions[0]?.trips ?? 0} trips, seeds ${seeds.first} to ${seeds.last}. Fixes per second of processor time: ${rates.join(', ')}.</p>
<div class="scroll"><table><thead><tr><th>noise</th><th>route</th><th>gaps, s</th><th>fixes</th><th>right directed link, %</th><th>within a sigma of the boundary either, %</th><th>before / behind on its way, %</th><th>opposite, %</th><th>beside, %</th><th>error along, m</th><th>within 2 sigma stated, %</th><th>bars crossed</th><th>passed falsely</th><th>missed 10 s</th><th>told after, p50 / p95 s</th><th>leaving noticed in 8 s, %</th><th>in 8 s of being 15 m from the planned roads, %</th><th>p50 / p95 / max s</th><th>false alarms per h</th></tr></thead>
<tbody>${conditions.map(row)}</tbody></table></div>`;
}

function row(figures: ConditionFigures): Markup {
  const { sigmaM, kind } = figures.condition;
  return html`<tr><th>${sigmaM} m ${kind}</th>${matchingCells(figures).map((cell) => html`<td>${cell}</td>`)}</tr>`;
}

function matchedPart(trace: MatchedTrace): Markup {
  return html`<h3>${trace.name}</h3>
<p>${trace.fixes} fixes, ${trace.refused} refused. Breaks as told at each fix: ${trace.breaksOnline}; seen from the end: ${trace.breaksSmoothed}. At ${trace.sameOnline} fixes the link told at the time is the one seen from the end. The way has ${trace.links} links; of the ${trace.theirs} that the data's own matcher found it shares ${trace.shared}. The truth is not known. Speed and heading are not in the data and were made from the positions.</p>
${mapPlot(trace.picture)}`;
}

/** Roads grey, the way matched blue, each fix as a dot and tied to its place on the road. */
function mapPlot({ roads, fixes, matched }: MapPicture): Markup {
  const { at, width, height } = projection(fixes);
  const ties = fixes.map((fix, i) => line('tie', [at(fix), at(matched[i]!)]));
  return html`<figure><svg viewBox="0 0 ${unit(width)} ${unit(height)}" style="max-width:${unit(width)}px" role="img" aria-label="matched trace">${roads.map((road) => line('road', road.map(at)))}${line('way', matched.map(at))}${ties}${fixes.map((fix) => dot(at(fix)))}</svg></figure>`;
}

function barePart(trace: TraceFigures): Markup {
  const { at, width, height } = projection(trace.parts.flat());
  return html`<h3>${trace.name}</h3>
<p>No road network comes with this trace, so nothing was matched. ${trace.messages} messages at 10 Hz, ${trace.repeated} of them repeated or of no later time; ${trace.silences} silences of more than a second, the longest ${trace.longestSilenceS.toFixed(1)} s or, since the time tells no minutes, some minutes more; the line is broken there. From where speed and heading lead within a second the position a second later lies ${trace.driftP50M.toFixed(2)} m (median) and ${trace.driftP95M.toFixed(2)} m (95 %) away, turning included: such a receiver's error hardly changes from fix to fix.</p>
<figure><svg viewBox="0 0 ${unit(width)} ${unit(height)}" style="max-width:${unit(width)}px" role="img" aria-label="trace">${trace.parts.map((part) => line('way', part.map(at)))}</svg></figure>`;
}

type Pixel = readonly [number, number];

function projection(points: readonly (readonly [number, number])[]): {
  at: (point: readonly [number, number]) => Pixel;
  width: number;
  height: number;
} {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min((WIDTH - 40) / ((east - west) * narrow), 600 / (north - south));
  const [width, height] = [Math.max(200, (east - west) * narrow * scale + 40), Math.max(60, (north - south) * scale + 40)];
  return { at: ([lon, lat]) => [20 + (lon - west) * narrow * scale, 20 + (north - lat) * scale], width, height };
}

function line(name: string, points: readonly Pixel[]): Markup {
  return html`<path class="${name}" d="${points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${unit(x)} ${unit(y)}`).join('')}"/>`;
}

function dot([x, y]: Pixel): Markup {
  return html`<circle cx="${unit(x)}" cy="${unit(y)}" r="3.4"/>`;
}

const STYLE = `
:root{--ours:#0072b2;--fix:#d55e00}
body{font:15px/1.5 system-ui,"Noto Sans",sans-serif;max-width:1340px;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
li,p{max-width:100ch}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:12.5px;font-variant-numeric:tabular-nums}
th,td{padding:.3em .5em;border-bottom:1px solid #e3e6ea;text-align:right}thead th{vertical-align:bottom;color:#59636e}tbody th{white-space:nowrap;text-align:left}td{white-space:nowrap}
figure{margin:0;background:#f6f7f9}svg{width:100%;height:auto;display:block}
.road{fill:none;stroke:#c3c9d0;stroke-width:2}.way{fill:none;stroke:var(--ours);stroke-width:4;stroke-linejoin:round;stroke-opacity:.75}.tie{stroke:var(--fix);stroke-width:1.2}
circle{fill:var(--fix)}.credits{color:#59636e;font-size:13px}
`;
