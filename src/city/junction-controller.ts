import { getOrThrow, invariant, unreachable } from '../kernel/assert.ts';
import { InputFaults } from '../kernel/faults.ts';
import type { SignalGroupId } from '../kernel/ids.ts';
import type { Junction } from '../roadnet/map.ts';
import { type ClearanceTable, compileClearance, type StageMembers } from '../signal/clearance-table.ts';
import type { Confirmation, JunctionCommand } from '../signal/command.ts';
import type { JunctionMode, JunctionState, LaneCount } from '../signal/junction-state.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { Programme } from '../signal/programme.ts';
import { checkProgramme } from '../signal/programme-check.ts';
import { compileProgramme, placeAt, programmeLamp } from '../signal/programme-plan.ts';
import { ActuatedProgramme } from './junction/actuated-programme.ts';
import { CommandDesk } from './junction/command-desk.ts';
import { FixedTime } from './junction/fixed-time.ts';
import type { LampForecast } from './junction/lamp-forecast.ts';
import { groupStates, stageShown } from './junction/lamp-report.ts';
import type { OwnProgramme } from './junction/own-programme.ts';
import { Presence } from './junction/presence.ts';
import { SignalHeads } from './junction/signal-heads.ts';
import { StageDrive } from './junction/stage-drive.ts';
import { type Street, unseenStreet } from './junction/street.ts';

/** Green of a stage served because it starved, or as much as its programme gives it if that is less; longer where pedestrians need it. */
const STARVED_GREEN_MS = 12_000;

type Phase =
  | { readonly mode: 'programme' }
  | { readonly mode: 'priority'; readonly drive: StageDrive }
  /** `left`: stages that this service has not come to, so that each is served once at most. */
  | { readonly mode: 'starved-service'; readonly drive: StageDrive; readonly left: readonly StageMembers[]; reachedMs?: number }
  | { readonly mode: 'recovery' }
  | { readonly mode: 'fault'; readonly drive: StageDrive };

/**
 * A signal controller as it stands at a junction. It owns its lamps: a command is a wish for a stage until its lease ends, and
 * every change of lamp goes through `SignalHeads`, which keeps minimum greens, walks, pedestrian clearances, yellows and
 * intergreens whatever is wished.
 *
 * Without a wish it runs its programme, fixed-time (`FixedTime`) or actuated (`ActuatedProgramme`). A wish is driven to and held
 * (`StageDrive`); when it ends (lease, release, maximum presence) the junction returns by itself: in a fixed-time programme to the
 * stage that the clock asks for now, or, if that can no longer get its minimums, to the next, staying in the present stage
 * meanwhile; in an actuated one to a stage of it that is called. After maximum presence (`Presence`) all stages that
 * have waited for it, or come to have meanwhile, are served once, the longest wait first, and commands are rejected until then. In
 * a fault all groups close by the rules and rest red, which is safe without anybody's yielding, until the fault is over; a wish
 * held is dropped.
 *
 * `advance` may be called in any step; lamps change at the first call at or after their instant, never before it, and
 * durations count from the change that was shown. A fixed-time programme goes by the clock, so steps do not add up. Steps should
 * not exceed 1 s. Times are epoch milliseconds.
 */
export class JunctionController {
  private readonly junction: Junction;
  private readonly table: ClearanceTable;
  private readonly heads: SignalHeads;
  private readonly street: Street;
  private readonly own: OwnProgramme;
  private readonly presence: Presence;
  private readonly desk: CommandDesk;
  /** Whether pedestrians walk in a stage asked for by priority: in a fixed-time programme without being asked. */
  private readonly walks: (group: number) => boolean;
  /** The stages of the programme, and how long each is green when it has starved. */
  private readonly starvedGreenMs: ReadonlyMap<StageMembers, number>;
  private phase: Phase = { mode: 'programme' };
  private faulty = false;
  /** See `quietUntilMs`. */
  private quietMs = Number.NEGATIVE_INFINITY;

