import type { Figure, PartFigure } from '../experiment/summary.ts';
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
<h1>${gainWords(ours, baseline, seeds.length)}${over}, with ${crossWords(summary.crossLossPct)}</h1>
<p class="lead">${savedSentence(ours, seeds.length, cost)} ${limitedSentence(ours, baseline)}${rivalsSentence(differences, seeds.length)}</p>
${violationsBanner(arms)}
<div class="tiles">
${gainTile(ours, baseline, seeds.length)}
${tile(`${greens(summary.junctionsOnGreen)} of ${junctions}`, 'junctions passed on green', `${greens(baseline.summary.junctionsOnGreen)} of ${junctions} without priority`)}
${tile(`${signedWithInterval(summary.crossLossPct, 1)} %`, 'time lost on the cross streets', `all others' mean delay ${decimal(summary.othersMeanDelayS.mean, 1)} s, without priority ${decimal(baseline.summary.othersMeanDelayS.mean, 1)} s`)}
${tile(decimal(totalViolations(arms), 0), 'safety violations', `${arms.length} arms, every lamp of every run watched`)}
</div>`;
}

/** The gain in the title: in time where every drive of both arms has one, else in arrivals. */
function gainWords({ summary: ours }: ArmView, { summary: base }: ArmView, seeds: number): string {
  const [oursS, baseS] = [ours.ambulanceTimeS.mean, base.ambulanceTimeS.mean];
  if (oursS !== null && baseS !== null && Math.min(ours.arrived, base.arrived) === seeds) {
    return `${minutes(oursS)} instead of ${minutes(baseS)}`;
  }
  return `The ambulance arrived in ${ours.arrived} of ${seeds} runs instead of ${base.arrived}`;
}

function gainTile({ summary: ours }: ArmView, { summary: base }: ArmView, seeds: number): Markup {
  const saved = ours.savedS.mean;
  if (saved === null || ours.savedS.n < seeds) {
    return tile(`${ours.arrived} of ${seeds}`, 'ambulances arrived', `${base.arrived} of ${seeds} without priority`);
  }
  const what = saved >= 0 ? 'saved by the ambulance' : 'lost by the ambulance';
  return tile(`${signless(saved)} s`, what, `${withInterval(ours.savedPerJunctionS, 1)} s per junction`);
}

function savedSentence({ label, summary }: ArmView, seeds: number, cost: PairedDifference | undefined): string {
  const did = savedWords(label, summary, seeds);
  if (cost === undefined) return `${did}.`;
  const { crossVehH, othersVehH } = cost;
  return `${did}. That changed the time lost on the cross streets by ${signedWithInterval(crossVehH, 1)} vehicle-hours and that of all others together by ${signedWithInterval(othersVehH, 1)}.`;
}

function savedWords(label: string, { savedS, savedPerJunctionS }: ArmView['summary'], seeds: number): string {
  const saved = savedS.mean;
  if (saved === null || savedPerJunctionS.mean === null) {
    return `What ${label} saved the ambulance cannot be said: on no seed did it arrive both with it and without priority`;
  }
  const over = seeds === 1 ? '' : savedS.n === seeds ? `, mean of ${seeds} seeds` : `, ${arrivedBoth(savedS.n, seeds)}`;
  return saved < 0
    ? `${label} cost the ambulance ${minutes(-saved)}${over}`
    : `${label} saved the ambulance ${minutes(saved)} (${decimal(savedPerJunctionS.mean, 1)} s per junction${over})`;
}

function arrivedBoth(n: number, seeds: number): string {
  return `on the ${n} of ${seeds} seeds on which it arrived both ways`;
}

/** Empty where every ambulance arrived. */
function limitedSentence({ summary: { limited: ours } }: ArmView, { summary: { limited: base } }: ArmView): string {
  if (ours === null || base === null) return '';
  const [oursS, baseS] = [ours.ambulanceTimeS.mean, base.ambulanceTimeS.mean];
  return `With no drive left out, each counted for ${minutes(ours.limitS)} at most, that is ${minutes(oursS)} instead of ${minutes(baseS)}. `;
}

/** What the other triggers leave to gain, and at what cost; counts, seed by seed, how often ours was faster. */
function rivalsSentence(differences: readonly PairedDifference[], seeds: number): string {
  const claims = differences
    .filter(({ other }) => other.role === 'trigger')
    .map((difference) => {
      const often = seeds > 1 ? ` (faster on ${difference.fasterSeeds} of ${difference.decidedSeeds} seeds)` : '';
      return `${aheadWords(difference, seeds)}${often} with ${crossWords(difference.crossPct)}`;
    });
  return claims.length === 0 ? '' : `On the same traffic it was ${claims.join(', and ')}.`;
}

function aheadWords({ other, ambulanceS }: PairedDifference, seeds: number): string {
  if (ambulanceS.mean === null) return `not to be compared in time with the ${other.label}`;
  const both = ambulanceS.n < seeds ? ` ${arrivedBoth(ambulanceS.n, seeds)}` : '';
  return `${minutes(Math.abs(ambulanceS.mean))} ${ambulanceS.mean <= 0 ? 'faster' : 'slower'} than the ${other.label}${both}`;
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

function greens(figure: PartFigure): string {
  return figure.mean === null ? '–' : decimal(figure.mean, digitsFor(figure, 1));
}

function signless(value: number): string {
  return decimal(Math.abs(value), 0);
}
