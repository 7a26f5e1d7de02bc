import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { EmergencyState } from '../simulator/simulator.ts';

/** A route laid out straight: links and the ways through the nodes between them, one after the other. */
export class RouteLine {
  readonly #startsM: readonly number[];
  readonly lengthM: number;

  constructor(index: RoadIndex, links: readonly LinkId[]) {
    const startsM: number[] = [];
    let alongM = 0;
    for (const [i, id] of links.entries()) {
      startsM.push(alongM);
      const next = links[i + 1];
      alongM += index.link(id).lengthM + (next === undefined ? 0 : (index.findMovement(id, next)?.lengthM ?? 0));
    }
    this.#startsM = startsM;
    this.lengthM = alongM;
  }

  /** Where link number `routeIndex` of the route begins. */
  startM(routeIndex: number): number {
    const startM = this.#startsM[routeIndex];
    if (startM === undefined) throw new RangeError(`the route has no link number ${routeIndex}`);
    return startM;
  }

  alongM(state: EmergencyState): number {
    return state.phase === 'arrived' ? this.lengthM : this.startM(state.routeIndex) + state.positionM;
  }
}
