import type { StageId } from '../../kernel/ids.ts';
import { STARTUP_LOST_S } from '../traffic-constants.ts';
import { FAR_DECAY_S } from './ambulance-delay.ts';
import { STEP_S, STEPS } from './horizon.ts';
import type { GroupTraffic, JunctionTraffic } from './junction-traffic.ts';

/** A part of a plan until `untilS` from now: the junction's own programme, nothing but clearing, or a stage. */
export interface Stretch {
  readonly shows: StageId | 'own' | 'clearing';
  readonly untilS: number;
}

/** After the passage each of the longest queues in turn gets what it needs, within these bounds. */
const AFTER_LEAST_S = 10;
const AFTER_MOST_S = 40;
/** From one stage to the next. */
const CLEARING_S = 5;
/** How long after the passage queues still differ by what was done before it. */
const SETTLING_S = 130;
/** A vehicle beyond the end of its lane holds up others: it counts so many times more. */
const SPILLBACK = 1;
/** Share of those who have joined the ambulance's road that still matter to it a step later: it gains on them the later the further ahead they are. */
const JOINED_STAYS = Math.exp(-STEP_S / FAR_DECAY_S);
/** Share of the first step of a green that the start-up leaves. */
const START_SHARE = Math.max(0, 1 - STARTUP_LOST_S / STEP_S);

/** What the queues of a junction start from and change by, one entry per vehicle group: arrays, for plans are many and seconds few. */
class GroupColumns {
  readonly queueVeh: Float64Array;
  readonly roomVeh: Float64Array;
  readonly arrivalsVeh: Float64Array;
  readonly saturationVeh: Float64Array;
  readonly storageVeh: Float64Array;
  readonly emptyVeh: Float64Array;
  readonly drainVeh: Float64Array;
  readonly joiningVeh: Float64Array;
  readonly own: readonly Uint8Array[];

  constructor(groups: readonly GroupTraffic[]) {
    const column = (of: (group: GroupTraffic) => number): Float64Array => Float64Array.from(groups, of);
    this.queueVeh = column((group) => group.queueVeh);
    this.roomVeh = column((group) => group.roomVeh);
    this.arrivalsVeh = column((group) => group.arrivalsVeh);
    this.saturationVeh = column((group) => group.saturationVeh);
    this.storageVeh = column((group) => group.storageVeh);
    this.emptyVeh = column((group) => group.emptyVeh);
    this.drainVeh = column((group) => group.drainVeh);
    this.joiningVeh = column((group) => group.joiningVeh);
    this.own = groups.map(({ own }) => own);
  }
}

/** Point queues at one junction, rolled forward under a plan and then under service of the longest. Scratch for one run at a time. */
export class QueueRollOut {
  readonly #traffic: JunctionTraffic;
  readonly #columns: GroupColumns;
  readonly #ambulances: number;
  readonly #lanes: number;
  readonly #closed: Uint8Array;
  readonly #queueVeh: Float64Array;
  readonly #roomVeh: Float64Array;
  readonly #wasGreen: Uint8Array;
  #passageS = 0;
  #sumVehS = 0;
  #step = 0;
  /** Per step of the last run, of the ambulance's group: queue per lane, and whether it was green. */
  readonly laneQueueVeh = new Float64Array(STEPS);
  readonly green = new Uint8Array(STEPS);
  /** Per step, per lane of the road behind: vehicles let in before the ambulance from elsewhere, each wearing off as it drives ahead. */
  readonly joinedVeh = new Float64Array(STEPS);

  /** `ambulances` is the place of the ambulance's group among the traffic's. */
  constructor(traffic: JunctionTraffic, ambulances: number) {
    const { groups } = traffic;
    this.#traffic = traffic;
    this.#columns = new GroupColumns(groups);
    this.#ambulances = ambulances;
    this.#lanes = groups[ambulances]?.lanes ?? 1;
    this.#closed = new Uint8Array(groups.length);
    this.#queueVeh = new Float64Array(groups.length);
    this.#roomVeh = new Float64Array(groups.length);
    this.#wasGreen = new Uint8Array(groups.length);
  }

