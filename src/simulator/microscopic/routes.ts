import { invariant } from '../../kernel/assert.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { Network } from './network.ts';
import { ROOM_PER_CHANGE_M } from './parameters.ts';

/** A lane is as good as the best when it costs no more than this beyond it, in lane changes on a short road. */
const AS_GOOD = 0.5;
/** Where a place's numbers stand, its link being the first. */
const MOVEMENT = 1;
const PREFERRED = 2;
const FIRST_COST = 3;

/** All routes, one after the other, with what a driver at each of their links must know about the turns ahead. */
export class Routes {
  readonly #net: Network;
  readonly #known = new Map<readonly LinkId[], number>();
  readonly #stride: number;
  /** Per place of a route its link, movement, preferred lanes and costs, side by side: routes of neighbours are far apart in memory. */
  #numbers: Int32Array;
  /** The same memory: the costs are fractions. */
  #fractions: Float32Array;
  #length = 0;

  constructor(net: Network) {
    this.#net = net;
    let mostLanes = 0;
    for (let link = 0; link < net.linkCount; link++) mostLanes = Math.max(mostLanes, this.#lanesOf(link));
    this.#stride = FIRST_COST + mostLanes;
    this.#numbers = new Int32Array(1024 * this.#stride);
    this.#fractions = new Float32Array(this.#numbers.buffer);
  }

  /** Link at this place of a route. */
  link(place: number): number {
    return this.#numbers[place * this.#stride]!;
  }

  /** Movement from this place's link to the next one's, -1 at the route's end. */
  movement(place: number): number {
    return this.#numbers[place * this.#stride + MOVEMENT]!;
  }

  /** Mask of the lanes that serve the movement and also leave enough road for the turns after it. */
  preferred(place: number): number {
    return this.#numbers[place * this.#stride + PREFERRED]!;
  }

  /** What being in a lane of its link costs from this place to the route's end: lane changes, each weighed by how short its road is. */
  cost(place: number, lane: number): number {
    return this.#fractions[place * this.#stride + FIRST_COST + lane]!;
  }

  /** First place of a route given by link ids; the same array is stored once. */
  placeOf(route: readonly LinkId[]): number {
    const known = this.#known.get(route);
    if (known !== undefined) return known;
    const links = route.map((id) => {
      const n = this.#net.linkNumber.get(id);
      invariant(n !== undefined, `a route names link "${id}", which the map does not hold`);
      return n;
    });
    const place = this.add(links);
    this.#known.set(route, place);
    return place;
  }

  /** Stores a route of link numbers and returns its first place. */
  add(links: readonly number[]): number {
    const first = this.#length;
    invariant(links.length > 0, 'a route must have a link');
    this.#grow(first + links.length);
    for (const [i, link] of links.entries()) {
      const at = (first + i) * this.#stride;
      this.#numbers[at] = link;
      this.#numbers[at + MOVEMENT] = i + 1 < links.length ? this.#movementBetween(link, links[i + 1]!) : -1;
    }
    this.#length = first + links.length;
    for (let place = this.#length - 1; place >= first; place--) this.#weigh(place);
    return first;
  }

  /** Links of the route from this place on. */
  length(place: number): number {
    let at = place;
    while (this.movement(at) >= 0) at++;
    return at - place + 1;
  }

  /** Last link of the route that runs through this place. */
  destination(place: number): number {
    return this.link(place + this.length(place) - 1);
  }

  #movementBetween(from: number, to: number): number {
    const { base, items } = this.#net.linkMovements;
    for (let i = base[from]!; i < base[from + 1]!; i++) {
      if (this.#net.movementTo[items[i]!] === to) return items[i]!;
    }
    throw new RangeError(`a route goes from link number ${from} to ${to}, where no movement leads`);
  }

  #lanesOf(link: number): number {
    return this.#net.laneBase[link + 1]! - this.#net.laneBase[link]!;
  }

  /** Costs of a place's lanes from those of the next place, and which of them to prefer. */
  #weigh(place: number): void {
    const lanes = this.#lanesOf(this.link(place));
    const at = place * this.#stride;
    if (this.movement(place) < 0) {
      this.#numbers[at + PREFERRED] = -1;
      this.#fractions.fill(0, at + FIRST_COST, at + FIRST_COST + lanes);
      return;
    }
    const leaving = Array.from({ length: lanes }, (_, lane) => this.#leavingCost(place, lane));
    const least = Math.min(...leaving);
    const lengthM = this.#net.linkLengthM[this.link(place)]!;
    const perChange = ROOM_PER_CHANGE_M / (ROOM_PER_CHANGE_M + lengthM);
    this.#numbers[at + PREFERRED] = leaving.reduce(
      (mask, cost, lane) => (cost <= least + AS_GOOD ? mask | (1 << lane) : mask),
      0,
    );
    for (let lane = 0; lane < lanes; lane++) {
      this.#fractions[at + FIRST_COST + lane] = Math.min(
        ...leaving.map((cost, other) => cost + perChange * Math.abs(other - lane)),
      );
    }
  }

  /** What the rest of the route costs when the vehicle crosses the bar in this lane; Infinity where the lane does not serve the turn. */
  #leavingCost(place: number, lane: number): number {
    const { laneBase, lanePaths } = this.#net;
    const own = laneBase[this.link(place)]! + lane;
    const nextBase = laneBase[this.link(place + 1)]!;
    let least = Number.POSITIVE_INFINITY;
    for (let i = lanePaths.base[own]!; i < lanePaths.base[own + 1]!; i += 2) {
      if (lanePaths.items[i] !== this.movement(place)) continue;
      least = Math.min(least, this.cost(place + 1, lanePaths.items[i + 1]! - nextBase));
    }
    return least;
  }

  #grow(places: number): void {
    if (places * this.#stride <= this.#numbers.length) return;
    const before = this.#numbers;
    this.#numbers = new Int32Array(Math.max(places * this.#stride, before.length * 2));
    this.#numbers.set(before);
    this.#fractions = new Float32Array(this.#numbers.buffer);
  }
}