  /**
   * Begins at its place in the cycle. `street` is what its detectors and push buttons tell it; absent: it has none.
   *
   * @throws InputFaults when the programme cannot run at the junction.
   */
  constructor(junction: Junction, programme: Programme, startMs: number, street?: Street) {
    const faults = checkProgramme(junction, programme);
    if (faults.length > 0) throw new InputFaults(`programme of junction ${junction.id}`, faults);
    const table = compileClearance(junction);
    const plan = compileProgramme(junction, programme);
    this.junction = junction;
    this.table = table;
    const { actuated } = programme;
    this.heads = new SignalHeads(table, (i) => {
      const shown = programmeLamp(plan, i, junction.groups[i]!, startMs);
      const uncalled = actuated !== undefined && junction.groups[i]?.kind === 'pedestrian' && shown.lamp !== 'red';
      return uncalled ? { lamp: 'red', sinceMs: startMs } : shown;
    });
    this.street = street ?? unseenStreet(table);
    this.own =
      actuated === undefined
        ? new FixedTime(table, this.heads, plan)
        : new ActuatedProgramme(table, this.heads, this.street, { plan, actuated, beginAt: placeAt(plan, startMs) });
    this.walks = actuated === undefined ? () => true : (group) => this.street.calls(group);
    this.presence = new Presence(table, this.heads, this.street, {
      maxPresenceMs: 1000 * junction.maxPresenceS,
      cycleMs: 1000 * programme.cycleS,
    });
    this.desk = new CommandDesk(junction.id, table);
    this.starvedGreenMs = new Map(
      programme.stages.map(({ stage, greenS }) => [
        getOrThrow(table.stages, stage, 'stage'),
        Math.min(STARVED_GREEN_MS, 1000 * greenS),
      ]),
    );
  }

  /** Accepts or rejects a command; what is accepted shows from the next `advance` on. */
  receive(command: JunctionCommand, nowMs: number): Confirmation {
    invariant(command.junction === this.junction.id, `command for ${command.junction} came to junction ${this.junction.id}`);
    const starved = this.phase.mode === 'starved-service' ? 'starved-service' : undefined;
    return this.desk.receive(command, nowMs, this.faulty ? 'junction-fault' : starved);
  }

  /** What happened to accepted commands since the last call. */
  takeConfirmations(): Confirmation[] {
    return this.desk.takeConfirmations();
  }

  /** A fault of the junction begins or ends, from the next `advance` on; commands are rejected at once. */
  setFault(on: boolean): void {
    this.faulty = on;
  }

  lamp(group: SignalGroupId): Lamp {
    return this.heads.lamp(getOrThrow(this.table.numberOf, group, `signal group at junction ${this.junction.id}`));
  }

  /** What every group shows, by its place in the junction. */
  get lamps(): readonly Lamp[] {
    return this.heads.lamps;
  }

  get mode(): JunctionMode {
    return this.phase.mode;
  }

  /** True when the lamps show what the programme shows if nothing disturbs it, or an actuated one runs by itself. */
  inProgramme(nowMs: number): boolean {
    return this.own.inStep(nowMs);
  }

  /** Nothing happens before this instant unless a command or a fault comes. */
  get quietUntilMs(): number {
    return this.desk.wish === undefined && !this.faulty ? this.quietMs : Number.NEGATIVE_INFINITY;
  }

  advance(nowMs: number): void {
    if (nowMs < this.quietUntilMs) return;
    this.heads.finishClearances(nowMs);
    this.desk.expire(nowMs);
    this.presence.watch(nowMs);
    this.phase = this.nextPhase(nowMs);
    this.act(nowMs);
    const undisturbed = this.phase.mode === 'programme' && !this.presence.isCounting;
    this.quietMs = undisturbed ? this.own.quietUntilMs(nowMs) : nowMs;
  }

