import { arrivedTimeS } from '../experiment/drive.ts';
import { figure, partFigure } from '../experiment/figure.ts';
import type { AmbulanceRun } from '../experiment/run-result.ts';
import type { Figure, PartFigure } from '../experiment/summary.ts';
import type { ArmView } from './arm-view.ts';
import { type AnyFigure, decimal, digitsFor, partText, signedWithInterval } from './figures.ts';
import { html, type Markup } from './markup.ts';

const SECONDS_PER_HOUR = 3600;

/**
 * One arm less another, seed by seed on the same traffic: positive is more than the other arm. Pairing takes out what the seeds
 * themselves differ by, so these intervals are narrower than those of the two arms apart.
 */
export interface PairedDifference {
  readonly other: ArmView;
  /** Over the seeds on which the ambulance arrived under both arms. */
  readonly ambulanceS: PartFigure;
  /** Time lost on the cross streets in the window: vehicle-hours, and per cent of what the other arm lost. */
  readonly crossVehH: Figure;
  readonly crossPct: Figure;
  /** Time lost by all others in the window, vehicle-hours. */
  readonly othersVehH: Figure;
  readonly othersPct: Figure;
  /**
   * Seeds on which the ambulance was faster, out of those of which that can be said: it can where it arrived under one arm only, and
   * cannot where it arrived under neither.
   */
  readonly fasterSeeds: number;
  readonly decidedSeeds: number;
}

/** `ours` less each other arm, in their order; without runs there is nothing to pair. */
export function pairedDifferences(ours: ArmView, arms: readonly ArmView[]): PairedDifference[] {
  const others = arms.filter((arm) => arm !== ours && arm.runs.length > 0 && arm.runs.length === ours.runs.length);
  return others.map((other) => {
    const less = (pick: (run: ArmView['runs'][number]) => number): number[] =>
      ours.runs.map((run, i) => pick(run) - pick(other.runs[i]!));
    const ahead = ours.runs.map((run, i) => isAhead(run, other.runs[i]!));
    const cross = less((run) => run.crossLossS);
    const all = less((run) => run.othersLossS);
    return {
      other,
      ambulanceS: partFigure(ours.runs.map((run, i) => differenceS(run, other.runs[i]!))),
      crossVehH: figure(cross.map((s) => s / SECONDS_PER_HOUR)),
      crossPct: figure(cross.map((s, i) => share(s, other.runs[i]!.crossLossS))),
      othersVehH: figure(all.map((s) => s / SECONDS_PER_HOUR)),
      othersPct: figure(all.map((s, i) => share(s, other.runs[i]!.othersLossS))),
      fasterSeeds: ahead.filter((is) => is === true).length,
      decidedSeeds: ahead.filter((is) => is !== undefined).length,
    };
  });
}

function differenceS(run: AmbulanceRun, other: AmbulanceRun): number | null {
  const [timeS, otherS] = [arrivedTimeS(run), arrivedTimeS(other)];
  return timeS === undefined || otherS === undefined ? null : timeS - otherS;
}

/** Undefined where neither arrived: then nobody knows which would have been first. */
function isAhead(run: AmbulanceRun, other: AmbulanceRun): boolean | undefined {
  const [timeS, otherS] = [arrivedTimeS(run), arrivedTimeS(other)];
  if (timeS === undefined && otherS === undefined) return undefined;
  return (timeS ?? Number.POSITIVE_INFINITY) < (otherS ?? Number.POSITIVE_INFINITY);
}

function share(part: number, whole: number): number {
  return part === 0 ? 0 : (part / whole) * 100;
}

/** What ours gained and what it cost against each other arm. */
export function differencesTable(ours: ArmView, differences: readonly PairedDifference[], seeds: number): Markup | undefined {
  if (differences.length === 0) return undefined;
  const rows = differences.map(
    (d) => html`<tr><th scope="row">${ours.label} against <span class="key ${d.other.mark}">${d.other.label}</span></th>
<td>${cell(d.ambulanceS, 0)}</td><td>${`${d.fasterSeeds} of ${d.decidedSeeds}`}</td><td>${cell(d.crossVehH, 1)}</td><td>${cell(d.crossPct, 1)}</td><td>${cell(d.othersVehH, 1)}</td><td>${cell(d.othersPct, 1)}</td></tr>`,
  );
  return html`<section><h2>${ours.label} against each other arm</h2>
<p>Differences on the same traffic, seed by seed: below zero is less time.${seeds > 1 ? ' Where the 95 % interval holds zero, these seeds do not tell the arms apart.' : ''}${differences.some((d) => d.ambulanceS.n < seeds) ? ' The ambulance’s difference is over the seeds on which it arrived under both arms; faster is also who arrived where the other did not, and where neither arrived it is not known who is.' : ''}</p>
<div class="scroll"><table class="figures differences">
<thead><tr><th scope="col"></th><th scope="col">Ambulance <small>s</small></th><th scope="col">Faster <small>seeds</small></th><th scope="col">Cross-street loss <small>veh·h</small></th><th scope="col">Cross-street loss <small>%</small></th><th scope="col">All others’ loss <small>veh·h</small></th><th scope="col">All others’ loss <small>%</small></th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function cell(figure: AnyFigure, digits: number): Markup {
  const [mean = '', half] = signedWithInterval(figure, digitsFor(figure, digits)).split(' ± ');
  const hover = figure.perSeed.map((value) => (value === null ? '–' : decimal(value, digits))).join('; ');
  const part = partText(figure);
  return html`<span title="${hover}">${mean}</span>${half === undefined ? undefined : html`<small>± ${half}</small>`}${part === undefined ? undefined : html`<small>${part}</small>`}`;
}
