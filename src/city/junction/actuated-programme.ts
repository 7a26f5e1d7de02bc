import type { ClearanceTable } from '../../signal/clearance-table.ts';
import type { Actuation } from '../../signal/programme.ts';
import type { ProgrammePlan } from '../../signal/programme-plan.ts';
import { type ActuatedStage, compileActuatedStages } from './actuated-stages.ts';
import { shows } from './lamp-report.ts';
import type { OwnProgramme } from './own-programme.ts';
import type { SignalHeads } from './signal-heads.ts';
import type { Street } from './street.ts';

/**
 * Runs a junction by its detectors. Stages keep their order; one that nobody calls is skipped, and while nobody calls another
 * stage the junction rests where it is. Otherwise a stage stays green for its minimum, then until no vehicle has come over the
 * detectors of any of its groups that must close for longer than the gap, or until its maximum has passed since another stage
 * was first called. All groups of a stage open together.
 *
 * Pedestrians walk when they have called: with their stage, or later in it as long as walk and clearance still fit in the
 * maximum. A stage is not left before they are across.
 */
export class ActuatedProgramme implements OwnProgramme {
  private readonly table: ClearanceTable;
  private readonly heads: SignalHeads;
  private readonly street: Street;
  private readonly stages: readonly ActuatedStage[];
  private readonly gapS: number;
  /** Place of the stage that is green or, while `changing`, made for. */
  private at: number;
  private changing = false;
  /** Since when the stage is green, and since when in its green another one is called, NaN while none is. */
  private greenMs = Number.NaN;
  private calledMs = Number.NaN;
  /** The last step in which the programme was in force. */
  private ranMs = Number.NaN;

  /** Begins in the stage at that place of the programme, whose lamps are shown or made for. */
  constructor(
    table: ClearanceTable,
    heads: SignalHeads,
    street: Street,
    programme: { readonly plan: ProgrammePlan; readonly actuated: Actuation; readonly beginAt: number },
  ) {
    this.table = table;
    this.heads = heads;
    this.street = street;
    this.stages = compileActuatedStages(table, programme.plan, programme.actuated);
    this.gapS = programme.actuated.gapS;
    this.at = programme.beginAt;
    if (this.isShown(this.at)) this.takeOver(this.at);
    else this.changing = true;
  }

  run(nowMs: number): void {
    this.ranMs = nowMs;
    if (this.changing) this.change(nowMs);
    else this.stay(nowMs);
  }

  /** A stage of the programme that is green already goes on, the others' waiting during the hold counted; else the next that is called comes. */
  resume(): void {
    const order = this.stages.map((_, n) => (this.at + n) % this.stages.length);
    const shown = order.find((n) => this.isShown(n));
    if (shown !== undefined) {
      this.takeOver(shown);
      return;
    }
    const kept = order.find((n) => this.current(n).members.leads.some((lead) => this.heads.lamp(lead) === 'green'));
    this.at = this.nextCalled() ?? (this.isCalled(this.at) ? this.at : (kept ?? this.at));
    this.changing = true;
  }

  recover(nowMs: number): boolean {
    const arrived = !this.changing;
    this.run(nowMs);
    if (arrived || !this.changing) return true;
    this.ranMs = Number.NaN;
    return false;
  }

  inStep(nowMs: number): boolean {
    return this.ranMs === nowMs;
  }

  stage(): ActuatedStage['members'] {
    return this.current().members;
  }

  quietUntilMs(nowMs: number): number {
    return nowMs;
  }

  /** How long vehicles extend a green nobody knows: what is known is the maximum, once it runs. */
  closesAtMs(group: number, nowMs: number): number | undefined {
    const { members, minGreenMs, maxGreenMs } = this.current();
    if (!members.has[group] || this.table.groups[group]?.kind === 'pedestrian') {
      return Math.max(nowMs, this.heads.leastOpenUntilMs(group));
    }
    const next = this.changing ? undefined : this.nextCalled();
    if (next === undefined || this.current(next).members.has[group] || Number.isNaN(this.calledMs)) return undefined;
    return Math.max(nowMs, this.greenMs + minGreenMs, this.calledMs + maxGreenMs);
  }

  opensAtMs(group: number, nowMs: number): number | undefined {
    return this.changing && this.isWanted(group) ? this.readyMs(nowMs) : undefined;
  }

