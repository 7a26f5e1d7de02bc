import Table from 'cli-table3';
import type { Accuracy } from '../arrivals/accuracy.ts';
import { METHODS } from '../arrivals/prediction.ts';
import { fixed, signed } from './figures-text.ts';

export interface AccuracyGroup {
  readonly setting: string;
  readonly arm: string;
  readonly accuracy: readonly Accuracy[];
}

/** Mean absolute error and bias by each method, and how many crossings the band held. */
export function arrivalsTable(groups: readonly AccuracyGroup[]): string {
  const head = [
    'setting',
    'arm',
    'ahead',
    'n',
    ...METHODS.map((method) => `${method} s`),
    'p90 s',
    'held %',
    'early %',
    'late %',
    'width s',
  ];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { setting, arm, accuracy } of groups) {
    accuracy.forEach(({ ahead, predictions, errors, insidePct, earlierPct, laterPct, meanWidthS }, i) => {
      const methods = METHODS.map((m) => `${fixed(errors[m].meanAbsoluteS, 1)} (${signed(errors[m].biasS, 1)})`);
      const shares = [insidePct, earlierPct, laterPct].map((pct) => fixed(pct, 0));
      const names = i === 0 ? [setting, arm] : ['', ''];
      table.push([...names, ahead, predictions, ...methods, fixed(errors.told.p90S, 0), ...shares, fixed(meanWidthS, 0)]);
    });
  }
  return table.toString();
}
