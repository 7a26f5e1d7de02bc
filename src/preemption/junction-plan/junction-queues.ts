import { STARTUP_LOST_S } from '../traffic-constants.ts';
import { FAR_DECAY_S } from './ambulance-delay.ts';
import { STEP_S, STEPS } from './horizon.ts';
import type { GroupTraffic } from './junction-traffic.ts';

/** A vehicle beyond the end of its lane holds up others: it counts so many times more. */
const SPILLBACK = 1;
/** Share of those who have joined the ambulance's road that still matter to it a step later: it gains on them the later the further ahead they are. */
const JOINED_STAYS = Math.exp(-STEP_S / FAR_DECAY_S);
/** Share of the first step of a green that the start-up leaves. */
const START_SHARE = Math.max(0, 1 - STARTUP_LOST_S / STEP_S);

/** Point queues at the stop bars of one junction, one entry per vehicle group: arrays, for plans are many and seconds few. */
export class JunctionQueues {
  readonly #arrivalsVeh: Float64Array;
  readonly #saturationVeh: Float64Array;
  readonly #storageVeh: Float64Array;
  readonly #emptyVeh: Float64Array;
  readonly #drainVeh: Float64Array;
  readonly #joiningVeh: Float64Array;
  #isJoined = false;
  #ambulances = 0;
  #lanes = 1;
  readonly queueVeh: Float64Array;
  /** On the road behind each group; while it is red, more may be counted than an empty road has. */
  readonly roomVeh: Float64Array;
  /** 1 where a group was green in the step before. */
  readonly wasGreen: Uint8Array;
  /** Vehicles that wait, summed over steps. */
  waitedVeh = 0;
  /** Per step, of the ambulance's group: queue per lane, and whether it was green. */
  readonly laneQueueVeh = new Float64Array(STEPS);
  readonly green = new Uint8Array(STEPS);
  /** Per step, per lane of the road behind: vehicles let in before the ambulance from elsewhere, each wearing off as it drives ahead. */
  readonly joinedVeh = new Float64Array(STEPS);

  /** For so many groups. */
  constructor(groups: number) {
    this.#arrivalsVeh = new Float64Array(groups);
    this.#saturationVeh = new Float64Array(groups);
    this.#storageVeh = new Float64Array(groups);
    this.#emptyVeh = new Float64Array(groups);
    this.#drainVeh = new Float64Array(groups);
    this.#joiningVeh = new Float64Array(groups);
    this.queueVeh = new Float64Array(groups);
    this.roomVeh = new Float64Array(groups);
    this.wasGreen = new Uint8Array(groups);
  }

  /** As they are now; `ambulances` is the place of the ambulance's group among the groups. */
  begin(groups: readonly GroupTraffic[], ambulances: number): void {
    groups.forEach((group, g) => {
      this.#arrivalsVeh[g] = group.arrivalsVeh;
      this.#saturationVeh[g] = group.saturationVeh;
      this.#storageVeh[g] = group.storageVeh;
      this.#emptyVeh[g] = group.emptyVeh;
      this.#drainVeh[g] = group.drainVeh;
      this.#joiningVeh[g] = group.joiningVeh;
      this.queueVeh[g] = group.queueVeh;
      this.roomVeh[g] = group.roomVeh;
      this.wasGreen[g] = group.own[0]!;
    });
    this.#isJoined = groups.some(({ joiningVeh }) => joiningVeh > 0);
    if (!this.#isJoined) this.joinedVeh.fill(0);
    this.#ambulances = ambulances;
    this.#lanes = groups[ambulances]!.lanes;
    this.waitedVeh = 0;
  }

  /** From one step up to another, under lamps that stay: `row` has 1 for each group that is green. */
  roll(from: number, to: number, row: Uint8Array): void {
    if (from >= to) return;
    if (this.#isJoined) this.joinedVeh.fill(0, from, to);
    for (let g = 0; g < row.length; g++) {
      if (row[g] === 1) this.#discharge(g, from, to);
      else this.#stand(g, from, to);
    }
    if (!this.#isJoined) return;
    for (let step = Math.max(1, from); step < to; step++) this.joinedVeh[step]! += this.joinedVeh[step - 1]! * JOINED_STAYS;
  }

  /** On red a queue grows by its arrivals, and the road behind it empties. */
  #stand(g: number, from: number, to: number): void {
    const steps = to - from;
    const beganVeh = this.queueVeh[g]!;
    const arrivalsVeh = this.#arrivalsVeh[g]!;
    const endsVeh = beganVeh + steps * arrivalsVeh;
    this.queueVeh[g] = endsVeh;
    this.roomVeh[g]! += steps * this.#drainVeh[g]!;
    this.wasGreen[g] = 0;
    this.waitedVeh += steps * beganVeh + (arrivalsVeh * steps * (steps + 1)) / 2;
    const storageVeh = this.#storageVeh[g]!;
    if (endsVeh > storageVeh) {
      for (let n = 1; n <= steps; n++) this.waitedVeh += SPILLBACK * Math.max(0, beganVeh + n * arrivalsVeh - storageVeh);
    }
    if (g !== this.#ambulances) return;
    this.green.fill(0, from, to);
    for (let n = 1; n <= steps; n++) this.laneQueueVeh[from + n - 1] = (beganVeh + n * arrivalsVeh) / this.#lanes;
  }

  /** On green it discharges at the saturation headway, as far as the road behind has room. */
  #discharge(g: number, from: number, to: number): void {
    const arrivalsVeh = this.#arrivalsVeh[g]!;
    const saturationVeh = this.#saturationVeh[g]!;
    const storageVeh = this.#storageVeh[g]!;
    const emptyVeh = this.#emptyVeh[g]!;
    const drainVeh = this.#drainVeh[g]!;
    const joiningVeh = this.#joiningVeh[g]!;
    const isAmbulances = g === this.#ambulances;
    let queueVeh = this.queueVeh[g]!;
    let roomVeh = this.roomVeh[g]!;
    let mostVeh = this.wasGreen[g] === 1 ? saturationVeh : saturationVeh * START_SHARE;
    let waitedVeh = 0;
    for (let step = from; step < to; step++) {
      const waitingVeh = queueVeh + arrivalsVeh;
      roomVeh += drainVeh;
      if (roomVeh > emptyVeh) roomVeh = emptyVeh;
      let outVeh = mostVeh;
      if (outVeh > waitingVeh) outVeh = waitingVeh;
      if (outVeh > roomVeh) outVeh = roomVeh;
      queueVeh = waitingVeh - outVeh;
      roomVeh -= outVeh;
      waitedVeh += queueVeh;
      if (queueVeh > storageVeh) waitedVeh += SPILLBACK * (queueVeh - storageVeh);
      if (joiningVeh > 0) this.joinedVeh[step]! += outVeh * joiningVeh;
      if (isAmbulances) this.laneQueueVeh[step] = queueVeh / this.#lanes;
      mostVeh = saturationVeh;
    }
    this.queueVeh[g] = queueVeh;
    this.roomVeh[g] = roomVeh;
    this.wasGreen[g] = 1;
    this.waitedVeh += waitedVeh;
    if (isAmbulances) this.green.fill(1, from, to);
  }
}
