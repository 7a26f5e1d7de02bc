import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { SettingResult } from '../../evaluation/result.ts';
import { decimal, withInterval } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { ambulanceTable, type LatencyTexts, othersTable } from './arm-tables.ts';
import { comparisonTable } from './comparison-table.ts';
import { frontPlot } from './front-plot.ts';

/** Everything that is known of one setting. */
export function settingSection(setting: SettingResult, arms: readonly EvaluatedArm[], latency: LatencyTexts): Markup {
  const comparison = comparisonTable(setting, arms);
  return html`<section id="${setting.scenario}"><h2>${setting.title}</h2>
<p>${setting.about} ${boundsText(setting)}</p>
<h3>The ambulance</h3>
${ambulanceTable(setting, arms)}
${cutOffNote(setting)}
<h3>The others</h3>
${othersTable(setting, arms, latency)}
${gridlockNote(setting, arms)}
<div class="pair">${frontPlot(setting, arms, 'othersVehH')}${frontPlot(setting, arms, 'crossPct')}</div>
${comparison === undefined ? undefined : html`<h3>Ours against each other arm</h3>${comparison}`}
<p class="note">${limitsText(setting)} <a href="${setting.scenario}/diagrams.html">Time-space diagrams</a> · <a href="${setting.scenario}/scenario.yaml">scenario</a> <code>${setting.scenarioSha256.slice(0, 12)}</code> · <a href="${setting.scenario}/map.json">map</a> <code>${setting.mapSha256.slice(0, 12)}</code> · <a href="${setting.scenario}/summary.json">summary</a></p></section>`;
}

function boundsText({ floorS, trafficFloorS, queueBound, ambulances, junctionsOnRoute }: SettingResult): string {
  const junctions = decimal(junctionsOnRoute, Number.isInteger(junctionsOnRoute) ? 0 : 1);
  const ways =
    ambulances === 1
      ? `${junctions} signalised junctions on the way`
      : `${ambulances} ambulances, ${junctions} signalised junctions each`;
  const queues =
    queueBound === null
      ? ''
      : ` Before the ambulance${ambulances === 1 ? '' : ' M1'} stood ${withInterval(queueBound.vehicles, 0)} vehicles per lane when it left; at the saturation headway their discharge takes ${withInterval(queueBound.dischargeS, 0)} s.`;
  return `${ways}; alone on all green ${withInterval(floorS, 0)} s, the route at the limit ${withInterval(trafficFloorS, 0)} s.${queues}`;
}

function cutOffNote({ arms }: SettingResult): Markup | undefined {
  const limited = Object.values(arms).find((arm) => arm.limited !== null)?.limited;
  if (limited === undefined || limited === null) return undefined;
  return html`<p class="note">Not every ambulance arrived before the end of its run. Time, p90, saved, φ, price and all comparisons leave no seed out and count each drive for ${decimal(limited.limitS, 0)} s at most (restricted mean); greens, stops and time stopped are over the drives that arrived.</p>`;
}

function gridlockNote({ arms: results }: SettingResult, arms: readonly EvaluatedArm[]): Markup | undefined {
  const locked = arms.flatMap(({ name, label }) => {
    const count = results[name]?.gridlocks.length ?? 0;
    return count === 0 ? [] : [`${label} ${count}`];
  });
  return locked.length === 0 ? undefined : html`<p class="note">Runs that ended in gridlock: ${locked.join('; ')}.</p>`;
}

function limitsText({ limits: { runs, leastOverFloor, leastOverRed, violations } }: SettingResult): string {
  const floor =
    leastOverFloor === null ? 'no drive arrived' : `the fastest drive took ${decimal(leastOverFloor, 3)} times its floor`;
  const red =
    leastOverRed === null
      ? 'nobody enters on a cross street of the route'
      : `no cross street lost less than ${decimal(leastOverRed, 2)} times what its red lights imply`;
  return `Limits, over ${runs} runs: ${floor}; ${red}; ${violations} safety violations.`;
}
