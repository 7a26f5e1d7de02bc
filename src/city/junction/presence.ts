import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { SignalHeads } from './signal-heads.ts';
import type { Street } from './street.ts';

/** Stop bars of a closed group at which nobody has been seen for so long are empty: queues move up with smaller gaps. */
const EMPTY_MS = 10_000;

export interface PresenceLimits {
  readonly maxPresenceMs: number;
  /** Cycle of the programme: the longest that it keeps anybody waiting by itself. */
  readonly cycleMs: number;
}

/**
 * Maximum presence (NTCIP 1202 preemptMaximumPresence, read per starvation): the longest time that any group has been
 * continuously closed, with somebody waiting, since priority came. A group that gets green, whoever asked for it, counts anew,
 * and its green is never below its minimum; so renewals, other requests and stages that keep it red do not help, a planned
 * cross service does. Nor does letting go for a moment: an interval without priority ends the count of those only that were
 * green in it, or had nobody waiting.
 *
 * However often priority comes and goes, the count begins at the latest a cycle after the group closed. The red before the end
 * of a fault counts for nobody.
 */
export class Presence {
  private readonly table: ClearanceTable;
  private readonly heads: SignalHeads;
  private readonly street: Street;
  private readonly limits: PresenceLimits;
  /** Per group: since when priority has been there for it; NaN once it was green, or empty, without priority. */
  private readonly sinceMs: Float64Array;
  /** Per group: when somebody was last seen to ask, and when last nobody waited. */
  private readonly askedMs: Float64Array;
  private readonly emptyMs: Float64Array;
  /** Per group: 1 while somebody is there who would wait if it were closed. */
  private readonly present: Uint8Array;
  /** Some group has a time in `sinceMs`. */
  private counting = false;
  private faultMs = Number.NEGATIVE_INFINITY;

  constructor(table: ClearanceTable, heads: SignalHeads, street: Street, limits: PresenceLimits) {
    const count = table.groups.length;
    this.table = table;
    this.heads = heads;
    this.street = street;
    this.limits = limits;
    this.sinceMs = new Float64Array(count).fill(Number.NaN);
    this.askedMs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.emptyMs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.present = new Uint8Array(count);
  }

  /** True as long as priority has left something to be counted. */
  get isCounting(): boolean {
    return this.counting;
  }

  /** Sees who is there now; before anything else in a step. */
  watch(nowMs: number): void {
    for (let i = 0; i < this.present.length; i++) {
      if (this.street.calls(i)) this.askedMs[i] = nowMs;
      // A button is pressed or not, but between two vehicles that move up the stop bar is free for a moment.
      const lastsMs = this.table.groups[i]?.kind === 'vehicle' ? EMPTY_MS : 0;
      this.present[i] = nowMs - (this.askedMs[i] as number) <= lastsMs ? 1 : 0;
      if (!this.waits(i)) this.emptyMs[i] = nowMs;
    }
  }

  /** Priority is in force now. */
  active(nowMs: number): void {
    this.counting = true;
    for (let i = 0; i < this.sinceMs.length; i++) if (Number.isNaN(this.sinceMs[i])) this.sinceMs[i] = nowMs;
  }

  /** No priority is in force now. */
  idle(): void {
    if (!this.counting) return;
    this.counting = false;
    for (let i = 0; i < this.sinceMs.length; i++) {
      if (!this.waits(i)) this.sinceMs[i] = Number.NaN;
      this.counting ||= !Number.isNaN(this.sinceMs[i]);
    }
  }

  /** A fault keeps all groups closed now. */
  fault(nowMs: number): void {
    this.faultMs = nowMs;
  }

  /** Since when the group that waits longest has been counted; undefined when none waits. */
  heldSinceMs(): number | undefined {
    let earliestMs: number | undefined;
    for (let i = 0; i < this.present.length; i++) {
      if (this.waits(i)) earliestMs = Math.min(earliestMs ?? Number.POSITIVE_INFINITY, this.waitsFromMs(i));
    }
    return earliestMs;
  }

  /** True when a group that the wished stage does not open either has waited for the maximum. */
  exceeded(nowMs: number, wished: StageMembers): boolean {
    const begun = wished.leads.every((lead) => this.heads.lamp(lead) === 'green');
    return this.present.some((_, i) => {
      // Pedestrians of a stage that is held already rest red.
      const opens = wished.has[i] === true && !(begun && this.table.groups[i]?.kind === 'pedestrian');
      return !opens && this.isOverdue(i, nowMs);
    });
  }

  /** True when a group has been closed for the maximum and a cycle, priority's doing first and then the way back's. */
  forgotten(nowMs: number): boolean {
    if (!this.counting) return false;
    const { maxPresenceMs, cycleMs } = this.limits;
    return this.present.some((_, i) => {
      if (!this.waits(i) || Number.isNaN(this.sinceMs[i])) return false;
      return nowMs >= this.closedMs(i) + cycleMs + maxPresenceMs;
    });
  }

  /** Of these stages the one with the group that has been closed longest of those that have waited for the maximum. */
  overdueStage(nowMs: number, among: readonly StageMembers[]): StageMembers | undefined {
    let longest: StageMembers | undefined;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (const stage of among) {
      for (let i = 0; i < this.present.length; i++) {
        if (!stage.has[i] || !this.isOverdue(i, nowMs) || this.closedMs(i) >= earliestMs) continue;
        earliestMs = this.closedMs(i);
        longest = stage;
      }
    }
    return longest;
  }

  private isOverdue(group: number, nowMs: number): boolean {
    return this.waits(group) && nowMs >= this.waitsFromMs(group) + this.limits.maxPresenceMs;
  }

  private waits(group: number): boolean {
    return this.present[group] === 1 && this.heads.lamp(group) !== 'green';
  }

  private waitsFromMs(group: number): number {
    const closedMs = this.closedMs(group);
    const sinceMs = this.sinceMs[group] as number;
    const latestMs = closedMs + this.limits.cycleMs;
    return Math.max(closedMs, Number.isNaN(sinceMs) ? latestMs : Math.min(sinceMs, latestMs));
  }

  private closedMs(group: number): number {
    return Math.max(this.faultMs, this.heads.closedMs(group), this.emptyMs[group] as number);
  }
}
