import type { Interval } from '../../evaluation/bootstrap.ts';
import type { Ratio } from '../../evaluation/ratio.ts';
import { type AnyFigure, decimal } from '../figures.ts';
import { html, type Markup } from '../markup.ts';

export interface CellStyle {
  readonly digits: number;
  readonly signed?: boolean;
  readonly boot95?: Interval | null;
  /** A smaller line beneath. */
  readonly note?: string | undefined;
}

/** A table cell: the mean, beneath it the half width of its 95 % interval and the bootstrap interval where there is one. */
export function figureCell(figure: AnyFigure | null, style: CellStyle): Markup {
  if (figure === null || figure.mean === null) return html`<td class="none">–</td>`;
  return cell(figure.mean, figure.ci95, style);
}

export function ratioCell({ value, ci95, boot95 }: Ratio, style: CellStyle): Markup {
  return value === null ? html`<td class="none">–</td>` : cell(value, ci95, { ...style, boot95 });
}

function cell(mean: number, ci95: number | null, { digits, signed, boot95, note }: CellStyle): Markup {
  const half = ci95 === null ? undefined : html`<small>± ${decimal(ci95, digits)}</small>`;
  const boot = boot95 === null || boot95 === undefined ? undefined : html`<small>${intervalText(boot95, digits)}</small>`;
  return html`<td>${numberText(mean, digits, signed)}${half}${boot}${note === undefined ? undefined : html`<small>${note}</small>`}</td>`;
}

/** A difference: coloured where its interval leaves out zero, as better (below) or worse (above). */
export function differenceCell(value: number | null, ci95: number | null, boot95: Interval | null, digits: number): Markup {
  if (value === null) return html`<td class="none">–</td>`;
  const [low, high] =
    boot95 ?? (ci95 === null ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [value - ci95, value + ci95]);
  const verdict = high < 0 ? 'yes' : low > 0 ? 'no' : '';
  const half = ci95 === null ? undefined : html`<small>± ${decimal(ci95, digits)}</small>`;
  const boot = boot95 === null ? undefined : html`<small>${intervalText(boot95, digits)}</small>`;
  return html`<td><span class="${verdict}">${numberText(value, digits, true)}</span>${half}${boot}</td>`;
}

export function numberText(value: number, digits: number, signed = false): string {
  const text = decimal(value, digits);
  return signed && value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

function intervalText([low, high]: Interval, digits: number): string {
  return `[${decimal(low, digits)}, ${decimal(high, digits)}]`;
}
