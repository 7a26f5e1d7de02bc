import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { SettingResult } from '../../evaluation/result.ts';
import { decimal, signedWithInterval, withInterval } from '../figures.ts';
import { plainTable, spreadText } from '../plain-table.ts';

const HEAD = [
  'arm',
  'ambulance\ns',
  'p90\ns',
  'saved\ns',
  'phi',
  'on\ngreen',
  'others\n+veh h',
  'price',
  'cross-street\nloss %',
  'viola-\ntions',
];

/** The arms of every setting side by side, as text for a terminal. */
export function evaluationTable(settings: readonly SettingResult[], arms: readonly EvaluatedArm[]): string {
  return settings.map((setting) => settingText(setting, arms)).join('\n\n');
}

function settingText(setting: SettingResult, arms: readonly EvaluatedArm[]): string {
  const rows = arms.flatMap((arm): string[][] => {
    const result = setting.arms[arm.name];
    if (result === undefined) return [];
    const isBaseline = arm.family === 'none';
    const against = (text: string): string => (isBaseline ? '' : text);
    return [
      [
        arm.name,
        withInterval(result.timeS, 0),
        decimal(result.timeP90S, 0),
        against(withInterval(result.gainS, 0)),
        against(result.phi.value === null ? '–' : decimal(result.phi.value, 2)),
        withInterval(result.junctionsOnGreen, 1),
        against(signedWithInterval(result.othersVehH, 1)),
        against(result.price.value === null ? '–' : decimal(result.price.value, 0)),
        against(signedWithInterval(result.crossLossPct, 1)),
        String(result.violations),
      ],
    ];
  });
  const cutOff = Object.values(setting.arms).some(({ notArrived }) => notArrived.length > 0);
  const foot = `${setting.scenario}${spreadText(setting.seeds.length)}. Alone on all green: ${withInterval(setting.floorS, 0)} s.${cutOff ? ' Not every ambulance arrived: times are counted up to a common limit.' : ''}`;
  return `${setting.title}\n${plainTable(HEAD, rows)}\n${foot}`;
}
