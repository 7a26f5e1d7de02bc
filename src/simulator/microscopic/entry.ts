import type { Demand } from './demand.ts';
import { enterLink, setTurn } from './motion.ts';
import { JAM_GAP_M, ROOM_PER_CHANGE_M } from './parameters.ts';
import { lanesAway } from './routes.ts';
import type { World } from './world.ts';

/** Drivers let in accept a little less than their time gap, as at the end of a bottleneck that is not drawn. */
const ENTRY_GAP_SHARE = 0.9;
/** Braking that the speed at entry may ask for behind a slower vehicle. */
const ENTRY_BRAKING = 1.5;

/** Those who want to enter: emergencies start from the kerb at the first gap, the others queue up outside, first come first served per link. */
export class Entry {
  readonly demand: Demand;
  /** Per emergency: its slot while inside, when it entered and left (NaN before). */
  readonly emergencySlot: Int32Array;
  readonly enteredS: Float64Array;
  /** Vehicles that wanted to enter so far. */
  wanted = 0;
  /** Per link: places in the demand's entrants of the next to enter and of the next to want to. */
  readonly #next: Int32Array;
  readonly #wanting: Int32Array;
  /** Per link: vehicles that wait. */
  readonly #waiting: Int32Array;
  readonly #world: World;

  constructor(world: World, demand: Demand) {
    this.#world = world;
    this.demand = demand;
    this.#next = demand.entrants.base.slice(0, -1);
    this.#wanting = this.#next.slice();
    this.#waiting = new Int32Array(world.net.linkCount);
    const emergencies = demand.count - demand.vehicleCount;
    this.emergencySlot = new Int32Array(emergencies).fill(-1);
    this.enteredS = new Float64Array(emergencies).fill(Number.NaN);
  }

  /** Lets in who can enter by the time at the step's end; the others have waited for the step. */
  admit(): void {
    const { net, step, stepS } = this.#world;
    const endS = (step + 1) * stepS;
    this.#admitEmergencies(endS);
    for (let link = 0; link < net.linkCount; link++) {
      this.#queueUp(link, endS);
      while (this.#next[link]! < this.#wanting[link]!) {
        if (!this.#enter(this.demand.entrants.items[this.#next[link]!]!, link, endS)) break;
        this.#next[link] = this.#next[link]! + 1;
      }
    }
  }

  #admitEmergencies(endS: number): void {
    const { departS, place, vehicleCount, count } = this.demand;
    const { routes, step, stepS } = this.#world;
    for (let number = vehicleCount; number < count; number++) {
      const departed = departS[number]! <= endS;
      if (departed && (step === 0 || departS[number]! > step * stepS)) this.wanted++;
      if (!departed || !Number.isNaN(this.enteredS[number - vehicleCount]!)) continue;
      this.#enter(number, routes.link[place[number]!]!, endS);
    }
  }

  isWaiting(number: number): boolean {
    return this.demand.departS[number]! <= this.#world.step * this.#world.stepS;
  }

