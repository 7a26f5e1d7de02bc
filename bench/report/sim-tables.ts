import { plainTable } from '../../src/report/plain-table.ts';
import type { DuelResult } from '../sim/duel.ts';
import type { ScaleResult } from '../sim/scaling.ts';
import { fixed, signed } from './figures-text.ts';

const DUEL_HEAD = [
  '',
  'wall s',
  'updates/s',
  'running',
  'mean\nm/s',
  'standing\n%',
  'arrived',
  'peak\nMB',
  'times SUMO\nsimulation',
  'whole\nprocess',
  'CPU\ntime',
];

/** Both sides of each case; ratios of the simulations with those of the single repetitions in brackets. */
export function duelTable(duels: Readonly<Record<string, DuelResult>>): string {
  const rows = Object.entries(duels).flatMap(([name, one]) => [
    [`${name}: SUMO`, fixed(one.sumoWallS, 2), million(one.sumoUpdatesPerS), ...state(one.sumo), '', '', '', ''],
    [
      '  ours',
      fixed(one.wallS, 2),
      million(one.updatesPerS),
      ...state(one.ours),
      fixed(one.peakMb, 0),
      `${fixed(one.ratioToSumo, 1)} (${fixed(Math.min(...one.ratios), 1)}-${fixed(Math.max(...one.ratios), 1)})`,
      fixed(one.wholeProcessRatio, 1),
      fixed(one.cpuRatio, 1),
    ],
  ]);
  return plainTable(DUEL_HEAD, rows);
}

/** Cost per vehicle and step by size, and how far the sizes lie apart. */
export function scalingTable(scales: readonly ScaleResult[]): string {
  const least = Math.min(...scales.map(({ nsPerVehicleStep }) => nsPerVehicleStep));
  const rows = scales.map((scale) => [
    `${scale.asked}`,
    fixed(scale.running, 0),
    fixed(scale.speedMps, 2),
    fixed(scale.standingShare * 100, 0),
    fixed(scale.nsPerVehicleStep, 1),
    signed((scale.nsPerVehicleStep / least - 1) * 100, 1),
    million(scale.updatesPerS),
    fixed(scale.wallS, 1),
    fixed(scale.peakMb, 0),
  ]);
  const head = [
    'vehicles',
    'running',
    'mean\nm/s',
    'standing\n%',
    'ns per\nvehicle step',
    'over the\nleast %',
    'updates/s',
    'wall s',
    'peak\nMB',
  ];
  return plainTable(head, rows);
}

function state({ running, speedMps, standingShare, arrived }: DuelResult['ours']): readonly string[] {
  return [fixed(running, 0), fixed(speedMps, 2), fixed(standingShare * 100, 0), fixed(arrived, 0)];
}

function million(perS: number): string {
  return `${fixed(perS / 1e6, 3)} M`;
}