  /** Closes what is not of the coming stage and opens all that is, together, as soon as the rules allow. */
  private change(nowMs: number): void {
    const { has } = this.current().members;
    for (let i = 0; i < has.length; i++) if (!has[i]) this.heads.close(i, nowMs);
    if (this.readyMs(nowMs) > nowMs) return;
    let left = false;
    for (let i = 0; i < has.length; i++) {
      if (!this.isWanted(i)) continue;
      this.heads.open(i, nowMs);
      left ||= this.heads.lamp(i) !== 'green';
    }
    if (left) return;
    this.changing = false;
    this.greenMs = nowMs;
    this.calledMs = Number.NaN;
  }

  private stay(nowMs: number): void {
    const { members, minGreenMs, maxGreenMs } = this.current();
    for (const i of members.pedestrians) {
      if (this.walksNow(i, nowMs)) this.heads.open(i, nowMs);
      else this.heads.close(i, nowMs);
    }
    const next = this.nextCalled();
    if (next === undefined) {
      this.calledMs = Number.NaN;
      return;
    }
    if (Number.isNaN(this.calledMs)) this.calledMs = nowMs;
    if (nowMs < this.greenMs + minGreenMs || !this.areAcross(next)) return;
    if (nowMs < this.calledMs + maxGreenMs && !this.isGapOut(next)) return;
    this.at = next;
    this.changing = true;
    this.change(nowMs);
  }

  /** A vehicle group that the coming stage opens; of its pedestrians those who have called. */
  private isWanted(group: number): boolean {
    const stage = this.current();
    if (!stage.members.has[group] || this.heads.lamp(group) === 'green') return false;
    return this.table.groups[group]?.kind === 'vehicle' || (this.asksToWalk(group) && this.serves(stage, group));
  }

  private walksNow(group: number, nowMs: number): boolean {
    const sinceMs = Number.isNaN(this.calledMs) ? nowMs : this.calledMs;
    return this.asksToWalk(group) && nowMs + this.acrossMs(group) <= sinceMs + (this.current().openForMs[group] as number);
  }

  private asksToWalk(group: number): boolean {
    return this.heads.lamp(group) === 'red' && this.street.calls(group);
  }

  /** Walk and clearance. */
  private acrossMs(group: number): number {
    return (this.table.leastOpenMs[group] as number) + (this.table.clearingMs[group] as number);
  }

  /** When all that the coming stage opens can open. */
  private readyMs(nowMs: number): number {
    let readyMs = nowMs;
    for (let i = 0; i < this.table.groups.length; i++) {
      if (this.isWanted(i)) readyMs = Math.max(readyMs, this.heads.readyMs(i, nowMs));
    }
    return readyMs;
  }

  /** Nobody walks or clears whom the next stage would cross. */
  private areAcross(next: number): boolean {
    const { has } = this.current(next).members;
    for (const i of this.current().members.pedestrians) if (!has[i] && this.heads.lamp(i) !== 'red') return false;
    return true;
  }

  private isGapOut(next: number): boolean {
    const { has } = this.current(next).members;
    for (const i of this.current().members.leads) {
      if (!has[i] && this.table.groups[i]?.kind === 'vehicle' && this.street.gapS(i) <= this.gapS) return false;
    }
    return true;
  }

  /** The first stage after the current one that anybody calls who has no green. */
  private nextCalled(): number | undefined {
    for (let n = 1; n < this.stages.length; n++) {
      const place = (this.at + n) % this.stages.length;
      if (this.isCalled(place)) return place;
    }
    return undefined;
  }

  private isCalled(place: number): boolean {
    const stage = this.current(place);
    for (let i = 0; i < this.table.groups.length; i++) {
      if (stage.members.has[i] && this.heads.lamp(i) !== 'green' && this.street.calls(i) && this.serves(stage, i)) return true;
    }
    return false;
  }

  /** A stage may be too short for pedestrians who cross through several. */
  private serves({ openForMs }: ActuatedStage, group: number): boolean {
    return this.table.groups[group]?.kind === 'vehicle' || this.acrossMs(group) <= (openForMs[group] as number);
  }

  private isShown(place: number): boolean {
    return shows(this.table, this.heads, this.current(place).members);
  }

  private takeOver(place: number): void {
    this.at = place;
    this.changing = false;
    this.greenMs = Math.max(...this.current().members.leads.map((lead) => this.heads.sinceMs(lead)));
    this.calledMs = this.nextCalled() === undefined ? Number.NaN : this.greenMs;
  }

  private current(place = this.at): ActuatedStage {
    return this.stages[place] as ActuatedStage;
  }
}
