import type { LinkId, NodeId } from '../kernel/ids.ts';
import { findRoute } from '../roadnet/fastest-route.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Departure } from '../scenario/departures.ts';
import type { OnTheWay } from '../scenario/scenario.ts';
import type { EmergencyState } from '../simulator/simulator.ts';

/** Nobody decides to turn nearer to the bar than this: the lanes are chosen by then. */
const DECIDES_BEFORE_M = 60;
/** Links of a way that leads nowhere before it counts as long enough. */
const ASTRAY_MOST_LINKS = 50;

/** What the driver does in a second, besides driving on. */
export type DriverAct =
  | { readonly kind: 'drives-on' }
  | { readonly kind: 'takes-way'; readonly way: readonly LinkId[]; readonly routeIndex: number };

const DRIVES_ON: DriverAct = { kind: 'drives-on' };

/**
 * Which way the driver of an ambulance takes: the fastest in free flow from the start on; the one that the mission's status shows, if
 * dispatch leads the crew; and whatever happens on the way by the scenario.
 */
export class AmbulanceDriver {
  readonly #index: RoadIndex;
  readonly #isLed: boolean;
  #ahead: OnTheWay | undefined;
  #to: NodeId;
  #way: readonly LinkId[];
  #told: readonly LinkId[] = [];
  #haltsUntilS = Number.NEGATIVE_INFINITY;
  /** Dispatch gives the new destination with the next position. */
  #diverted = false;

  constructor(index: RoadIndex, { route, to, follows, onTheWay }: Departure) {
    this.#index = index;
    this.#way = route;
    this.#to = to;
    this.#isLed = follows === 'dispatch';
    this.#ahead = onTheWay;
  }

  /** The whole way: what is driven already, and what lies ahead. */
  get way(): readonly LinkId[] {
    return this.#way;
  }

  /** Where it goes now; told once, when dispatch has changed it. */
  takeDiversion(): NodeId | undefined {
    if (!this.#diverted) return undefined;
    this.#diverted = false;
    return this.#to;
  }

  /** The route of the mission's status. */
  tell(route: readonly LinkId[]): void {
    if (this.#isLed) this.#told = route;
  }

  /** Whether there is, or may be, anything to decide. */
  get mayDecide(): boolean {
    return this.#ahead !== undefined || this.#told.length > 0;
  }

  /** It stands, or brakes to stand. */
  haltsAt(timeS: number): boolean {
    return timeS < this.#haltsUntilS;
  }

  /** Once a second, on what the simulator says of the ambulance. */
  act(timeS: number, state: EmergencyState): DriverAct {
    if (state.phase !== 'driving' || this.haltsAt(timeS)) return DRIVES_ON;
    const link = this.#index.link(this.#way[state.routeIndex] as LinkId);
    if (link.lengthM - state.positionM < DECIDES_BEFORE_M) return DRIVES_ON;
    return this.#meet(timeS, state, link.id) ?? this.#follow(state.routeIndex, link.id) ?? DRIVES_ON;
  }

  #meet(timeS: number, { routeIndex, positionM }: EmergencyState, link: LinkId): DriverAct | undefined {
    const event = this.#ahead;
    if (event === undefined || this.#drivenM(routeIndex, positionM) < event.afterM) return undefined;
    switch (event.kind) {
      case 'halts':
        this.#ahead = undefined;
        this.#haltsUntilS = timeS + event.forS;
        return DRIVES_ON;
      case 'turns-off': {
        const rest = this.#turnedOff(link, this.#way[routeIndex + 1]);
        return rest === undefined ? undefined : this.#change(routeIndex, rest);
      }
      case 'diverted': {
        const rest = findRoute(this.#index, link, event.to);
        if (rest === undefined) return undefined;
        this.#to = event.to;
        this.#diverted = true;
        return this.#change(routeIndex, rest);
      }
    }
  }

  #change(routeIndex: number, rest: readonly LinkId[]): DriverAct {
    this.#ahead = undefined;
    return this.#take(routeIndex, rest);
  }

  #take(routeIndex: number, rest: readonly LinkId[]): DriverAct {
    this.#way = [...this.#way.slice(0, routeIndex), ...rest];
    return { kind: 'takes-way', way: this.#way, routeIndex };
  }

  #drivenM(routeIndex: number, positionM: number): number {
    return this.#way.slice(0, routeIndex).reduce((sum, link, i) => {
      const movement = this.#index.findMovement(link, this.#way[i + 1] as LinkId);
      return sum + this.#index.link(link).lengthM + (movement?.lengthM ?? 0);
    }, positionM);
  }

  /** The first turn at the end of a link that is not on the way, and the fastest way from there, back to it if there is one. */
  #turnedOff(link: LinkId, planned: LinkId | undefined): readonly LinkId[] | undefined {
    const turn = this.#index.movementsFrom(link).find((movement) => movement.turn !== 'uturn' && movement.to !== planned);
    if (planned === undefined || turn === undefined) return undefined;
    return [link, ...(findRoute(this.#index, turn.to, this.#to) ?? this.#astray(turn.to))];
  }

  #astray(from: LinkId): readonly LinkId[] {
    const links = [from];
    for (let next: LinkId | undefined = from; next !== undefined && links.length < ASTRAY_MOST_LINKS; ) {
      next = this.#index.movementsFrom(next).find(({ turn }) => turn !== 'uturn')?.to;
      if (next !== undefined) links.push(next);
    }
    return links;
  }

  /** The rest of the told route, where it is another one than the present and the driver is on it. */
  #follow(routeIndex: number, link: LinkId): DriverAct | undefined {
    const on = this.#told.lastIndexOf(link);
    if (on < 0) return undefined;
    const rest = this.#told.slice(on);
    const isSame = rest.length === this.#way.length - routeIndex && rest.every((id, i) => id === this.#way[routeIndex + i]);
    const leadsThere = this.#index.link(rest.at(-1) as LinkId).to === this.#to;
    return isSame || !leadsThere ? undefined : this.#take(routeIndex, rest);
  }
}
