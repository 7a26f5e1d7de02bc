import type { StageId } from '../../kernel/ids.ts';
import { STARTUP_LOST_S } from '../traffic-constants.ts';
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
/** Share of the first step of a green that the start-up leaves. */
const START_SHARE = Math.max(0, 1 - STARTUP_LOST_S / STEP_S);

/** Point queues at one junction, rolled forward under a plan and then under service of the longest. Scratch for one run at a time. */
export class QueueRollOut {
  readonly #traffic: JunctionTraffic;
  readonly #ambulances: number;
  readonly #queueVeh: Float64Array;
  readonly #wasGreen: Uint8Array;
  /** Per step of the last run, of the ambulance's group: queue per lane, and whether it was green. */
  readonly laneQueueVeh = new Float64Array(STEPS);
  readonly green = new Uint8Array(STEPS);

  /** `ambulances` is the place of the ambulance's group among the traffic's. */
  constructor(traffic: JunctionTraffic, ambulances: number) {
    this.#traffic = traffic;
    this.#ambulances = ambulances;
    this.#queueVeh = new Float64Array(traffic.groups.length);
    this.#wasGreen = new Uint8Array(traffic.groups.length);
  }

  /** Vehicle-seconds in all queues of the junction until they have settled after the passage. */
  run(plan: readonly Stretch[], passageS: number): number {
    const { groups } = this.#traffic;
    groups.forEach((group, g) => {
      this.#queueVeh[g] = group.queueVeh;
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
    for (let g = 0; g < groups.length; g++) {
      const { own, arrivalsVeh, saturationVeh, lanes } = groups[g]!;
      const green = shows === 'own' ? own[step]! : (row?.[g] ?? 0);
      let queueVeh = this.#queueVeh[g]! + arrivalsVeh;
      if (green === 1) queueVeh -= this.#wasGreen[g] === 1 ? saturationVeh : saturationVeh * START_SHARE;
      if (queueVeh < 0) queueVeh = 0;
      this.#queueVeh[g] = queueVeh;
      this.#wasGreen[g] = green;
      sumVehS += queueVeh * STEP_S;
      if (g !== this.#ambulances) continue;
      this.laneQueueVeh[step] = queueVeh / lanes;
      this.green[step] = green;
    }
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
