import type { ClearanceTable } from '../../signal/clearance-table.ts';
import type { Lamp } from '../../signal/lamp.ts';

/**
 * The lamps of one junction and the only code that changes them. Whoever drives may only ask to open or close a group; the
 * request is met when every rule allows it and otherwise ignored, so no driver can break a clearance. Vehicles go
 * red-green-yellow-red, pedestrians red-green-flashing-red; groups go by number (position in `junction.groups`).
 */
export class SignalHeads {
  private readonly table: ClearanceTable;
  private readonly shown: Lamp[];
  private readonly shownSinceMs: Float64Array;
  /** When each last closed: end of green (vehicles) or of clearance (pedestrians). */
  private readonly lastClosedMs: Float64Array;

  /** Begins with the lamps given, which must be safe in themselves. */
  constructor(table: ClearanceTable, begin: (group: number) => { readonly lamp: Lamp; readonly sinceMs: number }) {
    this.table = table;
    this.shown = table.groups.map((_, i) => begin(i).lamp);
    this.shownSinceMs = Float64Array.from(table.groups, (_, i) => begin(i).sinceMs);
    this.lastClosedMs = Float64Array.from(table.groups, (group, i) => {
      const redFor = this.lamp(i) === 'red' && group.kind === 'vehicle' ? this.clearingMs(i) : 0;
      return this.sinceMs(i) - redFor;
    });
  }

  /** What each group shows now, by number. */
  get lamps(): readonly Lamp[] {
    return this.shown;
  }

  lamp(group: number): Lamp {
    return this.shown[group] as Lamp;
  }

  sinceMs(group: number): number {
    return this.shownSinceMs[group] as number;
  }

  /** When the group last closed; meaningful while it is neither green nor flashing. */
  closedMs(group: number): number {
    return this.lastClosedMs[group] as number;
  }

  /** Yellows and pedestrian clearances that are over become red. */
  finishClearances(nowMs: number): void {
    for (let i = 0; i < this.shown.length; i++) {
      const lamp = this.shown[i];
      if (lamp !== 'yellow' && lamp !== 'flashing') continue;
      if (nowMs < this.sinceMs(i) + this.clearingMs(i)) continue;
      if (lamp === 'flashing') this.lastClosedMs[i] = nowMs;
      this.show(i, 'red', nowMs);
    }
  }

  /** Turns a group that has shown red for a step at least green, if all that conflict with it are red and their intergreens are over. */
  open(group: number, nowMs: number): void {
    if (this.lamp(group) !== 'red' || nowMs <= this.sinceMs(group)) return;
    for (const { group: other, intergreenMs } of this.table.before[group] ?? []) {
      if (this.lamp(other) !== 'red' || nowMs < this.closedMs(other) + intergreenMs) return;
    }
    this.show(group, 'green', nowMs);
  }

  /** Ends a green whose minimum (or walk) is over. */
  close(group: number, nowMs: number): void {
    if (this.lamp(group) !== 'green' || nowMs < this.leastOpenUntilMs(group)) return;
    const vehicle = this.table.groups[group]?.kind === 'vehicle';
    if (vehicle) this.lastClosedMs[group] = nowMs;
    this.show(group, vehicle ? 'yellow' : 'flashing', nowMs);
  }

  /** End of the minimum green or walk of a green group. */
  leastOpenUntilMs(group: number): number {
    return this.sinceMs(group) + (this.table.leastOpenMs[group] as number);
  }

  /** Earliest instant at which `group` could be green if everything that conflicts with it were asked to close now. */
  readyMs(group: number, nowMs: number): number {
    let readyMs = nowMs;
    const lamp = this.lamp(group);
    if (lamp === 'yellow' || lamp === 'flashing') readyMs = Math.max(readyMs, this.sinceMs(group) + this.clearingMs(group));
    for (const { group: other, intergreenMs } of this.table.before[group] ?? []) {
      readyMs = Math.max(readyMs, this.earliestClosedMs(other, nowMs) + intergreenMs);
    }
    return readyMs;
  }

  /** Until when a group that is not green keeps conflicting groups from opening. */
  blocksUntilMs(group: number): number {
    const longestMs = (this.table.after[group] ?? []).reduce((ms, { intergreenMs }) => Math.max(ms, intergreenMs), 0);
    return this.earliestClosedMs(group, Number.POSITIVE_INFINITY) + longestMs;
  }

  private earliestClosedMs(group: number, nowMs: number): number {
    const lamp = this.lamp(group);
    const vehicle = this.table.groups[group]?.kind === 'vehicle';
    if (lamp === 'flashing') return this.sinceMs(group) + this.clearingMs(group);
    if (lamp !== 'green') return this.closedMs(group);
    return Math.max(nowMs, this.leastOpenUntilMs(group)) + (vehicle ? 0 : this.clearingMs(group));
  }

  private show(group: number, lamp: Lamp, nowMs: number): void {
    this.shown[group] = lamp;
    this.shownSinceMs[group] = nowMs;
  }

  private clearingMs(group: number): number {
    return this.table.clearingMs[group] as number;
  }
}
