import { html, type Markup } from '../../src/report/markup.ts';
import { plainTable } from '../../src/report/plain-table.ts';

/** A table before it is known where it will be shown: lines of a head end with a line break, and what it needs said stands below. */
export interface TableData {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** For a terminal. */
export function tableText({ head, rows, notes }: TableData): string {
  return [plainTable(head, rows), ...notes].join('\n');
}

/** For a page; it wraps its notes, and scrolls by itself where the page is too narrow for it. */
export function tableMarkup({ head, rows, notes }: TableData): Markup {
  const heads = head.map((text) => html`<th scope="col">${text.replace('\n', ' ')}</th>`);
  const body = rows.map(
    ([name = '', ...cells]) =>
      html`<tr><th scope="row" class="${name.startsWith(' ') ? 'beneath' : ''}">${name.trim()}</th>${cells.map((text) => html`<td>${text}</td>`)}</tr>`,
  );
  return html`<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>
${notes.map((note) => html`<p class="note">${note}</p>`)}`;
}
