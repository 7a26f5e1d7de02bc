import { html, type Markup } from './markup.ts';

/** What the lines of a time-space diagram are. */
export const TIME_SPACE_LEGEND: readonly Markup[] = [
  html`<li><svg viewBox="0 0 34 14" aria-hidden="true"><path class="path" d="M2 12L32 2"/></svg>ambulance</li>`,
  html`<li><svg viewBox="0 0 34 14" aria-hidden="true"><path class="lamp green" d="M1 7H33"/></svg>green (thick)</li>`,
  html`<li><svg viewBox="0 0 34 14" aria-hidden="true"><path class="lamp yellow" d="M1 7H33"/></svg>yellow</li>`,
  html`<li><svg viewBox="0 0 34 14" aria-hidden="true"><path class="lamp red" d="M1 7H33"/></svg>red (thin)</li>`,
  html`<li><svg viewBox="0 0 34 14" aria-hidden="true"><path class="queue" d="M1 2H33L20 13H10Z"/></svg>queue before the stop bar</li>`,
];
