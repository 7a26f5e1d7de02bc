import { html, type Markup } from '../../src/report/markup.ts';
import { linear, type Scale, ticks, unit } from '../../src/report/scale.ts';

const WIDTH = 420;
const HEIGHT = 330;
const LEFT = 56;
const RIGHT = WIDTH - 12;
const TOP = 14;
const BOTTOM = HEIGHT - 44;

export interface Axes {
  readonly x: Scale;
  readonly y: Scale;
}

/** Scales from 0 to these values over the chart's area. */
export function axesTo(highX: number, highY: number): Axes {
  return { x: linear(0, highX, LEFT, RIGHT), y: linear(0, highY, BOTTOM, TOP) };
}

/** A frame with axes around what has been drawn on them. */
export function chart(title: string, { x, y }: Axes, xName: string, yName: string, drawn: readonly Markup[]): Markup {
  const verticals = ticks(0, x.high, 6).map(
    (value) =>
      html`<path class="grid" d="M${unit(x(value))} ${TOP}V${BOTTOM}"/><text class="tick" x="${unit(x(value))}" y="${BOTTOM + 16}" text-anchor="middle">${value}</text>`,
  );
  const horizontals = ticks(0, y.high, 6).map(
    (value) =>
      html`<path class="grid" d="M${LEFT} ${unit(y(value))}H${RIGHT}"/><text class="tick" x="${LEFT - 6}" y="${unit(y(value) + 4)}" text-anchor="end">${value}</text>`,
  );
  return html`<figure><figcaption>${title}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${verticals}${horizontals}${drawn}
<text class="axis" x="${(LEFT + RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${xName}</text>
<text class="axis" transform="translate(13 ${(TOP + BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${yName}</text></svg></figure>`;
}

export function polyline(name: string, points: readonly (readonly [number, number])[], { x, y }: Axes): Markup {
  return html`<path class="curve ${name}" d="${points.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${unit(x(a))} ${unit(y(b))}`).join('')}"/>`;
}
