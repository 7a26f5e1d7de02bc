import type { Street } from '../../src/city/junction/street.ts';
import { JunctionController } from '../../src/city/junction-controller.ts';
import { LeaseMonitor } from '../../src/monitor/lease-monitor.ts';
import type { Junction } from '../../src/roadnet/map.ts';
import type { Confirmation, JunctionCommand, Wish } from '../../src/signal/command.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import type { Programme } from '../../src/signal/programme.ts';
import { LampRules } from './lamp-rules.ts';

/** A junction in the hands of a test: seconds from its start, commands numbered by themselves, every lamp watched. */
export class JunctionRun {
  readonly controller: JunctionController;
  readonly rules: LampRules;
  readonly leases: LeaseMonitor;
  readonly confirmations: Confirmation[] = [];
  readonly accepted: { readonly command: string; readonly stage: string }[] = [];
  nowMs: number;
  private readonly junction: Junction;
  private readonly stepMs: number;
  private sequence = 0;

  constructor(junction: Junction, programme: Programme, options: { startMs?: number; stepMs?: number; street?: Street } = {}) {
    const { startMs = 0, stepMs = 500, street } = options;
    this.junction = junction;
    this.stepMs = stepMs;
    this.nowMs = startMs;
    this.controller = new JunctionController(junction, programme, startMs, street);
    this.rules = new LampRules(junction, stepMs);
    this.leases = new LeaseMonitor(junction, programme.cycleS, stepMs, street && ((group) => street.calls(group)));
    this.rules.observe(startMs, (group) => this.controller.lamp(group));
  }

  step(): void {
    this.nowMs += this.stepMs;
    this.controller.advance(this.nowMs);
    this.rules.observe(this.nowMs, (group) => this.controller.lamp(group));
    this.leases.observe(this.nowMs, this.controller.mode, this.controller.lamps);
    this.confirmations.push(...this.controller.takeConfirmations());
  }

  /** Runs on to that second, calling `each` after every step. */
  until(second: number, each?: (second: number) => void): void {
    while (this.nowMs < 1000 * second) {
      this.step();
      each?.(this.nowMs / 1000);
    }
  }

  send(wish: Wish, more: Partial<JunctionCommand> = {}): Confirmation {
    this.sequence += 1;
    const command = `c${this.sequence}`;
    const base = { junction: this.junction.id, command, sequence: this.sequence, request: 'r1', issuedAtMs: this.nowMs };
    const sent = { ...base, wish, ...more };
    this.leases.deliver(this.nowMs, sent);
    const answer = this.controller.receive(sent, this.nowMs);
    if (wish.kind === 'serve' && answer.outcome === 'accepted') this.accepted.push({ command, stage: wish.stage });
    return answer;
  }

  serve(stage: string, leaseS = 10, more: Partial<JunctionCommand> = {}): Confirmation {
    return this.send({ kind: 'serve', stage, leaseUntilMs: this.nowMs + 1000 * leaseS }, more);
  }

  /** Holds a stage to that second with a lease renewed every 4 s; the last lease ends with the step after. */
  hold(stage: string, second: number, more: Partial<JunctionCommand> = {}): void {
    while (this.nowMs < 1000 * second) {
      this.serve(stage, Math.min(10, second + (this.stepMs - this.nowMs) / 1000), more);
      this.until(Math.min(second, this.nowMs / 1000 + 4));
    }
  }

  state(): JunctionState {
    return this.controller.state(this.nowMs, []);
  }

  /** Groups that are green, in the junction's order. */
  green(): string[] {
    return this.junction.groups.map((group) => group.id).filter((id) => this.controller.lamp(id) === 'green');
  }

  /** `outcome` or `outcome/reason` of each confirmation so far, with its command. */
  answers(): string[] {
    return this.confirmations.map(
      ({ command, outcome, reason }) => `${command} ${outcome}${reason === undefined ? '' : `/${reason}`}`,
    );
  }
}