  /** Begins anew: vehicle-seconds in all queues of the junction under the plan until the passage. */
  untilPassage(plan: readonly Stretch[], passageS: number): number {
    const { queueVeh, roomVeh, own } = this.#columns;
    this.#queueVeh.set(queueVeh);
    this.#roomVeh.set(roomVeh);
    for (let g = 0; g < own.length; g++) this.#wasGreen[g] = own[g]![0]!;
    this.#passageS = passageS;
    this.#sumVehS = 0;
    this.#step = 0;
    let at = 0;
    for (; this.#step < STEPS && this.#step * STEP_S < passageS; this.#step++) {
      while (at < plan.length - 1 && this.#step * STEP_S >= plan[at]!.untilS) at++;
      this.#show(plan[at]!.shows);
    }
    return this.#sumVehS;
  }

  /** The same until queues have settled after the passage, from where `untilPassage` ended. */
  untilSettled(): number {
    const after = new AfterPassage(this.#traffic, this.#queueVeh, this.#passageS + CLEARING_S);
    const last = Math.min(STEPS, Math.ceil((this.#passageS + SETTLING_S) / STEP_S));
    for (; this.#step < last; this.#step++) this.#show(after.showsAt(this.#step * STEP_S));
    return this.#sumVehS;
  }

  #show(shows: Stretch['shows']): void {
    const step = this.#step;
    const row = shows === 'own' ? undefined : (this.#traffic.opens.get(shows) ?? this.#closed);
    this.joinedVeh[step] = this.#discharge(step, row, step === 0 ? 0 : this.joinedVeh[step - 1]! * JOINED_STAYS);
    this.#sumVehS += this.#waitingVehS();
    this.laneQueueVeh[step] = this.#queueVeh[this.#ambulances]! / this.#lanes;
    this.green[step] = this.#wasGreen[this.#ambulances]!;
  }

  /** One step of all queues under the greens of `row`, or of their own programme; `joinedVeh` with those who have joined the ambulance's road. */
  #discharge(step: number, row: Uint8Array | undefined, joinedVeh: number): number {
    const { arrivalsVeh, saturationVeh, emptyVeh, drainVeh, joiningVeh, own } = this.#columns;
    const [queues, rooms, wasGreen] = [this.#queueVeh, this.#roomVeh, this.#wasGreen];
    let joined = joinedVeh;
    for (let g = 0; g < queues.length; g++) {
      const green = row === undefined ? own[g]![step]! : row[g]!;
      const waitingVeh = queues[g]! + arrivalsVeh[g]!;
      let roomVeh = rooms[g]! + drainVeh[g]!;
      if (roomVeh > emptyVeh[g]!) roomVeh = emptyVeh[g]!;
      let outVeh = green === 0 ? 0 : wasGreen[g] === 1 ? saturationVeh[g]! : saturationVeh[g]! * START_SHARE;
      if (outVeh > waitingVeh) outVeh = waitingVeh;
      if (outVeh > roomVeh) outVeh = roomVeh;
      queues[g] = waitingVeh - outVeh;
      rooms[g] = roomVeh - outVeh;
      wasGreen[g] = green;
      joined += outVeh * joiningVeh[g]!;
    }
    return joined;
  }

  #waitingVehS(): number {
    const { storageVeh } = this.#columns;
    let sumVeh = 0;
    for (let g = 0; g < this.#queueVeh.length; g++) {
      const queueVeh = this.#queueVeh[g]!;
      sumVeh += queueVeh;
      if (queueVeh > storageVeh[g]!) sumVeh += SPILLBACK * (queueVeh - storageVeh[g]!);
    }
    return sumVeh * STEP_S;
  }
}

/** What a junction shows once the ambulance has passed. */
class AfterPassage {
  readonly #traffic: JunctionTraffic;
  readonly #queueVeh: Float64Array;
  #shows: StageId | 'clearing' = 'clearing';
  #untilS: number;

  constructor(traffic: JunctionTraffic, queueVeh: Float64Array, untilS: number) {
    this.#traffic = traffic;
    this.#queueVeh = queueVeh;
    this.#untilS = untilS;
  }

  showsAt(atS: number): StageId | 'clearing' {
    if (atS < this.#untilS) return this.#shows;
    if (this.#shows === 'clearing') {
      this.#shows = this.#longest();
      const needS = STARTUP_LOST_S + this.#needS(this.#shows);
      this.#untilS = atS + Math.min(AFTER_MOST_S, Math.max(AFTER_LEAST_S, needS));
    } else {
      this.#shows = 'clearing';
      this.#untilS = atS + CLEARING_S;
    }
    return this.#shows;
  }

  #longest(): StageId | 'clearing' {
    let longest: StageId | 'clearing' = 'clearing';
    let mostVeh = -1;
    for (const [stage, row] of this.#traffic.opens) {
      let veh = 0;
      for (let g = 0; g < row.length; g++) if (row[g] === 1) veh += this.#queueVeh[g]!;
      if (veh <= mostVeh) continue;
      mostVeh = veh;
      longest = stage;
    }
    return longest;
  }

  #needS(stage: StageId): number {
    const row = this.#traffic.opens.get(stage);
    let needS = 0;
    this.#traffic.groups.forEach((group, g) => {
      if (row?.[g] === 1) needS = Math.max(needS, clearingS(group, this.#queueVeh[g]!));
    });
    return needS;
  }
}

function clearingS({ saturationVeh, arrivalsVeh }: GroupTraffic, queueVeh: number): number {
  return (queueVeh / Math.max(0.1, saturationVeh - arrivalsVeh)) * STEP_S;
}
