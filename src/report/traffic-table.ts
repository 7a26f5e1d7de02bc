import type { TrafficArm, TrafficSummary } from '../experiment/summary.ts';
import { decimal, withInterval } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { plainTable, spreadText } from './plain-table.ts';
import { TRAFFIC_WORDS, trafficColumns } from './traffic-figures.ts';

/** The traffic of a scenario without missions, as text for a terminal. */
export function renderTrafficTable({ arms, seeds, scenario }: TrafficSummary): string {
  const columns = trafficColumns(Object.values(arms));
  const head = ['arm', ...columns.map(({ head, unit }) => `${head.toLowerCase()}\n${unit}`), 'viola-\ntions'];
  const rows = Object.entries(arms).map(([name, arm]) => [
    name,
    ...columns.map(({ figure, digits }) => {
      const shown = figure(arm);
      return shown === null ? '–' : withInterval(shown, digits);
    }),
    String(arm.violations),
  ]);
  return `${plainTable(head, rows)}\n${scenario}${spreadText(seeds.length)}. No mission: traffic alone.`;
}

/** One arm's name, as it is shown, and its traffic. */
export interface NamedTraffic {
  readonly label: string;
  /** CSS class of its colour. */
  readonly mark: string;
  readonly summary: TrafficArm;
}

/** The traffic under each arm, for the report. */
export function trafficTable(arms: readonly NamedTraffic[], seeds: readonly number[]): Markup {
  const columns = trafficColumns(arms.map(({ summary }) => summary));
  const heads = columns.map(
    ({ head, unit }) => html`<th scope="col">${head}${unit === '' ? undefined : html` <small>${unit}</small>`}</th>`,
  );
  const rows = arms.map(({ label, mark, summary }) => {
    const cells = columns.map(({ figure, digits }) => {
      const shown = figure(summary);
      if (shown === null) return html`<td class="none">–</td>`;
      const hover = shown.perSeed.map((value, i) => `seed ${seeds[i] ?? ''}: ${decimal(value, digits)}`).join('\n');
      const interval = shown.ci95 === null ? undefined : html`<small>± ${decimal(shown.ci95, digits)}</small>`;
      return html`<td title="${hover}">${decimal(shown.mean, digits)}${interval}</td>`;
    });
    return html`<tr><th scope="row"><span class="key ${mark}">${label}</span></th>${cells}</tr>`;
  });
  return html`<div class="scroll"><table class="figures"><thead><tr><th scope="col">Arm</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
<p class="note">${TRAFFIC_WORDS}</p>`;
}
