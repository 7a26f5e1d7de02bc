import { STEPS } from './horizon.ts';
import type { JunctionQueues } from './junction-queues.ts';
import type { GroupTraffic } from './junction-traffic.ts';

/**
 * What becomes of the queues of a junction under its own programme, kept for every step as far as it was asked for: all plans begin with a part of
 * it, and none rolls that again.
 */
export class OwnCourse {
  readonly #queues: JunctionQueues;
  readonly #own: Uint8Array[] = [];
  readonly #row: Uint8Array;
  /** Steps rolled so far; the state after each is kept, that at the beginning as step 0. */
  #upTo = 0;
  readonly #queueVeh: Float64Array;
  readonly #roomVeh: Float64Array;
  readonly #wasGreen: Uint8Array;
  readonly #waitedVeh = new Float64Array(STEPS + 1);
  readonly #laneQueueVeh = new Float64Array(STEPS);
  readonly #green = new Uint8Array(STEPS);
  readonly #joinedVeh = new Float64Array(STEPS);

  /** `queues` of so many groups are its scratch. */
  constructor(queues: JunctionQueues, groups: number) {
    this.#queues = queues;
    this.#row = new Uint8Array(groups);
    this.#queueVeh = new Float64Array(groups * (STEPS + 1));
    this.#roomVeh = new Float64Array(groups * (STEPS + 1));
    this.#wasGreen = new Uint8Array(groups * (STEPS + 1));
  }

  /** From its queues as they are. */
  begin(groups: readonly GroupTraffic[]): void {
    groups.forEach(({ own }, g) => {
      this.#own[g] = own;
    });
    this.#upTo = 0;
    this.#keep(0);
  }

  /** Puts the queues to where they are after so many steps. */
  goTo(step: number): void {
    if (step > this.#upTo) this.#rollOn(step);
    else this.#restore(step);
  }

  #rollOn(to: number): void {
    this.#restore(this.#upTo);
    const { laneQueueVeh, green, joinedVeh } = this.#queues;
    for (let step = this.#upTo; step < to; step++) {
      for (let g = 0; g < this.#row.length; g++) this.#row[g] = this.#own[g]![step]!;
      this.#queues.roll(step, step + 1, this.#row);
      this.#laneQueueVeh[step] = laneQueueVeh[step]!;
      this.#green[step] = green[step]!;
      this.#joinedVeh[step] = joinedVeh[step]!;
      this.#keep(step + 1);
    }
    this.#upTo = to;
  }

  #keep(step: number): void {
    const { queueVeh, roomVeh, wasGreen, waitedVeh } = this.#queues;
    const at = step * this.#row.length;
    this.#queueVeh.set(queueVeh, at);
    this.#roomVeh.set(roomVeh, at);
    this.#wasGreen.set(wasGreen, at);
    this.#waitedVeh[step] = waitedVeh;
  }

  #restore(step: number): void {
    const queues = this.#queues;
    const at = step * this.#row.length;
    for (let g = 0; g < this.#row.length; g++) {
      queues.queueVeh[g] = this.#queueVeh[at + g]!;
      queues.roomVeh[g] = this.#roomVeh[at + g]!;
      queues.wasGreen[g] = this.#wasGreen[at + g]!;
    }
    queues.waitedVeh = this.#waitedVeh[step]!;
    for (let i = 0; i < step; i++) {
      queues.laneQueueVeh[i] = this.#laneQueueVeh[i]!;
      queues.green[i] = this.#green[i]!;
      queues.joinedVeh[i] = this.#joinedVeh[i]!;
    }
  }
}
