import { invariant } from '../../kernel/assert.ts';

/** How the lane that a vehicle is in suits its way: it does not serve the turn, it serves it, it is as good as any. */
export const LaneFitness = { wrong: 0, serving: 1, good: 2 } as const;
export type LaneFitness = (typeof LaneFitness)[keyof typeof LaneFitness];

/** How far a vehicle's way is open: to the bar, into the node as far as it may wait there, through it. */
export const Way = { shut: 0, open: 1, inside: 2 } as const;
export type Way = (typeof Way)[keyof typeof Way];

/**
 * Vehicles as arrays; a slot is taken while a vehicle is in the network and given back when it leaves. A slot's numbers are
 * meaningless while `lane` is -1.
 */
export class Vehicles {
  readonly capacity: number;
  /** Front bumper, from the start of `lane`'s link; negative inside the node before it. */
  readonly positionM: Float64Array;
  readonly speedMps: Float64Array;
  /** Acceleration chosen for the current step. */
  readonly acceleration: Float64Array;
  /** 1 when `bound` holds. */
  readonly bounded: Uint8Array;
  /** Upper bound that making room or falling in puts on the next step's acceleration; +Infinity when none does. */
  readonly bound: Float64Array;
  /** Speed aimed at where it is now: the link's, or the turn's inside a node. */
  readonly desiredMps: Float64Array;
  /** 1 / (desired speed on its link), for the time lost. */
  readonly perDesired: Float64Array;
  /** Speed of the coming turn. */
  readonly turnMps: Float64Array;
  readonly timeGapS: Float64Array;
  readonly lengthM: Float64Array;
  readonly kind: Int32Array;
  readonly speedFactor: Float64Array;
  readonly reactionS: Float64Array;
  /** Time spent waiting at the bar for a gap, or in the wrong lane with the way open. */
  readonly waitS: Float64Array;
  readonly changedAtS: Float64Array;
  /** What its trip has come to so far: time at a standstill, halts, links left behind and the time they take at the desired speed. */
  readonly standingS: Float64Array;
  readonly stops: Int32Array;
  readonly drivenM: Float64Array;
  readonly idealS: Float64Array;
  readonly enteredS: Float64Array;
  /** Where and when it came to the link it is on. */
  readonly cameM: Float64Array;
  readonly cameS: Float64Array;
  readonly enterMps: Float64Array;
  readonly enterM: Float64Array;
  readonly enterLane: Int32Array;
  readonly reroutes: Int32Array;
  /** Lane whose chain it belongs to, -1 for a free slot. */
  readonly lane: Int32Array;
  /** Link it is on, or has just left while inside a node. */
  readonly link: Int32Array;
  /** Lane it drives to beyond its link's end, -1 while not chosen. */
  readonly toLane: Int32Array;
  /** Lane it came from and movement it makes, while inside a node. */
  readonly fromLane: Int32Array;
  readonly crossing: Int32Array;
  /** Place in the routes of the link that `lane` belongs to; and of its route's first link. */
  readonly place: Int32Array;
  readonly firstPlace: Int32Array;
  /** Movement at the end of the link that `lane` belongs to, -1 when it leaves there. */
  readonly movement: Int32Array;
  /** Lanes of that link that serve the movement, and the better ones among them. */
  readonly serving: Int32Array;
  readonly preferred: Int32Array;
  /** How the lane it is in suits its way: a `LaneFitness`. */
  readonly fitness: Uint8Array;
  /** How far its way is open in this step: a `Way`. */
  readonly open: Uint8Array;
  /** 1 when it has decided to stop at yellow. */
  readonly stopping: Uint8Array;
  /** Number in the demand; emergencies follow the vehicles. */
  readonly demand: Int32Array;
  readonly emergency: Uint8Array;
  /** 1 for an emergency that may pass its bar whatever the signal shows. */
  readonly goes: Uint8Array;
  /** Making way for a siren: a number of `Side`, when the lane is clear, and 1 while a siren asks for it. */
  readonly side: Uint8Array;
  readonly asideAtS: Float64Array;
  readonly asked: Uint8Array;
  readonly #doubles: readonly Float64Array[];
  readonly #integers: readonly Int32Array[];
  readonly #bytes: readonly Uint8Array[];
  readonly #scratchDoubles: Float64Array;
  readonly #scratchIntegers: Int32Array;
  readonly #scratchBytes: Uint8Array;
  readonly #free: Int32Array;
  #freeCount: number;

