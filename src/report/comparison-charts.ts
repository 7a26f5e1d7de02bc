import type { Figure } from '../experiment/summary.ts';
import type { ArmView } from './arm-view.ts';
import { decimal, signedWithInterval, withInterval } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { linear, ticks, unit } from './scale.ts';

const WIDTH = 600;
const LEFT = 108;
const RIGHT = 584;
const ROW = 40;

/** Ambulance time per arm: a dot per seed, the mean with its 95 % interval, and the floor that nobody can beat. */
export function timesChart(arms: readonly ArmView[], seeds: readonly number[], floorS: Figure): Markup {
  const values = arms.flatMap((arm) => [...arm.summary.ambulanceTimeS.perSeed, upper(arm.summary.ambulanceTimeS)]);
  const x = linear(0, Math.max(60, ...values) * 1.04, LEFT, RIGHT);
  const bottom = 26 + arms.length * ROW;
  const rows = arms.map((arm, i) => timesRow(arm, seeds, 26 + i * ROW + ROW / 2, x));
  return html`<figure class="chart"><figcaption><b>Ambulance time</b> <span>seconds; a dot per seed, bar = mean with 95 % interval</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-label="Ambulance time per arm and seed">
${ticks(0, x.high, 7).map((s) => html`<path class="grid" d="M${unit(x(s))} 26V${bottom}"/><text class="tick" x="${unit(x(s))}" y="${bottom + 17}" text-anchor="middle">${decimal(s, 0)}</text>`)}
<path class="line floor" d="M${unit(x(floorS.mean))} 20V${bottom}"/><text class="end-label floor" x="${unit(x(floorS.mean))}" y="14" text-anchor="middle">alone, all green ${decimal(floorS.mean, 0)}</text>
${rows}
</svg></div></figure>`;
}

function timesRow(arm: ArmView, seeds: readonly number[], y: number, x: (s: number) => number): Markup {
  const { ambulanceTimeS: figure } = arm.summary;
  const ci = figure.ci95 ?? 0;
  const dots = figure.perSeed.map(
    (s, i) =>
      html`<circle class="dot ${arm.mark}" cx="${unit(x(s))}" cy="${y}" r="4.5"><title>seed ${seeds[i] ?? ''}: ${decimal(s, 0)} s</title></circle>`,
  );
  return html`<text class="row-label" x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${arm.label}</text>
<path class="interval ${arm.mark}" d="M${unit(x(figure.mean - ci))} ${y}H${unit(x(figure.mean + ci))}"/>${dots}<path class="mean ${arm.mark}" d="M${unit(x(figure.mean))} ${y - 11}V${y + 11}"/>`;
}

/** What the time cost the others: ambulance time against cross-street loss; down and left is better. */
export function costChart(arms: readonly ArmView[]): Markup {
  const height = 26 + arms.length * ROW;
  const times = arms.map((arm) => arm.summary.ambulanceTimeS.mean);
  const losses = arms.map((arm) => arm.summary.crossLossPct.mean);
  const x = linear(0, Math.max(60, ...times) * 1.12, 60, RIGHT);
  const low = Math.min(0, ...losses);
  const y = linear(low, Math.max(low + 1, ...losses) * 1.12, height, 20);
  const points = arms.map((arm) => {
    const { ambulanceTimeS, crossLossPct } = arm.summary;
    const [cx, cy] = [x(ambulanceTimeS.mean), y(crossLossPct.mean)];
    const atRight = cx > RIGHT - 110;
    return html`<circle class="point ${arm.mark}" cx="${unit(cx)}" cy="${unit(cy)}" r="6"><title>${arm.label}: ${withInterval(ambulanceTimeS, 0)} s, ${signedWithInterval(crossLossPct, 1)} %</title></circle><text class="end-label ${arm.mark}" x="${unit(cx + (atRight ? -11 : 11))}" y="${unit(cy - 7)}" text-anchor="${atRight ? 'end' : 'start'}">${arm.label}</text>`;
  });
  return html`<figure class="chart"><figcaption><b>What it cost the cross streets</b> <span>change of time lost there, %, against ambulance time, s; down and left is better</span></figcaption>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${height + 26}" role="img" aria-label="Cross-street loss against ambulance time">
${ticks(0, x.high, 7).map((s) => html`<path class="grid" d="M${unit(x(s))} 20V${height}"/><text class="tick" x="${unit(x(s))}" y="${height + 17}" text-anchor="middle">${decimal(s, 0)}</text>`)}
${ticks(y.low, y.high, 5).map((p) => html`<path class="grid" d="M60 ${unit(y(p))}H${RIGHT}"/><text class="tick" x="54" y="${unit(y(p) + 4)}" text-anchor="end">${p > 0 ? '+' : ''}${decimal(p, 0)}</text>`)}
${points}
</svg></div></figure>`;
}

function upper(figure: Figure): number {
  return figure.mean + (figure.ci95 ?? 0);
}
