import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { SignalHeads } from './signal-heads.ts';

/**
 * Maximum presence (NTCIP 1202 preemptMaximumPresence, read per starvation): the longest time that any vehicle group which the
 * programme serves has been continuously closed while in priority. A group that gets green, whoever asked for it, counts anew,
 * and its green is never below its minimum; so renewals, other requests and stages that keep it red do not help, a planned
 * cross service does. Nor does letting go for a moment: an interval without priority ends the count of those only that got
 * green in it.
 */
export class Presence {
  private readonly table: ClearanceTable;
  private readonly heads: SignalHeads;
  private readonly entries: readonly StageMembers[];
  private readonly served: readonly number[];
  private readonly maxMs: number;
  private sinceMs: number | undefined;
  /** Since when there is no priority, while its count goes on for somebody. */
  private idleSinceMs: number | undefined;

  constructor(table: ClearanceTable, heads: SignalHeads, entries: readonly StageMembers[], maxMs: number) {
    this.table = table;
    this.heads = heads;
    this.entries = entries;
    this.maxMs = maxMs;
    this.served = table.groups.flatMap((group, i) => (group.kind === 'vehicle' && entries.some((e) => e.has[i]) ? [i] : []));
  }

  /** Priority is in force now. */
  active(nowMs: number): void {
    this.sinceMs ??= nowMs;
    this.idleSinceMs = undefined;
  }

  /** No priority is in force now; once every group has been green since it ended, nothing is left to count. */
  idle(nowMs: number): void {
    if (this.sinceMs === undefined) return;
    this.idleSinceMs ??= nowMs;
    for (const group of this.served) {
      if (this.heads.lamp(group) !== 'green' && this.heads.closedMs(group) < this.idleSinceMs) return;
    }
    this.reset();
  }

  /** A starved stage has been served. */
  reset(): void {
    this.sinceMs = undefined;
    this.idleSinceMs = undefined;
  }

  /** Since when the group that waits longest has been closed in priority; undefined when none waits. */
  heldSinceMs(): number | undefined {
    if (this.sinceMs === undefined) return undefined;
    let earliestMs: number | undefined;
    for (const group of this.served) {
      if (this.heads.lamp(group) === 'green') continue;
      earliestMs = Math.min(earliestMs ?? Number.POSITIVE_INFINITY, this.closedInPriorityMs(group, this.sinceMs));
    }
    return earliestMs;
  }

  /** True when a group that the wished stage does not open either has waited for the maximum. */
  exceeded(nowMs: number, wished: StageMembers): boolean {
    if (this.sinceMs === undefined || nowMs < this.sinceMs + this.maxMs) return false;
    for (const group of this.served) {
      if (wished.has[group] || this.heads.lamp(group) === 'green') continue;
      if (nowMs >= this.closedInPriorityMs(group, this.sinceMs) + this.maxMs) return true;
    }
    return false;
  }

  /** The programme's stage with the vehicle group that has been closed longest, priority or not. */
  starvedStage(): StageMembers | undefined {
    let starved: StageMembers | undefined;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (const entry of this.entries) {
      for (const lead of entry.leads) {
        if (this.table.groups[lead]?.kind !== 'vehicle' || this.heads.lamp(lead) === 'green') continue;
        if (this.heads.closedMs(lead) >= earliestMs) continue;
        earliestMs = this.heads.closedMs(lead);
        starved = entry;
      }
    }
    return starved;
  }

  private closedInPriorityMs(group: number, sinceMs: number): number {
    return Math.max(sinceMs, this.heads.closedMs(group));
  }
}
