import { BASELINE_ARM } from '../experiment/summarise.ts';
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
  const { arms, junctionsOnRoute, seeds } = summary;
  const rows = Object.entries(arms).map(([name, arm]) => rowOf(name, arm, junctionsOnRoute));
  if (Object.values(arms).every(({ notArrived }) => notArrived.length === 0)) {
    return `${plainTable(HEAD, rows)}\n${footnote(summary)}`;
  }
  const [arm = '', ...head] = HEAD;
  const withArrivals = Object.values(arms).map(({ arrived, savedS }, i): string[] => {
    const [name = '', ...cells] = rows[i] as string[];
    return [name, `${arrived} of ${seeds.length}`, `${savedS.n} of ${seeds.length}`, ...cells];
  });
  return [
    plainTable([arm, 'arrived', 'pairs', ...head], withArrivals),
    footnote(summary),
    'Ambulance, on green, stops and stopped are over the seeds on which it arrived; saved and per junction over the pairs, those on which it arrived under none as well.',
    limitedLine(arms),
  ].join('\n');
}

/** The drives without leaving any out. */
function limitedLine(arms: AmbulanceSummary['arms']): string {
  const limitS = Object.values(arms)[0]?.limited?.limitS ?? 0;
  const parts = Object.entries(arms).flatMap(([name, { limited }]) => {
    if (limited === null) return [];
    const time = `${name} ${withInterval(limited.ambulanceTimeS, 0)} s`;
    return [name === BASELINE_ARM ? time : `${time} (saved ${withInterval(limited.savedS, 0)} s)`];
  });
  return `No drive left out, each counted for at most ${decimal(limitS, 0)} s (restricted mean): ${parts.join('; ')}.`;
}

function rowOf(name: string, arm: ArmSummary, junctions: number): string[] {
  const isBaseline = name === BASELINE_ARM;
  return [
    name,
    withInterval(arm.ambulanceTimeS, 0),
    isBaseline ? '' : withInterval(arm.savedS, 0),
    isBaseline ? '' : withInterval(arm.savedPerJunctionS, 1),
    greenText(arm.junctionsOnGreen, junctions),
    withInterval(arm.stops, digitsFor(arm.stops, 1)),
    withInterval(arm.stoppedS, 0),
    withInterval(arm.othersMeanDelayS, 1),
    isBaseline ? '' : signedWithInterval(arm.crossLossPct, 1),
    String(arm.violations),
  ];
}

function greenText(figure: ArmSummary['junctionsOnGreen'], junctions: number): string {
  return figure.mean === null ? '–' : `${decimal(figure.mean, digitsFor(figure, 1))} of ${junctions}`;
}

function footnote({ seeds, floorS, scenario }: AmbulanceSummary): string {
  return `${scenario}${spreadText(seeds.length)}. Ambulance alone on all green: ${withInterval(floorS, 0)} s.`;
}
