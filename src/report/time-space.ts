import { seenTimeS } from '../experiment/drive.ts';
import type { AmbulanceRun, JunctionTrace } from '../experiment/run-result.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { ArmView } from './arm-view.ts';
import { decimal, minutes } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { linear, minuteTicks, type Scale, unit } from './scale.ts';

const WIDTH = 600;
const HEIGHT = 470;
const PLOT = { right: 588, top: 12, bottom: 430 };
/** Left of the plot stand the junctions' names: as wide as the longest, up to so many characters. */
const NAME = { leastLeft: 46, charWidth: 7.2, mostChars: 22 };
/** Junction names closer than this are left out. */
const LABEL_GAP = 11;

/** Scales shared by all arms' diagrams, so that they can be compared. Time counts from the ambulance's departure. */
export interface TimeSpaceScales {
  readonly x: Scale;
  readonly y: Scale;
  /** Where the plot begins. */
  readonly left: number;
}

export function timeSpaceScales(runs: readonly AmbulanceRun[]): TimeSpaceScales {
  const longestS = Math.max(60, ...runs.map(seenTimeS));
  const lengthM = Math.max(1, ...runs.map((run) => run.trace.routeLengthM));
  const names = runs.flatMap(({ trace }) => trace.junctions.map(({ junction }) => shortName(junction).length));
  const left = Math.max(NAME.leastLeft, 10 + NAME.charWidth * Math.max(0, ...names));
  return { x: linear(0, longestS * 1.02, left, PLOT.right), y: linear(0, lengthM, PLOT.bottom, PLOT.top), left };
}

/** Time-space diagram of one run: signals at the stop bars, queues below them, the ambulance's path. */
export function timeSpaceDiagram(arm: ArmView, run: AmbulanceRun, scales: TimeSpaceScales): Markup {
  const { trace } = run;
  const startS = trace.path[0]?.[0] ?? 0;
  const endS = startS + seenTimeS(run);
  const title = `${arm.label}: ${driveText(run)}, ${run.junctionsOnGreen} of ${run.junctionsOnRoute} junctions on green`;
  return html`<figure class="chart">
<figcaption><b class="key ${arm.mark}">${arm.label}</b> <span>${driveText(run)} · ${run.junctionsOnGreen} of ${run.junctionsOnRoute} on green · ${run.stops} ${run.stops === 1 ? 'stop' : 'stops'}</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${timeAxis(scales)}
${trace.junctions.flatMap((junction) => queueArea(junction, scales, startS, endS))}
${trace.junctions.map((junction) => stopBar(junction, scales, startS, endS))}
${labels(trace.junctions, scales)}
${pathLine(run, scales, startS, 'path-halo')}
${pathLine(run, scales, startS, 'path')}
${cutOffMark(run, scales)}
</svg></div>
</figure>`;
}

/** The runs' paths in one diagram, each with its time at its end. */
export function pathsOverlay(arms: readonly ArmView[], scales: TimeSpaceScales, floorS: number): Markup {
  const drawn = arms.flatMap((arm) => (arm.drawn === undefined ? [] : [{ arm, run: arm.drawn }]));
  const lengthM = scales.y.high;
  const junctions = drawn[0]?.run.trace.junctions ?? [];
  const raised = 58;
  const ends = drawn.map(({ arm, run }) => ({
    x: scales.x(seenTimeS(run)),
    y: run.drive.kind === 'arrived' ? PLOT.top : scales.y(run.drive.alongM),
    text: `${arm.label} ${driveText(run)}`,
    mark: arm.mark,
  }));
  ends.push({ x: scales.x(floorS), y: PLOT.top, text: `alone, all green ${minutes(floorS)}`, mark: 'floor' });
  return html`<figure class="chart overlay"><div class="scroll">
<svg viewBox="0 ${-raised} ${WIDTH} ${HEIGHT + raised}" role="img" aria-label="Paths of the ambulance in all arms">
${timeAxis(scales)}
${junctions.map((j) => html`<path class="bar" d="M${unit(scales.left)} ${unit(scales.y(j.distanceM))}H${PLOT.right}"/>`)}
${labels(junctions, scales)}
<path class="line floor" d="M${unit(scales.x(0))} ${unit(scales.y(0))}L${unit(scales.x(floorS))} ${unit(scales.y(lengthM))}"/>
${drawn.map(({ arm, run }) => pathLine(run, scales, run.trace.path[0]?.[0] ?? 0, `line ${arm.mark}`))}
${endLabels(ends, scales.left)}
</svg></div></figure>`;
}

/** Where a path ends, and what is said of it. */
interface PathEnd {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly mark: string;
}

