import type { JunctionId } from '../../kernel/ids.ts';
import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { Confirmation, ConfirmationOutcome, JunctionCommand, JunctionRefusal } from '../../signal/command.ts';

/** Longest lease a junction takes, from its own clock at receipt. */
const MAX_LEASE_MS = 15_000;
/** How far a controller's clock may be ahead of the junction's. It is also the longest that a wrong sequence can lock others out. */
const MAX_AHEAD_MS = 60_000;

interface HeldWish {
  readonly command: JunctionCommand;
  readonly stage: StageMembers;
  readonly leaseUntilMs: number;
  readonly served: boolean;
}

/**
 * Takes commands, keeps the one wish in force and answers for it: each command is accepted or rejected once; the wish (one
 * request for one stage, over all its renewals) is then served, and released or expired at its end, in the name of its latest command.
 */
export class CommandDesk {
  private readonly junction: JunctionId;
  private readonly table: ClearanceTable;
  private lastSequence = Number.NEGATIVE_INFINITY;
  private held: HeldWish | undefined;
  private outbox: Confirmation[] = [];

  constructor(junction: JunctionId, table: ClearanceTable) {
    this.junction = junction;
    this.table = table;
  }

  get wish(): HeldWish | undefined {
    return this.held;
  }

  /** `closed` says why the junction takes no wish at present. A rejected command, too, makes older sequences stale, unless it is from a future that no clock has. */
  receive(command: JunctionCommand, nowMs: number, closed: 'junction-fault' | 'starved-service' | undefined): Confirmation {
    const reason = this.refusal(command, nowMs, closed);
    if (reason !== 'future-dated' && command.sequence > this.lastSequence) this.lastSequence = command.sequence;
    if (reason !== undefined) return this.confirm(command, nowMs, 'rejected', reason);
    if (command.wish.kind === 'release') {
      this.end(nowMs, 'released');
    } else {
      const { stage, leaseUntilMs } = command.wish;
      const renewed = this.held?.stage.stage === stage && this.held.command.request === command.request;
      if (!renewed) this.end(nowMs, 'released');
      const members = this.table.stages.get(stage) as StageMembers;
      this.held = { command, stage: members, leaseUntilMs, served: renewed && this.held?.served === true };
    }
    return this.confirm(command, nowMs, 'accepted');
  }

  /** Drops a wish whose lease has run out. */
  expire(nowMs: number): void {
    if (this.held !== undefined && nowMs >= this.held.leaseUntilMs) this.end(nowMs, 'expired');
  }

  /** The stage of the wish is reached. */
  serve(nowMs: number): void {
    if (this.held === undefined || this.held.served) return;
    this.held = { ...this.held, served: true };
    this.outbox.push(this.confirm(this.held.command, nowMs, 'served'));
  }

  /** The junction lets go of the wish by itself. */
  drop(nowMs: number, reason: JunctionRefusal): void {
    this.end(nowMs, 'released', reason);
  }

  takeConfirmations(): Confirmation[] {
    const taken = this.outbox;
    this.outbox = [];
    return taken;
  }

  private refusal(
    { sequence, issuedAtMs, wish }: JunctionCommand,
    nowMs: number,
    closed: 'junction-fault' | 'starved-service' | undefined,
  ): JunctionRefusal | undefined {
    if (!(sequence > this.lastSequence)) return 'stale-sequence';
    if (!(Math.max(sequence, issuedAtMs) <= nowMs + MAX_AHEAD_MS)) return 'future-dated';
    if (closed === 'junction-fault') return closed;
    if (wish.kind === 'release') return undefined;
    if (!this.table.stages.has(wish.stage)) return 'unknown-stage';
    if (!(wish.leaseUntilMs > nowMs)) return 'lease-in-the-past';
    if (wish.leaseUntilMs - nowMs > MAX_LEASE_MS) return 'lease-too-long';
    return closed;
  }

  private end(nowMs: number, outcome: 'released' | 'expired', reason?: JunctionRefusal): void {
    if (this.held !== undefined) this.outbox.push(this.confirm(this.held.command, nowMs, outcome, reason));
    this.held = undefined;
  }

  private confirm(command: JunctionCommand, atMs: number, outcome: ConfirmationOutcome, reason?: JunctionRefusal): Confirmation {
    const base = { junction: this.junction, command: command.command, atMs, outcome };
    return reason === undefined ? base : { ...base, reason };
  }
}