  /** Joins those who want to enter by the step's end to the link's queue and books the step's waiting. */
  #queueUp(link: number, endS: number): void {
    const { spentS, lossS, stepS } = this.#world;
    const { entrants, departS } = this.demand;
    let waitedS = this.#waiting[link]! * stepS;
    let wanting = this.#wanting[link]!;
    for (; wanting < entrants.base[link + 1]!; wanting++) {
      const number = entrants.items[wanting]!;
      if (departS[number]! > endS) break;
      this.wanted++;
      this.#waiting[link] = this.#waiting[link]! + 1;
      waitedS += endS - departS[number]!;
    }
    this.#wanting[link] = wanting;
    spentS[link] = spentS[link]! + waitedS;
    lossS[link] = lossS[link]! + waitedS;
  }

  /** Lets one into the lane that suits best and has room; false when none has. */
  #enter(number: number, link: number, endS: number): boolean {
    const { net, routes } = this.#world;
    const demand = this.demand;
    const desired = net.linkLimitMps[link]! * demand.speedFactor[number]!;
    const movement = routes.movement[demand.place[number]!]!;
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let lane = net.laneBase[link]!; lane < net.laneBase[link + 1]!; lane++) {
      const roomM = this.#roomM(lane);
      if (net.laneStartM[lane]! > 0 || this.#entrySpeed(number, lane, roomM, desired) < 0) continue;
      const changes = movement < 0 ? 0 : lanesAway(lane - net.laneBase[link]!, net.movementServedBy[movement]!);
      const cost = changes * 0.5 * ROOM_PER_CHANGE_M - Math.min(roomM, net.linkLengthM[link]!);
      if (cost < bestCost) {
        best = lane;
        bestCost = cost;
      }
    }
    if (best < 0) return false;
    const roomM = this.#roomM(best);
    this.#place(number, best, this.#entrySpeed(number, best, roomM, desired), roomM, endS);
    return true;
  }

  /** From the lane's start to the rear of its last vehicle. */
  #roomM(lane: number): number {
    const { chains, vehicles } = this.#world;
    const last = chains.last(lane);
    return last < 0 ? Number.POSITIVE_INFINITY : vehicles.positionM[last]! - vehicles.lengthM[last]!;
  }

  /** The desired speed where there is room for it, else the speed of the last vehicle, -1 where there is no room for that either. */
  #entrySpeed(number: number, lane: number, roomM: number, desired: number): number {
    if (roomM === Number.POSITIVE_INFINITY) return desired;
    const { chains, vehicles } = this.#world;
    const speed = Math.min(desired, vehicles.speedMps[chains.last(lane)]!);
    const closing = desired - speed;
    if (roomM >= this.#neededM(number, desired) + (closing * closing) / (2 * ENTRY_BRAKING)) return desired;
    return roomM >= this.#neededM(number, speed) ? speed : -1;
  }

  #neededM(number: number, speed: number): number {
    return JAM_GAP_M + ENTRY_GAP_SHARE * this.demand.timeGapS[number]! * speed;
  }

  /** Puts it as far in as it would have come since it wanted to enter, or since there was room, in this step. */
  #place(number: number, lane: number, speed: number, roomM: number, endS: number): void {
    const { vehicles, chains, net, stepS } = this.#world;
    const demand = this.demand;
    const sinceS = Math.min(stepS, endS - demand.departS[number]!);
    const advanceM = Math.min(speed * sinceS, roomM - this.#neededM(number, speed));
    const slot = vehicles.take();
    vehicles.positionM[slot] = Math.max(advanceM, 0);
    vehicles.speedMps[slot] = speed;
    vehicles.timeGapS[slot] = demand.timeGapS[number]!;
    vehicles.lengthM[slot] = demand.lengthM[number]!;
    vehicles.speedFactor[slot] = demand.speedFactor[number]!;
    vehicles.reactionS[slot] = demand.reactionS[number]!;
    vehicles.bound[slot] = Number.POSITIVE_INFINITY;
    vehicles.changedAtS[slot] = Number.NEGATIVE_INFINITY;
    vehicles.lane[slot] = lane;
    vehicles.fromLane[slot] = -1;
    vehicles.place[slot] = demand.place[number]!;
    vehicles.firstPlace[slot] = demand.place[number]!;
    vehicles.demand[slot] = number;
    const emergency = number - demand.vehicleCount;
    vehicles.emergency[slot] = emergency >= 0 ? 1 : 0;
    if (emergency >= 0) {
      this.emergencySlot[emergency] = slot;
      this.enteredS[emergency] = endS - (speed > 0 ? vehicles.positionM[slot]! / speed : 0);
    } else {
      const link = net.laneLink[lane]!;
      this.#waiting[link] = this.#waiting[link]! - 1;
      const { lossS } = this.#world;
      lossS[link] = lossS[link]! - vehicles.positionM[slot]! / (net.linkLimitMps[link]! * demand.speedFactor[number]!);
    }
    setTurn(this.#world, slot);
    enterLink(this.#world, slot);
    chains.append(lane, slot);
  }
}
