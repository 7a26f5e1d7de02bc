import type { Figure } from '../experiment/summary.ts';
import type { ArmView } from './arm-view.ts';
import { type AnyFigure, decimal, signedWithInterval, withInterval } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { linear, ticks, unit } from './scale.ts';

const WIDTH = 600;
const LEFT = 108;
const RIGHT = 584;
const ROW = 40;

/** Ambulance time per arm: a dot per seed, the mean with its 95 % interval, and the floor that nobody can beat. */
export function timesChart(arms: readonly ArmView[], seeds: readonly number[], floorS: Figure): Markup {
  const values = arms.flatMap(({ summary: { ambulanceTimeS, notArrived } }) => [
    ...ambulanceTimeS.perSeed.map((s) => s ?? 0),
    upper(ambulanceTimeS),
    ...notArrived.map(({ limitS }) => limitS),
  ]);
  const x = linear(0, Math.max(60, ...values) * 1.04, LEFT, RIGHT);
  const bottom = 26 + arms.length * ROW;
  const cutOff = arms.some(({ summary }) => summary.notArrived.length > 0);
  const rows = arms.map((arm, i) => timesRow(arm, seeds, 26 + i * ROW + ROW / 2, x));
  return html`<figure class="chart"><figcaption><b>Ambulance time</b> <span>seconds; a dot per seed, bar = mean with 95 % interval${cutOff ? '; an arrow where it did not arrive in that time, and then no mean' : ''}</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-label="Ambulance time per arm and seed">
${ticks(0, x.high, 7).map((s) => html`<path class="grid" d="M${unit(x(s))} 26V${bottom}"/><text class="tick" x="${unit(x(s))}" y="${bottom + 17}" text-anchor="middle">${decimal(s, 0)}</text>`)}
<path class="line floor" d="M${unit(x(floorS.mean))} 20V${bottom}"/><text class="end-label floor" x="${unit(x(floorS.mean))}" y="14" text-anchor="middle">alone, all green ${decimal(floorS.mean, 0)}</text>
${rows}
</svg></div></figure>`;
}

function timesRow(arm: ArmView, seeds: readonly number[], y: number, x: (s: number) => number): Markup {
  const { ambulanceTimeS: figure, notArrived } = arm.summary;
  const dots = figure.perSeed.flatMap((s, i) =>
    s === null
      ? []
      : html`<circle class="dot ${arm.mark}" cx="${unit(x(s))}" cy="${y}" r="4.5"><title>seed ${seeds[i] ?? ''}: ${decimal(s, 0)} s</title></circle>`,
  );
  const arrows = notArrived.map(
    ({ seed, limitS }) =>
      html`<path class="arrow ${arm.mark}" d="M${unit(x(limitS))} ${y}m-6 -6l7 6l-7 6"><title>seed ${seed}: not arrived in ${decimal(limitS, 0)} s</title></path>`,
  );
  return html`<text class="row-label" x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${arm.label}</text>
${notArrived.length > 0 ? undefined : meanBar(arm, y, x)[0]}${dots}${arrows}${notArrived.length > 0 ? undefined : meanBar(arm, y, x)[1]}`;
}

/** Interval and mean, which are drawn beneath and above the dots. */
function meanBar({ mark, summary: { ambulanceTimeS: figure } }: ArmView, y: number, x: (s: number) => number): Markup[] {
  if (figure.mean === null) return [];
  const ci = figure.ci95 ?? 0;
  return [
    html`<path class="interval ${mark}" d="M${unit(x(figure.mean - ci))} ${y}H${unit(x(figure.mean + ci))}"/>`,
    html`<path class="mean ${mark}" d="M${unit(x(figure.mean))} ${y - 11}V${y + 11}"/>`,
  ];
}

/** What the time cost the others: ambulance time against cross-street loss; down and left is better. Undefined when no arm's ambulances all arrived. */
export function costChart(arms: readonly ArmView[]): Markup | undefined {
  const height = 26 + arms.length * ROW;
  const drawn = arms.flatMap((arm) => {
    const { mean } = arm.summary.ambulanceTimeS;
    return mean === null || arm.summary.notArrived.length > 0 ? [] : [{ arm, meanS: mean }];
  });
  if (drawn.length === 0) return undefined;
  const times = drawn.map(({ meanS }) => meanS);
  const losses = drawn.map(({ arm }) => arm.summary.crossLossPct.mean);
  const x = linear(0, Math.max(60, ...times) * 1.12, 60, RIGHT);
  const low = Math.min(0, ...losses);
  const y = linear(low, Math.max(low + 1, ...losses) * 1.12, height, 20);
  const points = drawn.map(({ arm, meanS }) => {
    const { ambulanceTimeS, crossLossPct } = arm.summary;
    const [cx, cy] = [x(meanS), y(crossLossPct.mean)];
    const atRight = cx > RIGHT - 110;
    return html`<circle class="point ${arm.mark}" cx="${unit(cx)}" cy="${unit(cy)}" r="6"><title>${arm.label}: ${withInterval(ambulanceTimeS, 0)} s, ${signedWithInterval(crossLossPct, 1)} %</title></circle><text class="end-label ${arm.mark}" x="${unit(cx + (atRight ? -11 : 11))}" y="${unit(cy - 7)}" text-anchor="${atRight ? 'end' : 'start'}">${arm.label}</text>`;
  });
  return html`<figure class="chart"><figcaption><b>What it cost the cross streets</b> <span>change of time lost there, %, against ambulance time, s; down and left is better${drawn.length < arms.length ? '; without the arms in which not every ambulance arrived' : ''}</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${height + 26}" role="img" aria-label="Cross-street loss against ambulance time">
${ticks(0, x.high, 7).map((s) => html`<path class="grid" d="M${unit(x(s))} 20V${height}"/><text class="tick" x="${unit(x(s))}" y="${height + 17}" text-anchor="middle">${decimal(s, 0)}</text>`)}
${ticks(y.low, y.high, 5).map((p) => html`<path class="grid" d="M60 ${unit(y(p))}H${RIGHT}"/><text class="tick" x="54" y="${unit(y(p) + 4)}" text-anchor="end">${p > 0 ? '+' : ''}${decimal(p, 0)}</text>`)}
${points}
</svg></div></figure>`;
}

function upper(figure: AnyFigure): number {
  return (figure.mean ?? 0) + (figure.ci95 ?? 0);
}