/** Labels above the plot; one that would run into its neighbour moves a row up. */
function endLabels(ends: readonly PathEnd[], left: number): Markup[] {
  const rowEnds: number[] = [];
  const placed = ends
    .toSorted((a, b) => a.x - b.x)
    .map(({ x, y: endY, text, mark }) => {
      const halfWidth = text.length * 3.1;
      const centre = Math.min(Math.max(x, left + halfWidth), PLOT.right - halfWidth);
      const free = rowEnds.findIndex((end) => end + 8 < centre - halfWidth);
      const row = free < 0 ? rowEnds.length : free;
      rowEnds[row] = centre + halfWidth;
      return { x, endY, text, mark, centre, y: PLOT.top - 10 - row * 15 };
    });
  return [
    ...placed.map(({ x, y, endY }) => html`<path class="leader" d="M${unit(x)} ${unit(endY)}V${y + 3}"/>`),
    ...placed.map(
      ({ x, y, endY, text, mark, centre }) =>
        html`<circle class="end ${mark}" cx="${unit(x)}" cy="${unit(endY)}" r="3.5"/><text class="end-label ${mark}" x="${unit(centre)}" y="${y}" text-anchor="middle">${text}</text>`,
    ),
  ];
}

/** `11 min 42 s`; of one that did not arrive, in how long it did not. */
function driveText(run: AmbulanceRun): string {
  return run.drive.kind === 'arrived' ? minutes(run.drive.timeS) : `not arrived in ${minutes(run.limitS)}`;
}

/** A cross where the end of the run found an ambulance that has not arrived. */
function cutOffMark(run: AmbulanceRun, { x, y }: TimeSpaceScales): Markup | undefined {
  if (run.drive.kind === 'arrived') return undefined;
  const at = `${unit(x(run.limitS))} ${unit(y(run.drive.alongM))}`;
  return html`<path class="path" d="M${at}m-5 -5l10 10m0 -10l-10 10"><title>not arrived: here at the end of the run</title></path>`;
}

function timeAxis({ x, y }: TimeSpaceScales): Markup {
  const marks = minuteTicks(x.high, 9);
  return html`${marks.map((s) => html`<path class="grid" d="M${unit(x(s))} ${PLOT.top}V${PLOT.bottom}"/><text class="tick" x="${unit(x(s))}" y="${PLOT.bottom + 16}" text-anchor="middle">${s / 60}</text>`)}
<text class="axis" x="${PLOT.right}" y="${PLOT.bottom + 33}" text-anchor="end">minutes since the ambulance departed</text>
<text class="axis" x="4" y="${PLOT.bottom + 33}">junctions by distance, ${decimal(y.high / 1000, 1)} km in all</text>`;
}

function labels(junctions: readonly JunctionTrace[], { y, left }: TimeSpaceScales): Markup[] {
  let last = Number.POSITIVE_INFINITY;
  return junctions.flatMap((junction) => {
    const at = y(junction.distanceM);
    if (last - at < LABEL_GAP) return [];
    last = at;
    return [
      html`<text class="tick" x="${unit(left - 5)}" y="${unit(at + 3.5)}" text-anchor="end">${shortName(junction.junction)}${shortName(junction.junction) === junction.junction ? undefined : html`<title>${junction.junction}</title>`}</text>`,
    ];
  });
}

function shortName(name: string): string {
  return name.length <= NAME.mostChars ? name : `${name.slice(0, NAME.mostChars - 1)}…`;
}

function stopBar(junction: JunctionTrace, { x, y }: TimeSpaceScales, startS: number, endS: number): Markup {
  const strokes = new Map<Lamp, string>();
  const at = unit(y(junction.distanceM));
  junction.lamps.forEach(({ fromS, lamp }, i) => {
    const from = Math.max(fromS, startS);
    const to = Math.min(junction.lamps[i + 1]?.fromS ?? endS, endS);
    if (to > from) strokes.set(lamp, `${strokes.get(lamp) ?? ''}M${unit(x(from - startS))} ${at}H${unit(x(to - startS))}`);
  });
  return html`<g><title>${junction.junction} ${junction.name}, ${decimal(junction.distanceM, 0)} m: ${junction.passedOnGreen ? 'passed on green' : 'not passed on green'}</title>${[...strokes].map(([lamp, d]) => html`<path class="lamp ${lamp}" d="${d}"/>`)}</g>`;
}

function queueArea(junction: JunctionTrace, { x, y }: TimeSpaceScales, startS: number, endS: number): Markup[] {
  const points = junction.queue.filter(([s]) => s >= startS && s <= endS);
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.every(([, m]) => m === 0)) return [];
  const bar = unit(y(junction.distanceM));
  const edge = points
    .filter(([, m], i) => m !== points[i - 1]?.[1] || m !== points[i + 1]?.[1])
    .map(([s, m]) => `L${unit(x(s - startS))} ${unit(y(Math.max(0, junction.distanceM - m)))}`);
  return [
    html`<path class="queue" d="M${unit(x(first[0] - startS))} ${bar}${edge.join('')}L${unit(x(last[0] - startS))} ${bar}Z"/>`,
  ];
}

function pathLine(run: AmbulanceRun, { x, y }: TimeSpaceScales, startS: number, style: string): Markup {
  let lastX = Number.NEGATIVE_INFINITY;
  const { path } = run.trace;
  const d = path.flatMap(([s, m], i) => {
    const at = x(s - startS);
    if (s > startS + seenTimeS(run) || (at - lastX < 0.7 && i !== path.length - 1)) return [];
    lastX = at;
    return [`${unit(at)} ${unit(y(m))}`];
  });
  return html`<path class="${style}" d="M${d.join('L')}"/>`;
}
