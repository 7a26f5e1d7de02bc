import { getOrThrow } from '../../kernel/assert.ts';
import type { SignalGroup } from '../../roadnet/map.ts';
import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import {
  entryAt,
  nextChangeMs,
  nextOpeningMs,
  openingAt,
  type ProgrammePlan,
  programmeLamp,
  type StageTime,
} from '../../signal/programme-plan.ts';
import type { SignalHeads } from './signal-heads.ts';

/** Longest step in which a junction acts: a group may begin this late although its minimum then overruns its programmed end. */
const STEP_MS = 1000;

/** Green or walk of a group as programmed, in epoch times. */
interface Green {
  readonly startMs: number;
  readonly endMs: number;
}

/** Shows the junction's own programme on its lamps and finds the way back into it. */
export class ProgrammeFollower {
  private readonly table: ClearanceTable;
  private readonly plan: ProgrammePlan;
  private readonly heads: SignalHeads;

  constructor(table: ClearanceTable, plan: ProgrammePlan, heads: SignalHeads) {
    this.table = table;
    this.plan = plan;
    this.heads = heads;
  }

  /** Opens and closes each group by the clock. A group that missed its start begins late only if its minimum still fits. */
  step(nowMs: number): void {
    const { table, heads } = this;
    for (let i = 0; i < table.groups.length; i++) {
      const lamp = heads.lamp(i);
      if (lamp !== 'green' && lamp !== 'red') continue;
      const green = this.greenAt(i, nowMs);
      if (lamp === 'green' && green === undefined) heads.close(i, nowMs);
      if (lamp === 'red' && green !== undefined && this.fits(i, nowMs, green)) heads.open(i, nowMs);
    }
  }

  /**
   * True when every lamp shows what the undisturbed programme shows and owes it nothing: no green has to overrun to keep its
   * minimum, and no clearance or intergreen is later than programmed.
   */
  inStep(nowMs: number): boolean {
    return this.table.groups.every((group, i) => {
      const due = programmeLamp(this.plan, i, group, nowMs);
      if (this.heads.lamp(i) !== due.lamp) return false;
      if (due.lamp === 'green') return this.heads.leastOpenUntilMs(i) <= (this.greenAt(i, nowMs)?.endMs ?? nowMs) + STEP_MS;
      return this.heads.sinceMs(i) <= due.sinceMs + STEP_MS || this.heads.blocksUntilMs(i) <= nowMs;
    });
  }

  /** Until when a lamp that shows what the programme shows stays as it is; `nowMs` when one shows anything else. */
  quietUntilMs(nowMs: number): number {
    const { table, heads } = this;
    let quietMs = nextChangeMs(this.plan, nowMs);
    for (let i = 0; i < table.groups.length; i++) {
      const lamp = heads.lamp(i);
      if (lamp !== programmeLamp(this.plan, i, table.groups[i] as SignalGroup, nowMs).lamp) return nowMs;
      if (lamp === 'yellow' || lamp === 'flashing') {
        quietMs = Math.min(quietMs, heads.sinceMs(i) + (table.clearingMs[i] as number));
      }
    }
    return quietMs;
  }

  /**
   * The stage by which to return: what the clock asks for now if it can still get its minimums, otherwise the first that can.
   * Returns the entry with its epoch times, and its groups.
   */
  wayBack(nowMs: number): { readonly entry: StageTime; readonly members: StageMembers } {
    let n = 0;
    while (entryAt(this.plan, nowMs, n).endMs <= nowMs) n++;
    const last = n + 2 * this.plan.entries.length;
    for (; ; n++) {
      const entry = entryAt(this.plan, nowMs, n);
      const members = getOrThrow(this.table.stages, entry.stage, 'stage');
      if (n >= last || this.enterable(entry, members, nowMs)) return { entry, members };
    }
  }

  /** The green or walk that the programme gives the group at `atMs`; undefined when it gives none then. */
  greenAt(group: number, atMs: number): Green | undefined {
    const opening = openingAt(this.plan, group, atMs);
    if (opening === undefined || this.table.groups[group]?.kind === 'vehicle') return opening;
    const endMs = opening.endMs - (this.table.clearingMs[group] as number);
    return atMs < endMs ? { startMs: opening.startMs, endMs } : undefined;
  }

  /** When the programme opens the group next. */
  opensNextMs(group: number, atMs: number): number {
    return nextOpeningMs(this.plan, group, atMs);
  }

  private enterable(entry: StageTime, members: StageMembers, nowMs: number): boolean {
    return members.leads.every((lead) => {
      if (this.heads.lamp(lead) === 'green') return true;
      const openMs = Math.max(entry.startMs, this.heads.readyMs(lead, nowMs));
      const green = this.greenAt(lead, openMs);
      return green !== undefined && openMs < entry.endMs && this.fits(lead, openMs, green);
    });
  }

  private fits(group: number, openMs: number, green: Green): boolean {
    return openMs <= green.startMs + STEP_MS || openMs + (this.table.leastOpenMs[group] as number) <= green.endMs;
  }
}
