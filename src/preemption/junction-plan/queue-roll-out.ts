import { invariant } from '../../kernel/assert.ts';
import type { StageId } from '../../kernel/ids.ts';
import { STARTUP_LOST_S } from '../traffic-constants.ts';
import { STEP_S, STEPS } from './horizon.ts';
import { JunctionQueues } from './junction-queues.ts';
import type { JunctionTraffic } from './junction-traffic.ts';
import { OwnCourse } from './own-course.ts';

/** A part of a plan until `untilS` from now: nothing but clearing, or a stage. */
export interface Stretch {
  readonly shows: StageId | 'clearing';
  readonly untilS: number;
}

/** What a junction shows until the passage: its own programme first, for so many seconds from now, and then one stretch after the other. */
export interface JunctionPlan {
  readonly ownUntilS: number;
  readonly stretches: readonly Stretch[];
}

/** After the passage each of the longest queues in turn gets what it needs, within these bounds. */
const AFTER_LEAST_S = 10;
const AFTER_MOST_S = 40;
/** From one stage to the next. */
const CLEARING_S = 5;
/** How long after the passage queues still differ by what was done before it. */
const SETTLING_S = 130;
/** Sums that differ by less are the same sum added in another order. */
const SAME_VEH = 1e-9;

/** Scratch is made once per number of groups: an array of this size costs more to make than a plan to roll. */
const rollOuts = new Map<number, QueueRollOut>();

/** Queues at one junction, rolled forward under a plan and then under service of the longest. Scratch for one junction and one run at a time. */
export class QueueRollOut {
  readonly #queues: JunctionQueues;
  readonly #own: OwnCourse;
  readonly #closed: Uint8Array;
  /** By how many vehicles the queue of each group gets shorter in a step of green. */
  readonly #clearedVeh: Float64Array;
  #opens: JunctionTraffic['opens'] = new Map();
  #rows: readonly Uint8Array[] = [];
  #passageS = 0;
  #step = 0;

  private constructor(groups: number) {
    this.#queues = new JunctionQueues(groups);
    this.#own = new OwnCourse(this.#queues, groups);
    this.#closed = new Uint8Array(groups);
    this.#clearedVeh = new Float64Array(groups);
  }

  /** Of a junction as it is now; `ambulances` is the place of the ambulance's group among the traffic's. The one before it is not to be used further. */
  static of({ groups, opens }: JunctionTraffic, ambulances: number): QueueRollOut {
    invariant(groups[ambulances] !== undefined, 'a roll-out follows a group of its junction');
    const rollOut = rollOuts.get(groups.length) ?? new QueueRollOut(groups.length);
    rollOuts.set(groups.length, rollOut);
    rollOut.#queues.begin(groups, ambulances);
    rollOut.#own.begin(groups);
    rollOut.#opens = opens;
    rollOut.#rows = [...opens.values()];
    groups.forEach(({ saturationVeh, arrivalsVeh }, g) => {
      rollOut.#clearedVeh[g] = Math.max(0.1, saturationVeh - arrivalsVeh);
    });
    return rollOut;
  }

  /** What the last run says of the ambulance's group, per step. */
  get atBar(): Pick<JunctionQueues, 'laneQueueVeh' | 'green' | 'joinedVeh'> {
    return this.#queues;
  }

  /** Begins anew: vehicle-seconds in all queues of the junction under the plan until the passage. */
  untilPassage({ ownUntilS, stretches }: JunctionPlan, passageS: number): number {
    const last = stepsUntil(passageS);
    this.#passageS = passageS;
    this.#step = Math.min(last, stepsUntil(ownUntilS));
    this.#own.goTo(this.#step);
    for (const { shows, untilS } of stretches)
      this.#roll(this.#opens.get(shows) ?? this.#closed, Math.min(last, stepsUntil(untilS)));
    return this.#queues.waitedVeh * STEP_S;
  }

  /** The same until queues have settled after the passage, from where `untilPassage` ended. */
  untilSettled(): number {
    const last = stepsUntil(this.#passageS + SETTLING_S);
    this.#roll(this.#closed, Math.min(last, stepsUntil(this.#passageS + CLEARING_S)));
    while (this.#step < last) {
      const row = this.#longest();
      const needS = STARTUP_LOST_S + this.#needS(row);
      const servedS = Math.min(AFTER_MOST_S, Math.max(AFTER_LEAST_S, needS));
      this.#roll(row, Math.min(last, stepsUntil(this.#step * STEP_S + servedS)));
      this.#roll(this.#closed, Math.min(last, stepsUntil(this.#step * STEP_S + CLEARING_S)));
    }
    return this.#queues.waitedVeh * STEP_S;
  }

  #roll(row: Uint8Array, to: number): void {
    this.#queues.roll(this.#step, to, row);
    this.#step = Math.max(this.#step, to);
  }

  /** What the stage opens that most wait for. */
  #longest(): Uint8Array {
    const { queueVeh } = this.#queues;
    let longest = this.#closed;
    let mostVeh = -1;
    for (const row of this.#rows) {
      let veh = 0;
      for (let g = 0; g < row.length; g++) if (row[g] === 1) veh += queueVeh[g]!;
      if (veh <= mostVeh + SAME_VEH) continue;
      mostVeh = veh;
      longest = row;
    }
    return longest;
  }

  #needS(row: Uint8Array): number {
    const { queueVeh } = this.#queues;
    let needS = 0;
    for (let g = 0; g < row.length; g++) {
      if (row[g] === 1) needS = Math.max(needS, (queueVeh[g]! / this.#clearedVeh[g]!) * STEP_S);
    }
    return needS;
  }
}

/** Steps that begin before an instant, seconds from now, as far as it is looked ahead. */
function stepsUntil(seconds: number): number {
  return Math.min(STEPS, Math.max(0, Math.ceil(seconds / STEP_S)));
}
