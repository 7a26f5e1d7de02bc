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

/** Point queues at one junction, rolled forward under a plan and then under service of the longest. Scratch for one run at a time. */
export class QueueRollOut {
  readonly #traffic: JunctionTraffic;
  readonly #ambulances: number;
  readonly #queueVeh: Float64Array;
  readonly #roomVeh: Float64Array;
  readonly #wasGreen: Uint8Array;
  /** Per step of the last run, of the ambulance's group: queue per lane, and whether it was green. */
  readonly laneQueueVeh = new Float64Array(STEPS);
  readonly green = new Uint8Array(STEPS);
  /** Per step, per lane of the road behind: vehicles let in before the ambulance from elsewhere, each wearing off as it drives ahead. */
  readonly joinedVeh = new Float64Array(STEPS);

  /** `ambulances` is the place of the ambulance's group among the traffic's. */
  constructor(traffic: JunctionTraffic, ambulances: number) {
    this.#traffic = traffic;
    this.#ambulances = ambulances;
    this.#queueVeh = new Float64Array(traffic.groups.length);
    this.#roomVeh = new Float64Array(traffic.groups.length);
    this.#wasGreen = new Uint8Array(traffic.groups.length);
  }

  /** Vehicle-seconds in all queues of the junction until they have settled after the passage. */
  run(plan: readonly Stretch[], passageS: number): number {
    const { groups } = this.#traffic;
    groups.forEach((group, g) => {
      this.#queueVeh[g] = group.queueVeh;
      this.#roomVeh[g] = group.roomVeh;
      this.#wasGreen[g] = group.own[0]!;
    });
    const after = new AfterPassage(this.#traffic, this.#queueVeh, passageS + CLEARING_S);
    const last = Math.min(STEPS, Math.ceil((passageS + SETTLING_S) / STEP_S));
    let sumVehS = 0;
    let at = 0;
    for (let step = 0; step < last; step++) {
      const atS = step * STEP_S;
      while (at < plan.length - 1 && atS >= plan[at]!.untilS) at++;
      const shows = atS < passageS ? plan[at]!.shows : after.showsAt(atS);
      sumVehS += this.#advance(step, shows);
    }
    return sumVehS;
  }

  #advance(step: number, shows: Stretch['shows']): number {
    const { groups, opens } = this.#traffic;
    const row = opens.get(shows);
    let sumVehS = 0;
    let joinedVeh = step === 0 ? 0 : this.joinedVeh[step - 1]! * JOINED_STAYS;
    for (let g = 0; g < groups.length; g++) {
      const { own, arrivalsVeh, saturationVeh, storageVeh, emptyVeh, drainVeh, joiningVeh, lanes } = groups[g]!;
      const green = shows === 'own' ? own[step]! : (row?.[g] ?? 0);
      const waitingVeh = this.#queueVeh[g]! + arrivalsVeh;
      const roomVeh = Math.min(emptyVeh, this.#roomVeh[g]! + drainVeh);
      const mostVeh = green === 0 ? 0 : this.#wasGreen[g] === 1 ? saturationVeh : saturationVeh * START_SHARE;
      const outVeh = Math.min(waitingVeh, mostVeh, roomVeh);
      const queueVeh = waitingVeh - outVeh;
      this.#queueVeh[g] = queueVeh;
      this.#roomVeh[g] = roomVeh - outVeh;
      this.#wasGreen[g] = green;
      joinedVeh += outVeh * joiningVeh;
      sumVehS += queueVeh * STEP_S;
      if (queueVeh > storageVeh) sumVehS += SPILLBACK * (queueVeh - storageVeh) * STEP_S;
      if (g !== this.#ambulances) continue;
      this.laneQueueVeh[step] = queueVeh / lanes;
      this.green[step] = green;
    }
    this.joinedVeh[step] = joinedVeh;
    return sumVehS;
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
