import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { SignalHeads } from './signal-heads.ts';

export interface PresenceLimits {
  readonly maxPresenceMs: number;
  /** Cycle of the programme: the longest that it keeps anybody waiting by itself. */
  readonly cycleMs: number;
}

/**
 * Maximum presence (NTCIP 1202 preemptMaximumPresence, read per starvation): the longest time that any vehicle group has been
 * continuously closed since priority came. A group that gets green, whoever asked for it, counts anew, and its green is never
 * below its minimum; so renewals, other requests and stages that keep it red do not help, a planned cross service does. Nor does
 * letting go for a moment: an interval without priority ends the count of those only that were green in it.
 *
 * However often priority comes and goes, the count begins at the latest a cycle after the group closed. The red before the end
 * of a fault counts for nobody.
 */
export class Presence {
  private readonly heads: SignalHeads;
  private readonly vehicles: readonly number[];
  private readonly limits: PresenceLimits;
  /** Per group: since when priority has been there for it; undefined once it was green without priority. */
  private readonly sinceMs: (number | undefined)[];
  private faultMs = Number.NEGATIVE_INFINITY;

  constructor(table: ClearanceTable, heads: SignalHeads, limits: PresenceLimits) {
    this.heads = heads;
    this.limits = limits;
    this.vehicles = table.groups.flatMap((group, i) => (group.kind === 'vehicle' ? [i] : []));
    this.sinceMs = table.groups.map(() => undefined);
  }

  /** Priority is in force now. */
  active(nowMs: number): void {
    for (const group of this.vehicles) this.sinceMs[group] ??= nowMs;
  }

  /** No priority is in force now. */
  idle(): void {
    for (const group of this.vehicles) if (this.heads.lamp(group) === 'green') this.sinceMs[group] = undefined;
  }

  /** A fault keeps all groups closed now. */
  fault(nowMs: number): void {
    this.faultMs = nowMs;
  }

  /** Since when the group that waits longest has been counted; undefined when none waits. */
  heldSinceMs(): number | undefined {
    const sinceMs = this.vehicles.filter((group) => this.heads.lamp(group) !== 'green').map((group) => this.waitsFromMs(group));
    return sinceMs.length === 0 ? undefined : Math.min(...sinceMs);
  }

  /** True when a group that the wished stage does not open either has waited for the maximum. */
  exceeded(nowMs: number, wished: StageMembers): boolean {
    return this.vehicles.some((group) => !wished.has[group] && this.isOverdue(group, nowMs));
  }

  /** True when a group has been closed for the maximum and a cycle, priority's doing first and then the way back's. */
  forgotten(nowMs: number): boolean {
    const { maxPresenceMs, cycleMs } = this.limits;
    return this.vehicles.some((group) => {
      if (this.sinceMs[group] === undefined || this.heads.lamp(group) === 'green') return false;
      return nowMs >= this.closedMs(group) + cycleMs + maxPresenceMs;
    });
  }

  /** Of these stages the one with the group that has been closed longest of those that have waited for the maximum. */
  overdueStage(nowMs: number, among: readonly StageMembers[]): StageMembers | undefined {
    let longest: StageMembers | undefined;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (const stage of among) {
      for (const group of this.vehicles) {
        if (!stage.has[group] || !this.isOverdue(group, nowMs) || this.closedMs(group) >= earliestMs) continue;
        earliestMs = this.closedMs(group);
        longest = stage;
      }
    }
    return longest;
  }

  private isOverdue(group: number, nowMs: number): boolean {
    return this.heads.lamp(group) !== 'green' && nowMs >= this.waitsFromMs(group) + this.limits.maxPresenceMs;
  }

  private waitsFromMs(group: number): number {
    const closedMs = this.closedMs(group);
    const sinceMs = this.sinceMs[group] ?? Number.POSITIVE_INFINITY;
    return Math.max(closedMs, Math.min(sinceMs, closedMs + this.limits.cycleMs));
  }

  private closedMs(group: number): number {
    return Math.max(this.faultMs, this.heads.closedMs(group));
  }
}
