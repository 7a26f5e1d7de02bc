import { figure } from '../experiment/figure.ts';
import { bootstrapMean95 } from './bootstrap.ts';
import type { FaultLoss, PairedFigure, SettingResult } from './result.ts';
import type { Setting } from './setting.ts';

/**
 * What each arm loses in a setting against the one that it refers to, seed by seed: both met the same traffic. In the order of the
 * settings; one whose reference was not run, or on other seeds, has no rows.
 */
export function faultLosses(settings: readonly Setting[], results: readonly SettingResult[]): readonly FaultLoss[] {
  const byName = new Map(results.map((result) => [result.scenario, result]));
  return settings.flatMap(({ name, reference }): readonly FaultLoss[] => {
    const [disturbed, sound] = [byName.get(name), byName.get(reference?.setting ?? '')];
    if (reference === undefined || disturbed === undefined || sound === undefined) return [];
    if (disturbed.seeds.join() !== sound.seeds.join()) return [];
    return Object.entries(disturbed.arms).flatMap(([arm, own]): readonly FaultLoss[] => {
      const other = sound.arms[arm];
      if (other === undefined) return [];
      return [
        {
          setting: name,
          reference: reference.setting,
          arm,
          lossS: reference.isSameDrive ? lessSeedwise(own.timeS.perSeed, other.timeS.perSeed) : null,
          othersVehH: lessSeedwise(own.othersVehH.perSeed, other.othersVehH.perSeed),
          savedS: own.gainS,
          arrived: own.arrived,
          needlessGreenS: Math.max(...own.needlessGreenS.perSeed),
          violations: own.violations,
        },
      ];
    });
  });
}

function lessSeedwise(own: readonly number[], other: readonly number[]): PairedFigure {
  const perSeed = own.map((value, i) => value - (other[i] as number));
  return { ...figure(perSeed), boot95: bootstrapMean95(perSeed) };
}
