import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { ArmResult, CostAxis, SettingResult } from '../../evaluation/result.ts';
import type { Figure } from '../../experiment/summary.ts';
import { decimal } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { linear, ticks, unit } from '../scale.ts';
import { FAMILY_MARK } from './arm-marks.ts';
import { placeLabels } from './label-places.ts';

const WIDTH = 600;
const HEIGHT = 420;
const PLOT = { left: 58, right: 586, top: 18, bottom: 372 };
/** The bound may cost so many times what the others do that it would press them together: then it stands at the edge, with its cost. */
const FAR_FACTOR = 2;

/** Of the range of the points, left free around them. */
const MARGIN = 0.12;

interface Drawn {
  readonly arm: EvaluatedArm;
  readonly timeS: Figure;
  readonly cost: Figure;
  /** Beyond the right edge. */
  readonly far: boolean;
}

const AXES: Readonly<Record<CostAxis, { readonly title: string; readonly label: string; readonly digits: number }>> = {
  othersVehH: { title: 'Time against cost to all others', label: 'time lost by all others, vehicle-hours added', digits: 1 },
  crossPct: { title: 'Time against cost to cross streets', label: 'time lost on cross streets, % added', digits: 1 },
};

/** Every arm as a point: what it costs, and the time it gives, with 95 % intervals both ways; down and left is better. */
export function frontPlot(setting: SettingResult, arms: readonly EvaluatedArm[], axis: CostAxis): Markup {
  const drawn = drawnArms(setting, arms, axis);
  const near = drawn.filter(({ far }) => !far);
  const costs = near.map(({ cost }) => cost.mean);
  const times = drawn.map(({ timeS }) => timeS.mean);
  const floorS = setting.floorS.mean;
  const [low, high] = [Math.min(0, ...costs), Math.max(1, ...costs)];
  const [fastest, slowest] = [Math.min(floorS, ...times), Math.max(floorS * 1.1, ...times)];
  const x = linear(low - (high - low) * MARGIN, high + (high - low) * MARGIN, PLOT.left, PLOT.right);
  const y = linear(fastest - (slowest - fastest) * MARGIN, slowest + (slowest - fastest) * MARGIN, PLOT.bottom, PLOT.top);
  const at = ({ timeS, cost, far }: Drawn): { x: number; y: number } => ({
    x: far ? PLOT.right - 6 : x(cost.mean),
    y: y(timeS.mean),
  });
  const { title, label, digits } = AXES[axis];
  const placed = placeLabels(
    drawn.map((one) => ({ ...at(one), text: one.far ? `${one.arm.label} (${decimal(one.cost.mean, 0)}) →` : one.arm.label })),
    { left: PLOT.left, right: WIDTH, top: PLOT.top, bottom: y(floorS) },
  );
  const line = (isOnIt: (arm: EvaluatedArm) => boolean, style: string): Markup | undefined =>
    path(near.filter(({ arm }) => isOnIt(arm)).map(at), style);
  return html`<figure class="chart"><figcaption><b>${title}</b> <span>down and left is better; bars are 95 % intervals</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${setting.title}">
${ticks(x.low, x.high, 8).map((v) => html`<path class="grid" d="M${unit(x(v))} ${PLOT.top}V${PLOT.bottom}"/><text class="tick" x="${unit(x(v))}" y="${PLOT.bottom + 16}" text-anchor="middle">${v > 0 ? '+' : ''}${decimal(v, Number.isInteger(v) ? 0 : digits)}</text>`)}
${ticks(y.low, y.high, 7).map((v) => html`<path class="grid" d="M${PLOT.left} ${unit(y(v))}H${PLOT.right}"/><text class="tick" x="${PLOT.left - 6}" y="${unit(y(v) + 4)}" text-anchor="end">${decimal(v, 0)}</text>`)}
<text class="axis" x="${PLOT.right}" y="${PLOT.bottom + 36}" text-anchor="end">${label}</text>
<text class="axis" x="4" y="12">ambulance, s</text>
<path class="line floor" d="M${PLOT.left} ${unit(y(floorS))}H${PLOT.right}"/><text class="end-label floor" x="${PLOT.right}" y="${unit(y(floorS) + 15)}" text-anchor="end">alone on all green ${decimal(floorS, 0)}</text>
${line(({ strategy }) => strategy.kind === 'fixed-eta', 'line thin trigger-0')}${line(({ family }) => family === 'none' || family === 'ours', 'line ours')}
${near.map((one) => bars(one, at(one), x, y))}
${drawn.map((one) => point(one, at(one)))}
${placed.map(({ at: place, text }, i) => html`<text class="end-label ${FAMILY_MARK[(drawn[i] as Drawn).arm.family]}" x="${unit(place.x)}" y="${unit(place.y)}" text-anchor="${place.anchor}">${text}</text>`)}
</svg></div></figure>`;
}