  constructor(capacity: number) {
    const doubles = (): Float64Array => new Float64Array(capacity);
    const integers = (): Int32Array => new Int32Array(capacity);
    const bytes = (): Uint8Array => new Uint8Array(capacity);
    this.capacity = capacity;
    this.positionM = doubles();
    this.speedMps = doubles();
    this.acceleration = doubles();
    this.bounded = bytes();
    this.bound = doubles().fill(Number.POSITIVE_INFINITY);
    this.desiredMps = doubles();
    this.perDesired = doubles();
    this.turnMps = doubles();
    this.timeGapS = doubles();
    this.lengthM = doubles();
    this.kind = integers();
    this.speedFactor = doubles();
    this.reactionS = doubles();
    this.waitS = doubles();
    this.changedAtS = doubles();
    this.standingS = doubles();
    this.stops = integers();
    this.drivenM = doubles();
    this.idealS = doubles();
    this.enteredS = doubles();
    this.cameM = doubles();
    this.cameS = doubles();
    this.enterMps = doubles();
    this.enterM = doubles();
    this.enterLane = integers();
    this.reroutes = integers();
    this.lane = integers().fill(-1);
    this.link = integers();
    this.toLane = integers();
    this.fromLane = integers();
    this.crossing = integers();
    this.place = integers();
    this.firstPlace = integers();
    this.movement = integers();
    this.serving = integers();
    this.preferred = integers();
    this.fitness = bytes();
    this.open = bytes();
    this.stopping = bytes();
    this.demand = integers();
    this.emergency = bytes();
    this.goes = bytes();
    this.side = bytes();
    this.asideAtS = doubles();
    this.asked = bytes();
    const columns: readonly unknown[] = Object.values(this);
    this.#doubles = columns.filter((column) => column instanceof Float64Array);
    this.#integers = columns.filter((column) => column instanceof Int32Array);
    this.#bytes = columns.filter((column) => column instanceof Uint8Array);
    this.#scratchDoubles = doubles();
    this.#scratchIntegers = integers();
    this.#scratchBytes = bytes();
    this.#free = Int32Array.from({ length: capacity }, (_, i) => capacity - 1 - i);
    this.#freeCount = capacity;
  }

  /**
   * Moves the vehicle in slot `order[i]` to slot i, for all `count` vehicles inside. Whoever keeps a slot's number elsewhere must
   * follow.
   */
  renumber(order: Int32Array, count: number): void {
    for (const column of this.#doubles) reorderDoubles(column, order, count, this.#scratchDoubles);
    for (const column of this.#integers) reorderIntegers(column, order, count, this.#scratchIntegers);
    for (const column of this.#bytes) reorderBytes(column, order, count, this.#scratchBytes);
    for (let slot = count; slot < this.capacity; slot++) {
      this.lane[slot] = -1;
      this.bound[slot] = Number.POSITIVE_INFINITY;
      this.#free[slot - count] = this.capacity - 1 - (slot - count);
    }
    this.#freeCount = this.capacity - count;
  }

  /** Holds a vehicle to an acceleration in the next step, if nothing holds it to less. */
  hold(slot: number, acceleration: number): void {
    this.bounded[slot] = 1;
    if (acceleration < this.bound[slot]!) this.bound[slot] = acceleration;
  }

  get inside(): number {
    return this.capacity - this.#freeCount;
  }

  take(): number {
    invariant(this.#freeCount > 0, 'more vehicles than the network has room for');
    this.#freeCount--;
    return this.#free[this.#freeCount]!;
  }

  giveBack(slot: number): void {
    this.lane[slot] = -1;
    this.#free[this.#freeCount] = slot;
    this.#freeCount++;
  }
}

/** One function per kind of column: the engine compiles a loop for the kind it has seen. */
function reorderDoubles(column: Float64Array, order: Int32Array, count: number, scratch: Float64Array): void {
  for (let i = 0; i < count; i++) scratch[i] = column[order[i]!]!;
  column.set(scratch.subarray(0, count));
}

function reorderIntegers(column: Int32Array, order: Int32Array, count: number, scratch: Int32Array): void {
  for (let i = 0; i < count; i++) scratch[i] = column[order[i]!]!;
  column.set(scratch.subarray(0, count));
}

function reorderBytes(column: Uint8Array, order: Int32Array, count: number, scratch: Uint8Array): void {
  for (let i = 0; i < count; i++) scratch[i] = column[order[i]!]!;
  column.set(scratch.subarray(0, count));
}
