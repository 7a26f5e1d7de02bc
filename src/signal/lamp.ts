import type { SignalGroupId } from '../kernel/ids.ts';

/** What a signal head shows. Vehicles: red, green, yellow. Pedestrians: red, green (walk), flashing (clearance). Dark counts as a fault. */
export type Lamp = 'red' | 'green' | 'yellow' | 'flashing' | 'dark';

export interface GroupState {
  readonly group: SignalGroupId;
  readonly lamp: Lamp;
  /** Since when it has shown this. */
  readonly sinceMs: number;
  /** Earliest and likeliest end of what it shows, as the junction knows it; absent when it does not know. */
  readonly minEndMs?: number;
  readonly likelyEndMs?: number;
}
