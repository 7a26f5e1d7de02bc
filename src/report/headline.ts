import type { Figure } from '../experiment/summary.ts';
import { type ArmView, findBaseline, findOurs } from './arm-view.ts';
import { decimal, digitsFor, minutes, signedWithInterval, withInterval } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { type PairedDifference, pairedDifferences } from './paired-differences.ts';

export interface HeadlineFacts {
  readonly arms: readonly ArmView[];
  readonly seeds: readonly number[];
  readonly junctions: number;
  readonly lengthM: number;
  readonly title: string;
}

/** What was gained and what it cost, in plain words, then in four numbers. */
export function headline({ arms, seeds, junctions, lengthM, title }: HeadlineFacts): Markup {
  const ours = findOurs(arms);
  const baseline = findBaseline(arms);
  if (ours === undefined || baseline === undefined) return html`<h1>${title}</h1>`;
  const { summary } = ours;
  const differences = pairedDifferences(ours, arms);
  const cost = differences.find(({ other }) => other === baseline);
  const over =
    lengthM > 0 ? ` over ${decimal(lengthM / 1000, 1)}\u00a0km and ${junctions} signals` : ` past ${junctions} signals`;
  return html`<p class="kicker">${title}</p>
<h1>${minutes(summary.ambulanceTimeS.mean)} instead of ${minutes(baseline.summary.ambulanceTimeS.mean)}${over}, with ${crossWords(summary.crossLossPct)}</h1>
<p class="lead">${savedSentence(ours, seeds.length, cost)} ${rivalsSentence(differences, seeds.length)}</p>
${violationsBanner(arms)}
<div class="tiles">
${tile(`${signless(summary.savedS.mean)} s`, summary.savedS.mean >= 0 ? 'saved by the ambulance' : 'lost by the ambulance', `${withInterval(summary.savedPerJunctionS, 1)} s per junction`)}
${tile(`${greens(summary.junctionsOnGreen)} of ${junctions}`, 'junctions passed on green', `${greens(baseline.summary.junctionsOnGreen)} of ${junctions} without priority`)}
${tile(`${signedWithInterval(summary.crossLossPct, 1)} %`, 'time lost on the cross streets', `all others' mean delay ${decimal(summary.othersMeanDelayS.mean, 1)} s, without priority ${decimal(baseline.summary.othersMeanDelayS.mean, 1)} s`)}
${tile(decimal(totalViolations(arms), 0), 'safety violations', `${arms.length} arms, every lamp of every run watched`)}
</div>`;
}

function savedSentence({ label, summary }: ArmView, seeds: number, cost: PairedDifference | undefined): string {
  const saved = summary.savedS.mean;
  const over = seeds > 1 ? `, mean of ${seeds} seeds` : '';
  const did =
    saved < 0
      ? `${label} cost the ambulance ${minutes(-saved)}${over}`
      : `${label} saved the ambulance ${minutes(saved)} (${decimal(summary.savedPerJunctionS.mean, 1)} s per junction${over})`;
  if (cost === undefined) return `${did}.`;
  const { crossVehH, othersVehH } = cost;
  return `${did}. That changed the time lost on the cross streets by ${signedWithInterval(crossVehH, 1)} vehicle-hours and that of all others together by ${signedWithInterval(othersVehH, 1)}.`;
}

/** What the other triggers leave to gain, and at what cost; counts, seed by seed, how often ours was faster. */
function rivalsSentence(differences: readonly PairedDifference[], seeds: number): string {
  const claims = differences
    .filter(({ other }) => other.role === 'trigger')
    .map(({ other, ambulanceS, crossPct, fasterSeeds }) => {
      const ahead = -ambulanceS.mean;
      const often = seeds > 1 ? ` (faster on ${fasterSeeds} of ${seeds} seeds)` : '';
      return `${minutes(Math.abs(ahead))} ${ahead >= 0 ? 'faster' : 'slower'} than the ${other.label}${often} with ${crossWords(crossPct)}`;
    });
  return claims.length === 0 ? '' : `On the same traffic it was ${claims.join(', and ')}.`;
}

function crossWords({ mean }: Figure): string {
  const size = decimal(Math.abs(mean), 1);
  if (Number(Math.abs(mean).toFixed(1)) === 0) return 'as much time lost on the cross streets';
  return `${size}\u00a0% ${mean > 0 ? 'more' : 'less'} time lost on the cross streets`;
}

function violationsBanner(arms: readonly ArmView[]): Markup | undefined {
  const failed = arms.filter((arm) => arm.summary.violations > 0);
  if (failed.length === 0) return undefined;
  const counts = failed.map((arm) => `${arm.label} ${arm.summary.violations}`).join(', ');
  return html`<p class="banner"><b>Safety violations: ${counts}.</b> These runs have failed; their figures do not count.</p>`;
}

function tile(value: string, what: string, beside: string): Markup {
  return html`<div class="tile"><b>${value}</b><span>${what}</span><small>${beside}</small></div>`;
}

function totalViolations(arms: readonly ArmView[]): number {
  return arms.reduce((sum, arm) => sum + arm.summary.violations, 0);
}

function greens(figure: Figure): string {
  return decimal(figure.mean, digitsFor(figure, 1));
}

function signless(value: number): string {
  return decimal(Math.abs(value), 0);
}
