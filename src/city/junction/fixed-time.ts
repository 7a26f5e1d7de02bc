import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { ProgrammePlan } from '../../signal/programme-plan.ts';
import type { OwnProgramme } from './own-programme.ts';
import { ProgrammeFollower } from './programme-follower.ts';
import type { SignalHeads } from './signal-heads.ts';
import { StageDrive } from './stage-drive.ts';

/** The entry of the programme by which the junction returns, in epoch times. */
interface WayBack {
  readonly drive: StageDrive;
  readonly startMs: number;
  readonly endMs: number;
}

/** A fixed-time programme: goes by the clock, and gets back into step by the stage that the clock asks for. */
export class FixedTime implements OwnProgramme {
  private readonly table: ClearanceTable;
  private readonly heads: SignalHeads;
  private readonly follower: ProgrammeFollower;
  /** Present on the way back into step. */
  private way: WayBack | undefined;

  constructor(table: ClearanceTable, heads: SignalHeads, plan: ProgrammePlan) {
    this.table = table;
    this.heads = heads;
    this.follower = new ProgrammeFollower(table, plan, heads);
  }

  run(nowMs: number): void {
    this.follower.step(nowMs);
  }

  resume(nowMs: number): void {
    this.way = this.wayBack(nowMs);
  }

  /** Drives to the stage of return, then goes by the clock until every lamp is in step. */
  recover(nowMs: number): boolean {
    if (this.way !== undefined && nowMs >= this.way.endMs) this.way = this.wayBack(nowMs);
    this.driving(nowMs)?.drive.step(nowMs);
    if (this.driving(nowMs) === undefined) this.follower.step(nowMs);
    if (!this.follower.inStep(nowMs)) return false;
    this.way = undefined;
    return true;
  }

  inStep(nowMs: number): boolean {
    return this.follower.inStep(nowMs);
  }

  stage(nowMs: number): StageMembers {
    return this.driving(nowMs)?.drive.target ?? this.follower.wayBack(nowMs).members;
  }

  quietUntilMs(nowMs: number): number {
    return this.follower.quietUntilMs(nowMs);
  }

  closesAtMs(group: number, nowMs: number): number {
    const drivenMs = this.driving(nowMs)?.drive.closesAtMs(group, nowMs);
    return drivenMs ?? this.follower.greenAt(group, this.inForceFromMs(nowMs))?.endMs ?? nowMs;
  }

  opensAtMs(group: number, nowMs: number): number {
    return this.driving(nowMs)?.drive.opensAtMs(group) ?? this.follower.opensNextMs(group, this.inForceFromMs(nowMs));
  }

  private inForceFromMs(nowMs: number): number {
    return Math.max(nowMs, this.way?.startMs ?? nowMs);
  }

  /** The way back while its stage is not reached or not due yet. */
  private driving(nowMs: number): WayBack | undefined {
    return this.way !== undefined && !(this.way.drive.reached() && nowMs >= this.way.startMs) ? this.way : undefined;
  }

  private wayBack(nowMs: number): WayBack {
    const { entry, members } = this.follower.wayBack(nowMs);
    const drive = new StageDrive(this.table, this.heads, members, { pedestrians: 'leave', openFromMs: entry.startMs });
    return { drive, startMs: entry.startMs, endMs: entry.endMs };
  }
}
