import { describeRefusal } from '../journal/reasons.ts';
import type { ArmView } from './arm-view.ts';
import { decimal } from './figures.ts';
import { html, type Markup } from './markup.ts';

/** What each stage of the flow refused, by reason and arm, all seeds together. */
export function refusalTable(arms: readonly ArmView[]): Markup {
  const total = (key: string): number => arms.reduce((sum, arm) => sum + (arm.summary.refusals[key] ?? 0), 0);
  const keys = [...new Set(arms.flatMap((arm) => Object.keys(arm.summary.refusals)))].sort(
    (a, b) => total(b) - total(a) || (a < b ? -1 : 1),
  );
  if (keys.length === 0) return html`<p>Nothing was refused in any run.</p>`;
  const rows = keys.map(
    (key) =>
      html`<tr><th scope="row">${sentence(describeRefusal(key))}<small>${key.replace(':', ': ')}</small></th>${arms.map((arm) => html`<td>${count(arm.summary.refusals[key])}</td>`)}</tr>`,
  );
  return html`<div class="scroll"><table class="figures refusals"><thead><tr><th scope="col">Reason</th>${arms.map((arm) => html`<th scope="col">${arm.label}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function count(n: number | undefined): string {
  return n === undefined ? '–' : decimal(n, 0);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
