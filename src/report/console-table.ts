import type { AmbulanceSummary, ArmSummary } from '../experiment/summary.ts';
import { decimal, digitsFor, signedWithInterval, withInterval } from './figures.ts';
import { plainTable, spreadText } from './plain-table.ts';

const HEAD = [
  'arm',
  'ambulance\ns',
  'saved\ns',
  'per junc-\ntion s',
  'on\ngreen',
  'stops',
  'stopped\ns',
  "others'\ndelay s",
  'cross-street\nloss %',
  'viola-\ntions',
];

/** The arms side by side, as text for a terminal: means, and the half width of the 95 % interval where there are several seeds. */
export function renderTable(summary: AmbulanceSummary): string {
  const rows = Object.entries(summary.arms).map(([name, arm]) => rowOf(name, arm, summary.junctionsOnRoute));
  return `${plainTable(HEAD, rows)}\n${footnote(summary)}`;
}

function rowOf(name: string, arm: ArmSummary, junctions: number): string[] {
  const isBaseline = arm.savedS.perSeed.every((s) => s === 0);
  return [
    name,
    withInterval(arm.ambulanceTimeS, 0),
    isBaseline ? '' : withInterval(arm.savedS, 0),
    isBaseline ? '' : withInterval(arm.savedPerJunctionS, 1),
    `${decimal(arm.junctionsOnGreen.mean, digitsFor(arm.junctionsOnGreen, 1))} of ${junctions}`,
    withInterval(arm.stops, digitsFor(arm.stops, 1)),
    withInterval(arm.stoppedS, 0),
    withInterval(arm.othersMeanDelayS, 1),
    isBaseline ? '' : signedWithInterval(arm.crossLossPct, 1),
    String(arm.violations),
  ];
}

function footnote({ seeds, floorS, scenario }: AmbulanceSummary): string {
  return `${scenario}${spreadText(seeds.length)}. Ambulance alone on all green: ${withInterval(floorS, 0)} s.`;
}
