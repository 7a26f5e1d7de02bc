import type { SignalGroupId } from '../kernel/ids.ts';
import type { Junction } from '../roadnet/map.ts';
import type { JunctionCommand } from '../signal/command.ts';
import type { JunctionMode } from '../signal/junction-state.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { PriorityRule, Violation } from './violation.ts';

/** No junction lets itself be leased for longer. */
const MAX_LEASE_MS = 15_000;
/** Nor does it take a command that is dated further ahead. */
const MAX_AHEAD_MS = 60_000;

/**
 * Watches that a junction gives itself back: priority holds it only while a command that was delivered leases it, keeps
 * nobody waiting longer than the maximum presence, and starves nobody. Knows commands, what the junction shows and says of
 * itself, and the junction's data, not its controller.
 */
export class LeaseMonitor {
  readonly #junction: Junction;
  readonly #reactionMs: number;
  readonly #presenceMs: number;
  readonly #starvedMs: number;
  readonly #violations: Violation[] = [];
  /** Does anybody wait for the group, by its place in the junction? */
  readonly #waits: (group: number) => boolean;
  /** Per group: since when somebody waits in red, NaN while nobody does, and how much of that priority held the junction. */
  readonly #redSinceMs: Float64Array;
  readonly #heldMs: Float64Array;
  /** What has been told and still lasts, so that it is told once. */
  readonly #standing = new Set<string>();
  #sequence = Number.NEGATIVE_INFINITY;
  #leasedUntilMs = Number.NaN;
  /** The last observation, if priority held then. */
  #heldAtMs = Number.NaN;

  /**
   * @param cycleS cycle of the junction's own programme
   * @param reactionMs how long after the end of a lease the junction may take to leave priority: the step of its controller
   * @param waits who waits, for a junction that can know; absent: vehicles always do, people on foot never
   */
  constructor(junction: Junction, cycleS: number, reactionMs: number, waits?: (group: number) => boolean) {
    this.#junction = junction;
    this.#reactionMs = reactionMs;
    this.#presenceMs = 1000 * (junction.maxPresenceS + longestTurnS(junction));
    this.#starvedMs = this.#presenceMs + 1000 * cycleS;
    this.#waits = waits ?? ((group) => junction.groups[group]?.kind === 'vehicle');
    this.#redSinceMs = new Float64Array(junction.groups.length).fill(Number.NaN);
    this.#heldMs = new Float64Array(junction.groups.length);
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  /** A command that reached the junction at `atMs`. Those that a junction must turn down lease nothing. */
  deliver(atMs: number, { sequence, issuedAtMs, wish }: JunctionCommand): void {
    if (sequence <= this.#sequence || !(Math.max(sequence, issuedAtMs) <= atMs + MAX_AHEAD_MS)) return;
    if (wish.kind === 'release') this.#leasedUntilMs = Math.min(this.#leasedUntilMs, atMs);
    else {
      const known = this.#junction.stages.some(({ id }) => id === wish.stage);
      if (!known || wish.leaseUntilMs <= atMs || wish.leaseUntilMs - atMs > MAX_LEASE_MS) return;
      this.#leasedUntilMs = wish.leaseUntilMs;
    }
    this.#sequence = sequence;
  }

  /** What the junction does at `atMs` and what its groups show, in the junction's order. */
  observe(atMs: number, mode: JunctionMode, lamps: readonly (Lamp | undefined)[]): void {
    const held = mode === 'priority';
    const heldMs = held && !Number.isNaN(this.#heldAtMs) ? atMs - this.#heldAtMs : 0;
    for (let i = 0; i < this.#redSinceMs.length; i++) {
      if (lamps[i] !== 'red' || mode === 'fault' || !this.#waits(i)) this.#redSinceMs[i] = Number.NaN;
      else if (!Number.isNaN(this.#redSinceMs[i])) this.#heldMs[i] = (this.#heldMs[i] as number) + heldMs;
      else {
        this.#redSinceMs[i] = atMs;
        this.#heldMs[i] = 0;
      }
    }
    this.#heldAtMs = held ? atMs : Number.NaN;
    if (held) this.#judgeHold(atMs);
    else this.#standing.clear();
  }

  /**
   * Priority keeps those in red waiting for the maximum presence at most, whether or not it lets go between, and for as long more
   * as the junction needs to turn to them; nobody is red for longer than that and a cycle. The red of a fault is not its doing.
   */
  #judgeHold(atMs: number): void {
    if (this.#begins('priority-without-command', Number.isNaN(this.#leasedUntilMs))) {
      this.#violations.push({ kind: 'priority-without-command', junction: this.#junction.id, groups: [], atMs });
    }
    this.#judge('lease-overrun', [], atMs, atMs - this.#leasedUntilMs, 0);
    for (const [i, { id }] of this.#junction.groups.entries()) {
      const redSinceMs = this.#redSinceMs[i] as number;
      const waits = !Number.isNaN(redSinceMs);
      this.#judge('presence-overrun', [id], atMs, waits ? (this.#heldMs[i] as number) : 0, this.#presenceMs);
      this.#judge('starved', [id], atMs, waits ? atMs - redSinceMs : 0, this.#starvedMs);
    }
  }

  #judge(kind: PriorityRule, groups: readonly SignalGroupId[], atMs: number, seenMs: number, wantedMs: number): void {
    if (!this.#begins([kind, ...groups].join(' '), seenMs > wantedMs + this.#reactionMs)) return;
    this.#violations.push({
      kind,
      junction: this.#junction.id,
      groups,
      atMs,
      wantedS: wantedMs / 1000,
      seenS: seenMs / 1000,
    });
  }

  #begins(what: string, broken: boolean): boolean {
    if (!broken) {
      this.#standing.delete(what);
      return false;
    }
    if (this.#standing.has(what)) return false;
    this.#standing.add(what);
    return true;
  }
}

/** Longest that a junction may need from deciding for a group to its green: what is open has its minimum and clears. */
function longestTurnS({ intergreens, groups }: Junction): number {
  const open = groups.map((group) => (group.kind === 'pedestrian' ? group.walkS + group.clearanceS : group.minGreenS));
  return Math.max(0, ...intergreens.map(({ seconds }) => seconds)) + Math.max(0, ...open);
}
