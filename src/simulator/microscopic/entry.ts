import { Side } from './asides.ts';
import { entrySpeed, furthestM, neededM, placeAtRest, placeInFlow, restingM, roomM } from './entry-place.ts';
import { enterLink, setTurn } from './motion.ts';
import { beginOnLink } from './time-account.ts';
import type { World } from './world.ts';

/** Those who want to enter: emergencies start from the kerb at the first gap, the others queue up outside, first come first served per link. */
export class Entry {
  /** Per emergency: when it entered, NaN before. */
  readonly enteredS: Float64Array;
  /** Vehicles that wanted to enter so far. */
  wanted = 0;
  /** Per link: places in the demand's entrants of the next to enter and of the next to want to. */
  readonly #next: Int32Array;
  readonly #wanting: Int32Array;
  /** Per link: vehicles that wait. */
  readonly #waiting: Int32Array;
  readonly #world: World;

  constructor(world: World) {
    const { demand } = world;
    this.#world = world;
    this.#next = demand.entrants.base.slice(0, -1);
    this.#wanting = this.#next.slice();
    this.#waiting = new Int32Array(world.net.linkCount);
    const emergencies = demand.count - demand.vehicleCount;
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
        if (!this.#enter(this.#world.demand.entrants.items[this.#next[link]!]!, link, endS)) break;
        this.#next[link] = this.#next[link]! + 1;
      }
    }
  }

  #admitEmergencies(endS: number): void {
    const { departS, place, vehicleCount, count } = this.#world.demand;
    const { routes, step, stepS } = this.#world;
    for (let number = vehicleCount; number < count; number++) {
      const departed = departS[number]! <= endS;
      if (departed && (step === 0 || departS[number]! > step * stepS)) this.wanted++;
      if (!departed || !Number.isNaN(this.enteredS[number - vehicleCount]!)) continue;
      this.#enter(number, routes.link(place[number]!), endS);
    }
  }

  isWaiting(number: number): boolean {
    return this.#world.demand.departS[number]! <= this.#world.step * this.#world.stepS;
  }

  /** Joins those who want to enter by the step's end to the link's queue and books the step's waiting. */
  #queueUp(link: number, endS: number): void {
    const { account, stepS } = this.#world;
    const { spentS, lossS } = account;
    const { entrants, departS } = this.#world.demand;
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

  /** Lets one in where there is room; false when there is none. */
  #enter(number: number, link: number, endS: number): boolean {
    const { demand } = this.#world;
    const place = demand.fromRest[number] === 1 ? placeAtRest(this.#world, number, link) : placeInFlow(this.#world, number, link);
    if (place < 0) return false;
    this.#put(number, place, endS);
    return true;
  }

  /** Puts it as far in as it would have come since it wanted to enter, or since there was room, in this step. */
  #put(number: number, lane: number, endS: number): void {
    const { vehicles, chains, net, demand, account, stepS } = this.#world;
    const atRest = demand.fromRest[number] === 1;
    const speed = atRest ? 0 : entrySpeed(this.#world, number, lane);
    const sinceS = Math.min(stepS, endS - demand.departS[number]!);
    const advanceM = Math.min(speed * sinceS, roomM(this.#world, lane) - neededM(this.#world, number, speed));
    const slot = vehicles.take();
    const positionM = atRest
      ? restingM(this.#world, number, lane)
      : Math.max(Math.min(advanceM, furthestM(this.#world, lane)), 0);
    vehicles.positionM[slot] = positionM;
    vehicles.speedMps[slot] = speed;
    takeDriver(this.#world, slot, number);
    vehicles.lane[slot] = lane;
    vehicles.enteredS[slot] = endS - (speed > 0 ? positionM / speed : 0);
    vehicles.enterMps[slot] = speed;
    vehicles.enterM[slot] = atRest ? positionM : 0;
    vehicles.enterLane[slot] = lane - net.laneBase[net.laneLink[lane]!]!;
    setTurn(this.#world, slot);
    enterLink(this.#world, slot);
    beginOnLink(this.#world, slot, endS);
    vehicles.idealS[slot] = atRest ? -positionM * vehicles.perDesired[slot]! : 0;
    const emergency = number - demand.vehicleCount;
    if (emergency >= 0) {
      this.#world.emergencySlot[emergency] = slot;
      this.enteredS[emergency] = vehicles.enteredS[slot]!;
    } else {
      const link = net.laneLink[lane]!;
      this.#waiting[link] = this.#waiting[link]! - 1;
      if (!atRest) account.lossS[link] = account.lossS[link]! - positionM * vehicles.perDesired[slot]!;
    }
    chains.append(lane, slot);
  }
}

/** The slot becomes this vehicle with its driver, at the start of its route. */
function takeDriver({ vehicles, demand }: World, slot: number, number: number): void {
  vehicles.timeGapS[slot] = demand.timeGapS[number]!;
  vehicles.lengthM[slot] = demand.lengthM[number]!;
  vehicles.kind[slot] = demand.kind[number]!;
  vehicles.speedFactor[slot] = demand.speedFactor[number]!;
  vehicles.reactionS[slot] = demand.reactionS[number]!;
  vehicles.bounded[slot] = 0;
  vehicles.bound[slot] = Number.POSITIVE_INFINITY;
  vehicles.changedAtS[slot] = Number.NEGATIVE_INFINITY;
  vehicles.fromLane[slot] = -1;
  vehicles.place[slot] = demand.place[number]!;
  vehicles.firstPlace[slot] = demand.place[number]!;
  vehicles.demand[slot] = number;
  vehicles.emergency[slot] = number >= demand.vehicleCount ? 1 : 0;
  vehicles.goes[slot] = 0;
  vehicles.side[slot] = Side.inLane;
  vehicles.asked[slot] = 0;
  vehicles.standingS[slot] = 0;
  vehicles.stops[slot] = 0;
  vehicles.drivenM[slot] = 0;
  vehicles.reroutes[slot] = 0;
}
