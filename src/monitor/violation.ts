import type { JunctionId, SignalGroupId } from '../kernel/ids.ts';
import type { Lamp } from '../signal/lamp.ts';

/** Rules of safe transition whose measure is a duration: it was shorter, or for `yellow-long` longer, than wanted. */
export type TimingRule = 'intergreen-short' | 'yellow-short' | 'yellow-long' | 'green-short' | 'walk-short' | 'clearance-short';

/** Rules of priority whose measure is a duration that was longer than allowed: after the lease, waiting while priority holds, in red. */
export type PriorityRule = 'lease-overrun' | 'presence-overrun' | 'starved';

interface Where {
  readonly junction: JunctionId;
  /** Signal groups concerned; for pairs, first the one that was open before. Empty when it is about the whole junction. */
  readonly groups: readonly SignalGroupId[];
  /** When it was seen. */
  readonly atMs: number;
}

/** One broken rule. Closed list: whatever is in it fails a run. */
export type Violation =
  | (Where & { readonly kind: TimingRule | PriorityRule; readonly wantedS: number; readonly seenS: number })
  /** Conflicting groups have right of way at one time. */
  | (Where & { readonly kind: 'open-together'; readonly seen: readonly [Lamp, Lamp] })
  | (Where & { readonly kind: 'illegal-sequence'; readonly wanted: readonly Lamp[]; readonly seen: readonly [Lamp, Lamp] })
  | (Where & { readonly kind: 'dark-lamp' })
  /** A group that the junction's data name shows nothing that a signal head can show. */
  | (Where & { readonly kind: 'unknown-group' })
  /** Priority holds the junction though no command ever leased it. */
  | (Where & { readonly kind: 'priority-without-command' });
