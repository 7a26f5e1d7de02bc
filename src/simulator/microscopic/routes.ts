import { invariant } from '../../kernel/assert.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { Network } from './network.ts';
import { ROOM_PER_CHANGE_M } from './parameters.ts';

/** All routes, one after the other, with what a driver at each of their links must know about the turns ahead. */
export class Routes {
  /** Link at this place of a route. */
  link: Int32Array = new Int32Array(1024);
  /** Movement from this place's link to the next one's, -1 at the route's end. */
  movement: Int32Array = new Int32Array(1024);
  /** Lanes that serve the movement and also leave enough road for the turn after it. */
  preferred: Int32Array = new Int32Array(1024);
  readonly #net: Network;
  readonly #known = new Map<readonly LinkId[], number>();
  readonly #preferredOf = new Map<number, number>();
  #length = 0;

  constructor(net: Network) {
    this.#net = net;
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
      this.link[first + i] = link;
      this.movement[first + i] = i + 1 < links.length ? this.#movementBetween(link, links[i + 1]!) : -1;
    }
    this.#length = first + links.length;
    for (let i = first; i < this.#length; i++) {
      const movement = this.movement[i]!;
      this.preferred[i] = movement < 0 ? -1 : this.#preferredLanes(movement, this.movement[i + 1]!);
    }
    return first;
  }

  /** Links of the route from this place on. */
  length(place: number): number {
    let at = place;
    while (this.movement[at]! >= 0) at++;
    return at - place + 1;
  }

  /** Last link of the route that runs through this place. */
  destination(place: number): number {
    return this.link[place + this.length(place) - 1]!;
  }

  #movementBetween(from: number, to: number): number {
    const { base, items } = this.#net.linkMovements;
    for (let i = base[from]!; i < base[from + 1]!; i++) {
      if (this.#net.movementTo[items[i]!] === to) return items[i]!;
    }
    throw new RangeError(`a route goes from link number ${from} to ${to}, where no movement leads`);
  }

  #preferredLanes(movement: number, next: number): number {
    const net = this.#net;
    const key = movement * (net.movementCount + 1) + next + 1;
    const known = this.#preferredOf.get(key);
    if (known !== undefined) return known;
    const to = net.movementTo[movement]!;
    const enough = Math.floor(net.linkLengthM[to]! / ROOM_PER_CHANGE_M);
    const lanes = [...changesAfter(net, movement, next)];
    const least = Math.min(...lanes.map(([, changes]) => changes));
    const mask = lanes.reduce((m, [lane, changes]) => (changes <= Math.max(least, enough) ? m | (1 << lane) : m), 0);
    this.#preferredOf.set(key, mask);
    return mask;
  }

  #grow(size: number): void {
    if (size <= this.link.length) return;
    const capacity = Math.max(size, this.link.length * 2);
    const grown = (old: Int32Array): Int32Array => {
      const bigger = new Int32Array(capacity);
      bigger.set(old);
      return bigger;
    };
    this.link = grown(this.link);
    this.movement = grown(this.movement);
    this.preferred = grown(this.preferred);
  }
}

/** For each lane that serves the movement: the fewest lane changes that the next movement then asks for on the next link. */
function changesAfter(net: Network, movement: number, next: number): Map<number, number> {
  const fewest = new Map<number, number>();
  const from = net.movementFrom[movement]!;
  const to = net.movementTo[movement]!;
  for (let lane = net.laneBase[from]!; lane < net.laneBase[from + 1]!; lane++) {
    for (let i = net.lanePaths.base[lane]!; i < net.lanePaths.base[lane + 1]!; i += 2) {
      if (net.lanePaths.items[i] !== movement) continue;
      const entered = net.lanePaths.items[i + 1]! - net.laneBase[to]!;
      const changes = next < 0 ? 0 : lanesAway(entered, net.movementServedBy[next]!);
      const own = lane - net.laneBase[from]!;
      fewest.set(own, Math.min(changes, fewest.get(own) ?? Number.POSITIVE_INFINITY));
    }
  }
  return fewest;
}

/** Lanes between a lane and the nearest of a mask, 0 when it is in it. */
export function lanesAway(lane: number, mask: number): number {
  for (let away = 0; away < 32; away++) {
    if ((mask >>> (lane + away)) & 1 && lane + away < 32) return away;
    if (lane >= away && (mask >>> (lane - away)) & 1) return away;
  }
  return 32;
}
