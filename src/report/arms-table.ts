import type { ArmView } from './arm-view.ts';
import { type AnyFigure, decimal, digitsFor, partText } from './figures.ts';
import { html, type Markup } from './markup.ts';

interface Column {
  readonly head: string;
  readonly unit: string;
  readonly digits: number;
  readonly figure: (arm: ArmView) => AnyFigure | null;
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
  const cutOff = arms.some(({ summary }) => summary.notArrived.length > 0);
  return html`<div class="scroll"><table class="figures">
<thead><tr><th scope="col">Arm</th>${cutOff ? html`<th scope="col">Arrived</th>` : undefined}${COLUMNS.map(headCell)}<th scope="col">Violations</th></tr></thead>
<tbody>${arms.map((arm) => armRow(arm, { seeds, junctions, cutOff }))}</tbody></table></div>
<p class="note">${arms.map((arm) => html`<b>${arm.label}:</b> ${arm.explanation} `)}</p>
<p class="note">${seeds.length > 1 ? `Mean ± half width of the 95 % interval (Student’s t) over ${seeds.length} seeds; differences are taken seed by seed.` : 'One seed, so no interval.'} Price: extra vehicle-seconds of all others for each second that the ambulance saved.</p>
${cutOff ? CUT_OFF : undefined}
${seeds.length > 1 ? perSeed(arms, seeds) : undefined}`;
}

const CUT_OFF = html`<p class="note">Not every ambulance arrived before the end of its run. Its figures are over the seeds on which it arrived, and savings and price over those on which it arrived under “no priority” as well, as many as stand beneath. Means over them alone flatter: the worst drives are left out. What nothing is left out of stands under “Ambulances that did not arrive”.</p>`;

interface Rows {
  readonly seeds: readonly number[];
  readonly junctions: number;
  /** Some ambulance did not arrive. */
  readonly cutOff: boolean;
}

function headCell({ head, unit }: Column): Markup {
  return html`<th scope="col">${head}${unit === '' ? undefined : html` <small>${unit}</small>`}</th>`;
}

function armRow(arm: ArmView, { seeds, junctions, cutOff }: Rows): Markup {
  const cells = COLUMNS.map((column) => {
    const figure = column.figure(arm);
    if (figure === null || figure.mean === null || (column.difference === true && arm.role === 'baseline'))
      return html`<td class="none">–</td>`;
    const of = column.head === 'On green' ? ` of ${junctions}` : '';
    const digits = digitsFor(figure, column.digits);
    const mean = `${column.signed === true && figure.mean > 0 ? '+' : ''}${decimal(figure.mean, digits)}`;
    const interval = figure.ci95 === null ? undefined : html`<small>± ${decimal(figure.ci95, column.digits)}</small>`;
    const part = partText(figure);
    const hover = figure.perSeed.map((value, i) => `seed ${seeds[i] ?? ''}: ${seedText(value, column.digits)}`).join('\n');
    return html`<td title="${hover}">${mean}${of}${interval}${part === undefined ? undefined : html`<small>${part}</small>`}</td>`;
  });
  const arrived = cutOff ? html`<td>${`${arm.summary.arrived} of ${seeds.length}`}</td>` : undefined;
  return html`<tr class="${arm.role}"><th scope="row"><span class="key ${arm.mark}">${arm.label}</span></th>${arrived}${cells}<td class="${arm.summary.violations > 0 ? 'bad' : ''}">${arm.summary.violations}</td></tr>`;
}

function seedText(value: number | null | undefined, digits: number): string {
  return value === undefined || value === null ? '–' : decimal(value, digits);
}

function perSeed(arms: readonly ArmView[], seeds: readonly number[]): Markup {
  const rows = arms.flatMap((arm) =>
    seeds.map((seed, i) => {
      const cells = COLUMNS.map((column) => {
        const value = column.figure(arm)?.perSeed[i];
        const shown = column.difference === true && arm.role === 'baseline' ? '–' : seedText(value, column.digits);
        return html`<td>${shown}</td>`;
      });
      return html`<tr><th scope="row">${arm.label}, seed ${seed}</th>${cells}</tr>`;
    }),
  );
  return html`<details><summary>Every seed</summary><div class="scroll"><table class="figures"><thead><tr><th scope="col">Arm and seed</th>${COLUMNS.map(headCell)}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
