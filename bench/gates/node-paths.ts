import type { RoadMap } from '../../src/roadnet/map.ts';
import type { VehiclePlan, VehicleView } from '../../src/simulator/simulator.ts';

/** A vehicle's body on the way through a node, in metres beyond the stop bar. */
export interface NodeBody {
  readonly id: number;
  readonly movement: number;
  readonly frontM: number;
  readonly rearM: number;
}

/** Tells on which way through a node a vehicle of the setup is: it is seen on links only, its route says the rest. */
export class NodePaths {
  readonly #map: RoadMap;
  readonly #routes: readonly (readonly string[])[];
  readonly #movement: ReadonlyMap<string, number>;
  /** Per vehicle: the link it was last seen on as an index into its route; -1 before, -2 once it has left its route. */
  readonly #at: Int32Array;

  constructor(map: RoadMap, plans: readonly VehiclePlan[]) {
    this.#map = map;
    this.#routes = plans.map(({ route }) => route);
    this.#movement = new Map(map.movements.map(({ from, to }, n) => [`${from} ${to}`, n]));
    this.#at = new Int32Array(plans.length).fill(-1);
  }

  /** A vehicle of which a part is inside a node; undefined when none is, or when it has left its route. To be asked in every step. */
  bodyOf({ id, link, lane, positionM, lengthM }: VehicleView): NodeBody | undefined {
    const at = this.#follow(id, this.#map.links[link]!.id);
    if (at < 0) return undefined;
    const beyondM = positionM - this.#map.links[link]!.lengthM;
    if (beyondM > 0) {
      const movement = this.#between(id, at);
      const drives = movement >= 0 && this.#map.movements[movement]!.lanes.some(([from]) => from === lane);
      return drives ? { id, movement, frontM: beyondM, rearM: beyondM - lengthM } : undefined;
    }
    if (positionM >= lengthM || at === 0) return undefined;
    const movement = this.#between(id, at - 1);
    const frontM = this.#map.movements[movement]!.lengthM + positionM;
    return { id, movement, frontM, rearM: frontM - lengthM };
  }

  /** The movement from one link of the vehicle's route to the next, -1 at its end. */
  #between(id: number, at: number): number {
    const route = this.#routes[id]!;
    return this.#movement.get(`${route[at]} ${route[at + 1]}`) ?? -1;
  }

  #follow(id: number, link: string): number {
    const route = this.#routes[id]!;
    const at = this.#at[id]!;
    if (at === -2 || route[at] === link) return at;
    const now = route.indexOf(link, at + 1);
    this.#at[id] = now < 0 ? -2 : now;
    return this.#at[id]!;
  }
}
