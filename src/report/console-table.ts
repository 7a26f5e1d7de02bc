import Table from 'cli-table3';
import type { ArmSummary, Summary } from '../experiment/summary.ts';
import { decimal, digitsFor, signedWithInterval, withInterval } from './figures.ts';

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

/** A rule under the head and none between rows or columns. */
const CHARS = { middle: ' ', 'top-mid': '─', 'bottom-mid': '─', 'mid-mid': '─', mid: '─', left: '', right: '' };
const CORNERS = { 'top-left': '', 'top-right': '', 'bottom-left': '', 'bottom-right': '', 'left-mid': '', 'right-mid': '' };

/** The arms side by side, as text for a terminal: means, and the half width of the 95 % interval where there are several seeds. */
export function renderTable(summary: Summary): string {
  const table = new Table({
    head: HEAD,
    colAligns: HEAD.map((_, i) => (i === 0 ? 'left' : 'right')),
    chars: { ...CHARS, ...CORNERS },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
  });
  for (const [name, arm] of Object.entries(summary.arms)) table.push(rowOf(name, arm, summary.junctionsOnRoute));
  return `${table.toString()}\n${footnote(summary)}`;
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

function footnote({ seeds, floorS, scenario }: Summary): string {
  const spread = seeds.length > 1 ? `, mean ± half width of the 95 % interval over ${seeds.length} seeds` : ', one seed';
  return `${scenario}${spread}. Ambulance alone on all green: ${withInterval(floorS, 0)} s.`;
}
