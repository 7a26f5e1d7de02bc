import type { Fault } from '../kernel/faults.ts';
import type { Scenario } from './scenario.ts';

/** A name that the map does not have. */
export function unknown(path: string, value: string, kind: 'link' | 'node' | 'junction'): Fault {
  return { path, value, advice: `the map has no ${kind} of this id: correct its spelling` };
}

/** A link that nobody may drive on. */
export function closed(path: string, value: string): Fault {
  return { path, value, advice: 'this link is closed (closedLinks): take it from that list or go another way' };
}

/** A window that ends before it begins, or after the run. */
export function windowFaults({ fromS, toS }: { fromS: number; toS: number }, path: string, { endS }: Scenario): Fault[] {
  if (fromS >= toS) return [{ path: `${path}.toS`, value: toS, advice: `must be after fromS (${fromS})` }];
  return toS <= endS ? [] : [{ path: `${path}.toS`, value: toS, advice: `must not be after the run's end (${endS})` }];
}

/** Members of a list that say of themselves by `key` what an earlier one said. */
export function repeated<K extends string>(list: readonly Readonly<Record<K, string>>[], path: string, key: K): Fault[] {
  const seen = new Set<string>();
  return list.flatMap((item, i) => {
    const again = seen.has(item[key]);
    seen.add(item[key]);
    return again ? [{ path: `${path}[${i}].${key}`, value: item[key], advice: 'is there already: give each its own' }] : [];
  });
}