function drawnArms(setting: SettingResult, arms: readonly EvaluatedArm[], axis: CostAxis): readonly Drawn[] {
  const all = arms.flatMap((arm) => {
    const result = setting.arms[arm.name];
    return result === undefined ? [] : [{ arm, timeS: result.timeS, cost: costOf(result, axis) }];
  });
  const most = Math.max(0, ...all.filter(({ arm }) => arm.family !== 'bound').map(({ cost }) => cost.mean));
  return all.map((one) => ({ ...one, far: one.arm.family === 'bound' && one.cost.mean > FAR_FACTOR * Math.max(1, most) }));
}

function costOf(arm: ArmResult, axis: CostAxis): Figure {
  return axis === 'othersVehH' ? arm.othersVehH : arm.crossLossPct;
}

/** Intervals of few seeds may be wider than the picture. */
function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function ends({ mean, ci95 }: Figure): readonly number[] {
  return [mean - (ci95 ?? 0), mean + (ci95 ?? 0)];
}

/** Through the points in their order, which is that of leads and urgencies. */
function path(points: readonly { x: number; y: number }[], style: string): Markup | undefined {
  if (points.length < 2) return undefined;
  const d = points.map((p) => `${unit(p.x)} ${unit(p.y)}`);
  return html`<path class="${style}" d="M${d.join('L')}"/>`;
}

function bars(
  { arm, timeS, cost }: Drawn,
  at: { x: number; y: number },
  x: (v: number) => number,
  y: (v: number) => number,
): Markup {
  const [left = 0, right = 0] = ends(cost).map((v) => within(x(v), PLOT.left, PLOT.right));
  const [bottom = 0, top = 0] = ends(timeS).map((v) => within(y(v), PLOT.top, PLOT.bottom));
  return html`<path class="bars ${FAMILY_MARK[arm.family]}" d="M${unit(left)} ${unit(at.y)}H${unit(right)}M${unit(at.x)} ${unit(bottom)}V${unit(top)}"/>`;
}

function point({ arm, timeS, cost }: Drawn, { x, y }: { x: number; y: number }): Markup {
  const told = html`<title>${arm.label}: ${decimal(timeS.mean, 0)} s at ${decimal(cost.mean, 1)}</title>`;
  const mark = FAMILY_MARK[arm.family];
  const [cx, cy] = [unit(x), unit(y)];
  if (arm.family === 'ours') return html`<path class="point ${mark}" d="M${cx} ${unit(y - 7)}l7 7l-7 7l-7 -7Z">${told}</path>`;
  if (arm.family === 'fixed') return html`<circle class="point ${mark}" cx="${cx}" cy="${cy}" r="4.5">${told}</circle>`;
  if (arm.family === 'none') return html`<path class="arrow ${mark}" d="M${cx} ${cy}m-5 -5l10 10m0 -10l-10 10">${told}</path>`;
  if (arm.family === 'aware') return html`<path class="point ${mark}" d="M${cx} ${unit(y - 6)}l6 10.5h-12Z">${told}</path>`;
  return html`<rect class="point ${mark}" x="${unit(x - 5)}" y="${unit(y - 5)}" width="10" height="10">${told}</rect>`;
}
