import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { ArmResult, CostAxis, SettingResult } from '../../evaluation/result.ts';
import type { Figure } from '../../experiment/summary.ts';
import { decimal } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { linear, type Scale, ticks, unit } from '../scale.ts';
import { FAMILY_MARK } from './arm-marks.ts';
import { placeLabels } from './label-places.ts';

const WIDTH = 600;
const HEIGHT = 420;
const PLOT = { left: 58, right: 586, top: 18, bottom: 372 };
/** The bound may cost so many times what the others do that it would press them together: then it stands at the edge, with its cost. */
const FAR_FACTOR = 2;

/** Of the range of the points, left free around them. */
const MARGIN = 0.12;

/** No priority may take so much longer, in ranges of the others, that it would press them together: then it stands at the edge too. */
const FAR_RANGES = 0.6;
/** Points nearer to each other than this share a label. */
const TOGETHER = 5;
/** A label further from its point than this is led to it by a line. */
const LED = 24;

interface Drawn {
  readonly arm: EvaluatedArm;
  readonly timeS: Figure;
  readonly cost: Figure;
  /** Beyond the right or the upper edge. */
  readonly far: 'right' | 'up' | undefined;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const AXES: Readonly<Record<CostAxis, { readonly title: string; readonly label: string; readonly digits: number }>> = {
  othersVehH: { title: 'Time against cost to all others', label: 'time lost by all others, vehicle-hours added', digits: 1 },
  crossPct: { title: 'Time against cost to cross streets', label: 'time lost on cross streets, % added', digits: 1 },
};

/** Every arm as a point: what it costs, and the time it gives, with 95 % intervals both ways; down and left is better. */
export function frontPlot(setting: SettingResult, arms: readonly EvaluatedArm[], axis: CostAxis): Markup {
  const drawn = drawnArms(setting, arms, axis);
  const floorS = setting.floorS.mean;
  const x = scaleOf([0, 1, ...drawn.flatMap(({ cost, far }) => (far === 'right' ? [] : [cost.mean]))], PLOT.left, PLOT.right);
  const y = scaleOf(
    [floorS, floorS * 1.1, ...drawn.flatMap(({ timeS, far }) => (far === 'up' ? [] : [timeS.mean]))],
    PLOT.bottom,
    PLOT.top,
  );
  const placeOf = ({ timeS, cost }: Drawn): Place => ({ x: x(cost.mean), y: y(timeS.mean) });
  const at = (one: Drawn): Place => {
    const place = placeOf(one);
    return { x: one.far === 'right' ? PLOT.right - 8 : place.x, y: one.far === 'up' ? PLOT.top + 8 : place.y };
  };
  const line = (isOnIt: (arm: EvaluatedArm) => boolean, style: string): Markup | undefined =>
    path(drawn.filter(({ arm, far }) => far !== 'right' && isOnIt(arm)).map(placeOf), style);
  const { title, label, digits } = AXES[axis];
  const clip = `plot-${setting.scenario}-${axis}`;
  return html`<figure class="chart"><figcaption><b>${title}</b> <span>down and left is better; bars are 95 % intervals; line: the front of ours, dashed: fixed leads</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${setting.title}">
<clipPath id="${clip}"><rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom - PLOT.top}"/></clipPath>
${ticks(x.low, x.high, 8).map((v) => html`<path class="grid" d="M${unit(x(v))} ${PLOT.top}V${PLOT.bottom}"/><text class="tick" x="${unit(x(v))}" y="${PLOT.bottom + 16}" text-anchor="middle">${v > 0 ? '+' : ''}${decimal(v, Number.isInteger(v) ? 0 : digits)}</text>`)}
${ticks(y.low, y.high, 7).map((v) => html`<path class="grid" d="M${PLOT.left} ${unit(y(v))}H${PLOT.right}"/><text class="tick" x="${PLOT.left - 6}" y="${unit(y(v) + 4)}" text-anchor="end">${decimal(v, 0)}</text>`)}
<text class="axis" x="${PLOT.right}" y="${PLOT.bottom + 36}" text-anchor="end">${label}</text>
<text class="axis" x="4" y="12">ambulance, s</text>
<path class="line floor" d="M${PLOT.left} ${unit(y(floorS))}H${PLOT.right}"/><text class="end-label floor" x="${PLOT.right}" y="${unit(y(floorS) + 15)}" text-anchor="end">alone on all green ${decimal(floorS, 0)}</text>
<g clip-path="url(#${clip})">${line(({ strategy }) => strategy.kind === 'fixed-eta', 'line thin trigger-0')}${line(({ family }) => family === 'none' || family === 'ours', 'line ours')}
${drawn.filter(({ far }) => far === undefined).map((one) => bars(one, x, y))}</g>
${drawn.map((one) => point(one, at(one)))}
${labels(drawn, at, y(floorS))}
</svg></div></figure>`;
}

function scaleOf(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return linear(low - (high - low) * MARGIN, high + (high - low) * MARGIN, from, to);
}

/** One label for points that lie on each other. */
function labels(drawn: readonly Drawn[], at: (one: Drawn) => Place, bottom: number): readonly Markup[] {
  const clusters: { place: Place; arms: EvaluatedArm[]; text: string }[] = [];
  for (const one of drawn) {
    const place = at(one);
    const near = clusters.find((c) => Math.abs(c.place.x - place.x) < TOGETHER && Math.abs(c.place.y - place.y) < TOGETHER);
    const text = labelOf(one);
    if (near === undefined) clusters.push({ place, arms: [one.arm], text });
    else {
      near.arms.push(one.arm);
      near.text += `, ${text}`;
    }
  }
  const placed = placeLabels(
    clusters.map(({ place, text }) => ({ ...place, text })),
    { left: PLOT.left, right: WIDTH, top: PLOT.top, bottom },
  );
  return placed.map(({ x, y, at: where, text }, i) => {
    const families = new Set(clusters[i]?.arms.map(({ family }) => family));
    const [family] = families;
    const mark = families.size === 1 && family !== undefined ? FAMILY_MARK[family] : 'baseline';
    const led = Math.abs(where.y - y) > LED;
    const leader = led
      ? html`<path class="leader" d="M${unit(x)} ${unit(y)}L${unit(where.x)} ${unit(where.y - 4)}"/>`
      : undefined;
    return html`${leader}<text class="end-label ${mark}" x="${unit(where.x)}" y="${unit(where.y)}" text-anchor="${where.anchor}">${text}</text>`;
  });
}

function labelOf({ arm, timeS, cost, far }: Drawn): string {
  if (far === 'right') return `${arm.label} (+${decimal(cost.mean, 0)}) →`;
  return far === 'up' ? `${arm.label} (${decimal(timeS.mean, 0)} s) ↑` : arm.label;
}

function drawnArms(setting: SettingResult, arms: readonly EvaluatedArm[], axis: CostAxis): readonly Drawn[] {
  const all = arms.flatMap((arm) => {
    const result = setting.arms[arm.name];
    return result === undefined ? [] : [{ arm, timeS: result.timeS, cost: costOf(result, axis) }];
  });
  const most = Math.max(1, ...all.filter(({ arm }) => arm.family !== 'bound').map(({ cost }) => cost.mean));
  const times = all.filter(({ arm }) => arm.family !== 'none').map(({ timeS }) => timeS.mean);
  const slowest = Math.max(...times, setting.floorS.mean);
  const highest = slowest + FAR_RANGES * (slowest - setting.floorS.mean);
  const farOf = ({ arm: { family }, timeS, cost }: Omit<Drawn, 'far'>): Drawn['far'] => {
    if (family === 'bound' && cost.mean > FAR_FACTOR * most) return 'right';
    return family === 'none' && times.length > 0 && timeS.mean > highest ? 'up' : undefined;
  };
  return all.map((one) => ({ ...one, far: farOf(one) }));
}

function costOf(arm: ArmResult, axis: CostAxis): Figure {
  return axis === 'othersVehH' ? arm.othersVehH : arm.crossLossPct;
}

function ends({ mean, ci95 }: Figure): readonly number[] {
  return [mean - (ci95 ?? 0), mean + (ci95 ?? 0)];
}

/** Through the points in their order, which is that of leads and urgencies. */
function path(points: readonly Place[], style: string): Markup | undefined {
  if (points.length < 2) return undefined;
  const d = points.map((p) => `${unit(p.x)} ${unit(p.y)}`);
  return html`<path class="${style}" d="M${d.join('L')}"/>`;
}

function bars({ arm, timeS, cost }: Drawn, x: Scale, y: Scale): Markup {
  const [left = 0, right = 0] = ends(cost).map(x);
  const [bottom = 0, top = 0] = ends(timeS).map(y);
  return html`<path class="bars ${FAMILY_MARK[arm.family]}" d="M${unit(left)} ${unit(y(timeS.mean))}H${unit(right)}M${unit(x(cost.mean))} ${unit(bottom)}V${unit(top)}"/>`;
}

function point({ arm, timeS, cost }: Drawn, { x, y }: Place): Markup {
  const told = html`<title>${arm.label}: ${decimal(timeS.mean, 0)} s at ${decimal(cost.mean, 1)}</title>`;
  const mark = FAMILY_MARK[arm.family];
  const [cx, cy] = [unit(x), unit(y)];
  if (arm.family === 'ours') return html`<path class="point ${mark}" d="M${cx} ${unit(y - 7)}l7 7l-7 7l-7 -7Z">${told}</path>`;
  if (arm.family === 'fixed') return html`<circle class="point ${mark}" cx="${cx}" cy="${cy}" r="4.5">${told}</circle>`;
  if (arm.family === 'none') return html`<path class="arrow ${mark}" d="M${cx} ${cy}m-5 -5l10 10m0 -10l-10 10">${told}</path>`;
  if (arm.family === 'aware') return html`<path class="point ${mark}" d="M${cx} ${unit(y - 6)}l6 10.5h-12Z">${told}</path>`;
  return html`<rect class="point ${mark}" x="${unit(x - 5)}" y="${unit(y - 5)}" width="10" height="10">${told}</rect>`;
}