  /**
   * What the junction reports. `stage` is the stage whose vehicle groups are all green with every other vehicle group red (of a
   * stage without vehicles: its pedestrians open); its pedestrians may have cleared already. `priorityHeldSinceMs` is since when
   * the clock of maximum presence runs.
   */
  state(nowMs: number, lanes: readonly LaneCount[]): JunctionState {
    const { phase } = this;
    const drive = phase.mode === 'programme' || phase.mode === 'recovery' ? undefined : phase.drive;
    const forecast: LampForecast = drive ?? this.own;
    const onWay = drive?.target ?? this.own.stage(nowMs);
    const stage = stageShown(this.table, this.heads, onWay)?.stage;
    const command = this.desk.wish?.command.command;
    const heldSinceMs = phase.mode === 'priority' ? this.presence.heldSinceMs() : undefined;
    return {
      junction: this.junction.id,
      atMs: nowMs,
      mode: phase.mode,
      ...(stage !== undefined && { stage }),
      ...(stage !== onWay.stage && phase.mode !== 'fault' && { nextStage: onWay.stage }),
      ...(command !== undefined && { command }),
      ...(heldSinceMs !== undefined && { priorityHeldSinceMs: heldSinceMs }),
      groups: groupStates(this.table, this.heads, forecast, nowMs),
      lanes,
    };
  }

  private nextPhase(nowMs: number): Phase {
    const { phase } = this;
    if (this.faulty) return this.fault(nowMs);
    const { wish } = this.desk;
    if (wish === undefined) this.presence.idle();
    else this.presence.active(nowMs);
    if (phase.mode === 'starved-service' && !this.starvedServed(phase.drive, phase.reachedMs, nowMs)) return phase;
    const starved = this.starvedStage(nowMs);
    if (starved !== undefined) return this.serveStarved(starved, nowMs);
    if (wish === undefined) {
      if (phase.mode === 'programme' || phase.mode === 'recovery') return phase;
      this.own.resume(nowMs);
      return { mode: 'recovery' };
    }
    if (phase.mode === 'priority' && phase.drive.target === wish.stage) return phase;
    return { mode: 'priority', drive: this.driveTo(wish.stage, 'once') };
  }

  private act(nowMs: number): void {
    const { phase } = this;
    switch (phase.mode) {
      case 'programme':
        this.own.run(nowMs);
        break;
      case 'recovery':
        if (this.own.recover(nowMs)) this.phase = { mode: 'programme' };
        break;
      case 'priority':
        phase.drive.step(nowMs);
        if (phase.drive.reached()) this.desk.serve(nowMs);
        break;
      case 'starved-service':
        phase.drive.step(nowMs);
        if (phase.drive.reached()) phase.reachedMs ??= nowMs;
        break;
      case 'fault':
        phase.drive.step(nowMs);
        break;
      default:
        unreachable(phase);
    }
  }

  /** The stage to be served now because it has waited too long. */
  private starvedStage(nowMs: number): StageMembers | undefined {
    const { phase, presence } = this;
    if (phase.mode === 'starved-service') return presence.overdueStage(nowMs, phase.left);
    const { wish } = this.desk;
    const due = wish === undefined ? presence.forgotten(nowMs) : presence.exceeded(nowMs, wish.stage);
    return due ? presence.overdueStage(nowMs, [...this.starvedGreenMs.keys()]) : undefined;
  }

  private serveStarved(stage: StageMembers, nowMs: number): Phase {
    this.desk.drop(nowMs, 'max-presence');
    const left = this.phase.mode === 'starved-service' ? this.phase.left : [...this.starvedGreenMs.keys()];
    return { mode: 'starved-service', drive: this.driveTo(stage, 'anew'), left: left.filter((other) => other !== stage) };
  }

  private starvedServed(drive: StageDrive, reachedMs: number | undefined, nowMs: number): boolean {
    const greenMs = getOrThrow(this.starvedGreenMs, drive.target, 'stage of the programme');
    return reachedMs !== undefined && nowMs >= reachedMs + greenMs && drive.pedestriansDone();
  }

  private fault(nowMs: number): Phase {
    this.presence.fault(nowMs);
    if (this.phase.mode === 'fault') return this.phase;
    this.desk.drop(nowMs, 'junction-fault');
    const none: StageMembers = { stage: '', has: [], leads: [], pedestrians: [] };
    return { mode: 'fault', drive: this.driveTo(none, 'once') };
  }

  private driveTo(stage: StageMembers, pedestrians: 'once' | 'anew'): StageDrive {
    const { table, heads, walks } = this;
    return new StageDrive(table, heads, stage, { pedestrians, openFromMs: Number.NEGATIVE_INFINITY, walks });
  }
}
