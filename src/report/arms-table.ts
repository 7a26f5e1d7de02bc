import type { Figure } from '../experiment/summary.ts';
import type { ArmView } from './arm-view.ts';
import { decimal, digitsFor } from './figures.ts';
import { html, type Markup } from './markup.ts';

interface Column {
  readonly head: string;
  readonly unit: string;
  readonly digits: number;
  readonly figure: (arm: ArmView) => Figure | null;
  readonly signed?: true;
  /** A difference from the baseline, which has none itself. */
  readonly difference?: true;
}

const COLUMNS: readonly Column[] = [
  { head: 'Ambulance', unit: 's', digits: 0, figure: (arm) => arm.summary.ambulanceTimeS },
  { head: 'Saved', unit: 's', digits: 0, figure: (arm) => arm.summary.savedS, difference: true },
  { head: 'Saved per junction', unit: 's', digits: 1, figure: (arm) => arm.summary.savedPerJunctionS, difference: true },
  { head: 'On green', unit: '', digits: 1, figure: (arm) => arm.summary.junctionsOnGreen },
  { head: 'Stops', unit: '', digits: 1, figure: (arm) => arm.summary.stops },
  { head: 'Stopped', unit: 's', digits: 0, figure: (arm) => arm.summary.stoppedS },
  { head: 'Others’ mean delay', unit: 's', digits: 1, figure: (arm) => arm.summary.othersMeanDelayS },
  { head: 'Cross-street loss', unit: '%', digits: 1, figure: (arm) => arm.summary.crossLossPct, signed: true, difference: true },
  { head: 'Price', unit: 'veh·s per s', digits: 0, figure: (arm) => arm.summary.pricePerS, difference: true },
  { head: 'Recovery', unit: 's', digits: 0, figure: (arm) => arm.summary.recoveryS },
];

/** The arms side by side: means with their 95 % intervals; every seed's value beneath. */
export function armsTable(arms: readonly ArmView[], seeds: readonly number[], junctions: number): Markup {
  return html`<div class="scroll"><table class="figures">
<thead><tr><th scope="col">Arm</th>${COLUMNS.map(headCell)}<th scope="col">Violations</th></tr></thead>
<tbody>${arms.map((arm) => armRow(arm, seeds, junctions))}</tbody></table></div>
<p class="note">${arms.map((arm) => html`<b>${arm.label}:</b> ${arm.explanation} `)}</p>
<p class="note">${seeds.length > 1 ? `Mean ± half width of the 95 % interval (Student’s t) over ${seeds.length} seeds; differences are taken seed by seed.` : 'One seed, so no interval.'} Price: extra vehicle-seconds of all others for each second that the ambulance saved.</p>
${seeds.length > 1 ? perSeed(arms, seeds) : undefined}`;
}

function headCell({ head, unit }: Column): Markup {
  return html`<th scope="col">${head}${unit === '' ? undefined : html` <small>${unit}</small>`}</th>`;
}

function armRow(arm: ArmView, seeds: readonly number[], junctions: number): Markup {
  const cells = COLUMNS.map((column) => {
    const figure = column.figure(arm);
    if (figure === null || (column.difference === true && arm.role === 'baseline')) return html`<td class="none">–</td>`;
    const of = column.head === 'On green' ? ` of ${junctions}` : '';
    const digits = digitsFor(figure, column.digits);
    const mean = `${column.signed === true && figure.mean > 0 ? '+' : ''}${decimal(figure.mean, digits)}`;
    const interval = figure.ci95 === null ? undefined : html`<small>± ${decimal(figure.ci95, column.digits)}</small>`;
    const hover = figure.perSeed.map((value, i) => `seed ${seeds[i] ?? ''}: ${decimal(value, column.digits)}`).join('\n');
    return html`<td title="${hover}">${mean}${of}${interval}</td>`;
  });
  return html`<tr class="${arm.role}"><th scope="row"><span class="key ${arm.mark}">${arm.label}</span></th>${cells}<td class="${arm.summary.violations > 0 ? 'bad' : ''}">${arm.summary.violations}</td></tr>`;
}

function perSeed(arms: readonly ArmView[], seeds: readonly number[]): Markup {
  const rows = arms.flatMap((arm) =>
    seeds.map((seed, i) => {
      const cells = COLUMNS.map((column) => {
        const value = column.figure(arm)?.perSeed[i];
        const shown =
          value === undefined || (column.difference === true && arm.role === 'baseline') ? '–' : decimal(value, column.digits);
        return html`<td>${shown}</td>`;
      });
      return html`<tr><th scope="row">${arm.label}, seed ${seed}</th>${cells}</tr>`;
    }),
  );
  return html`<details><summary>Every seed</summary><div class="scroll"><table class="figures"><thead><tr><th scope="col">Arm and seed</th>${COLUMNS.map(headCell)}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
