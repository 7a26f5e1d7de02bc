import type { ClearanceTable } from '../../signal/clearance-table.ts';
import type { Lamp } from '../../signal/lamp.ts';

interface Head {
  lamp: Lamp;
  sinceMs: number;
  /** When it last closed: end of green (vehicles) or of clearance (pedestrians). */
  closedMs: number;
}

/**
 * The lamps of one junction and the only code that changes them. Whoever drives may only ask to open or close a group; the
 * request is met when every rule allows it and otherwise ignored, so no driver can break a clearance. Vehicles go
 * red-green-yellow-red, pedestrians red-green-flashing-red; groups go by number (position in `junction.groups`).
 */
export class SignalHeads {
  private readonly table: ClearanceTable;
  private readonly heads: readonly Head[];

  /** Begins with the lamps given, which must be safe in themselves. */
  constructor(table: ClearanceTable, begin: (group: number) => { readonly lamp: Lamp; readonly sinceMs: number }) {
    this.table = table;
    this.heads = table.groups.map((group, i) => {
      const { lamp, sinceMs } = begin(i);
      const clearingMs = table.clearingMs[i] as number;
      const redFor = lamp === 'red' && group.kind === 'vehicle' ? clearingMs : 0;
      return { lamp, sinceMs, closedMs: sinceMs - redFor };
    });
  }

  lamp(group: number): Lamp {
    return this.head(group).lamp;
  }

  sinceMs(group: number): number {
    return this.head(group).sinceMs;
  }

  /** When the group last closed; meaningful while it is neither green nor flashing. */
  closedMs(group: number): number {
    return this.head(group).closedMs;
  }

  /** Yellows and pedestrian clearances that are over become red. */
  finishClearances(nowMs: number): void {
    for (let i = 0; i < this.heads.length; i++) {
      const head = this.head(i);
      if (head.lamp !== 'yellow' && head.lamp !== 'flashing') continue;
      if (nowMs < head.sinceMs + this.clearingMs(i)) continue;
      if (head.lamp === 'flashing') head.closedMs = nowMs;
      this.show(head, 'red', nowMs);
    }
  }

  /** Turns a group that has shown red for a step at least green, if all that conflict with it are red and their intergreens are over. */
  open(group: number, nowMs: number): void {
    const head = this.head(group);
    if (head.lamp !== 'red' || nowMs <= head.sinceMs) return;
    for (const { group: other, intergreenMs } of this.table.before[group] ?? []) {
      const conflicting = this.head(other);
      if (conflicting.lamp !== 'red' || nowMs < conflicting.closedMs + intergreenMs) return;
    }
    this.show(head, 'green', nowMs);
  }

  /** Ends a green whose minimum (or walk) is over. */
  close(group: number, nowMs: number): void {
    const head = this.head(group);
    if (head.lamp !== 'green' || nowMs < this.leastOpenUntilMs(group)) return;
    const vehicle = this.table.groups[group]?.kind === 'vehicle';
    if (vehicle) head.closedMs = nowMs;
    this.show(head, vehicle ? 'yellow' : 'flashing', nowMs);
  }

  /** End of the minimum green or walk of a green group. */
  leastOpenUntilMs(group: number): number {
    return this.head(group).sinceMs + (this.table.leastOpenMs[group] as number);
  }

  /** Earliest instant at which `group` could be green if everything that conflicts with it were asked to close now. */
  readyMs(group: number, nowMs: number): number {
    let readyMs = nowMs;
    const own = this.head(group);
    if (own.lamp === 'yellow' || own.lamp === 'flashing') readyMs = Math.max(readyMs, own.sinceMs + this.clearingMs(group));
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
    const head = this.head(group);
    const vehicle = this.table.groups[group]?.kind === 'vehicle';
    if (head.lamp === 'flashing') return head.sinceMs + this.clearingMs(group);
    if (head.lamp !== 'green') return head.closedMs;
    return Math.max(nowMs, this.leastOpenUntilMs(group)) + (vehicle ? 0 : this.clearingMs(group));
  }

  private show(head: Head, lamp: Lamp, nowMs: number): void {
    head.lamp = lamp;
    head.sinceMs = nowMs;
  }

  private head(group: number): Head {
    return this.heads[group] as Head;
  }

  private clearingMs(group: number): number {
    return this.table.clearingMs[group] as number;
  }
}
