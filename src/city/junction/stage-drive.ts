import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { LampForecast } from './lamp-forecast.ts';
import type { SignalHeads } from './signal-heads.ts';

export interface StageDriveOptions {
  /**
   * `once`: those of a stage that newly begins walk their minimum and clear, and then rest red, so that the stage can be left
   * quickly; `anew`: those who rest red do so though the stage is green already; `leave`: pedestrians of the stage are touched
   * only where it has no vehicles.
   */
  readonly pedestrians: 'once' | 'anew' | 'leave';
  /** No group of the stage opens before this. */
  readonly openFromMs: number;
  /** Who of the pedestrians is to walk at all; absent: all. */
  readonly walks?: (group: number) => boolean;
}

/**
 * Brings a junction to one stage as fast as the rules allow and holds it. Groups open in both stay green. Pedestrians that
 * have to go clear at once; vehicles that have to go stay green until the last instant at which ending them delays nobody
 * (their parallel pedestrians still clear, say), because an earlier end would only waste green. Each group of the stage opens
 * as soon as its own conflicts are clear.
 */
export class StageDrive implements LampForecast {
  readonly target: StageMembers;
  private readonly table: ClearanceTable;
  private readonly heads: SignalHeads;
  private readonly pedestrians: StageDriveOptions['pedestrians'];
  private readonly openFromMs: number;
  /** Groups that the drive will still open, and those it has opened (pedestrians do so once). */
  private readonly wanted: boolean[];
  /** For wanted groups: when they can be green. */
  private readonly readyMs: number[];

  constructor(table: ClearanceTable, heads: SignalHeads, target: StageMembers, options: StageDriveOptions) {
    const { pedestrians, openFromMs, walks } = options;
    this.table = table;
    this.heads = heads;
    this.target = target;
    this.pedestrians = pedestrians;
    this.openFromMs = openFromMs;
    const newly = target.leads.some((lead) => heads.lamp(lead) !== 'green');
    const lets = pedestrians === 'anew' || (pedestrians === 'once' && newly);
    this.wanted = table.groups.map((group, i) => {
      if (!target.has[i] || heads.lamp(i) === 'green') return false;
      if (group.kind === 'pedestrian' && walks?.(i) === false) return false;
      return target.leads.includes(i) || (lets && heads.lamp(i) === 'red');
    });
    this.readyMs = table.groups.map(() => Number.POSITIVE_INFINITY);
  }

  step(nowMs: number): void {
    const { table, heads, target } = this;
    for (let i = 0; i < table.groups.length; i++) {
      if (this.wanted[i]) this.readyMs[i] = Math.max(this.openFromMs, heads.readyMs(i, nowMs));
    }
    for (let i = 0; i < table.groups.length; i++) {
      if (target.has[i] ? this.clearsInStage(i) : nowMs >= this.closeDueMs(i, nowMs)) heads.close(i, nowMs);
    }
    if (nowMs < this.openFromMs) return;
    for (let i = 0; i < table.groups.length; i++) {
      if (!this.wanted[i]) continue;
      heads.open(i, nowMs);
      if (heads.lamp(i) === 'green') this.wanted[i] = false;
    }
  }

  /** True once every lead group of the stage has been opened (and, for vehicles, therefore is green). */
  reached(): boolean {
    return this.target.leads.every((lead) => !this.wanted[lead]);
  }

  /** True when no pedestrian of the stage is walking, clearing or still to walk. */
  pedestriansDone(): boolean {
    return this.target.pedestrians.every((i) => !this.wanted[i] && this.heads.lamp(i) === 'red');
  }

  /** When a group of the stage that is still closed is expected to open; undefined if the drive will not open it. */
  opensAtMs(group: number): number | undefined {
    return this.wanted[group] ? this.readyMs[group] : undefined;
  }

  /** When a green group is expected to end; undefined if the drive holds it. */
  closesAtMs(group: number, nowMs: number): number | undefined {
    if (this.target.has[group] && !this.clearsInStage(group)) return undefined;
    const dueMs = this.target.has[group] ? nowMs : this.closeDueMs(group, nowMs);
    return Math.max(dueMs, this.heads.leastOpenUntilMs(group));
  }

  private clearsInStage(group: number): boolean {
    return this.pedestrians !== 'leave' && this.table.groups[group]?.kind === 'pedestrian';
  }

  /** Latest end of green of a group outside the stage that delays no group of the stage. */
  private closeDueMs(group: number, nowMs: number): number {
    if (this.table.groups[group]?.kind === 'pedestrian') return nowMs;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const { group: waiting, intergreenMs } of this.table.after[group] ?? []) {
      if (this.wanted[waiting]) dueMs = Math.min(dueMs, (this.readyMs[waiting] as number) - intergreenMs);
    }
    return dueMs === Number.POSITIVE_INFINITY ? nowMs : dueMs;
  }
}
