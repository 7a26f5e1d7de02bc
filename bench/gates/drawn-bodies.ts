import type { DrawnPath, RoadMap } from '../../src/roadnet/map.ts';
import type { VehiclePlan, VehicleView } from '../../src/simulator/simulator.ts';
import { type Box, boxesOf, overlap } from './boxes.ts';
import { NodePaths } from './node-paths.ts';

/** Half of a car's 1.8 m, less a hand's breadth on either side that drivers would make do without. */
const HALF_BODY_M = 0.8;
const M_PER_DEG = 111_195;

interface Drawn {
  readonly id: number;
  readonly way: string;
  readonly boxes: readonly Box[];
}

/** Where a vehicle came from into the node that it, or its rear, is in, and where to. */
interface Way {
  readonly movement: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Lays every body inside a node on the path that the map draws there, and finds those that lie in each other: knows of vehicles
 * and drawings only, not of what the simulator takes for a conflict. Emergency vehicles may pass others and are left out.
 */
export class DrawnBodies {
  readonly #map: RoadMap;
  readonly #nodePaths: NodePaths;
  readonly #ways: (Way | undefined)[];
  /** Metres per degree of longitude, one number for the whole map: all its nodes are drawn on one plane. */
  readonly #perLonM: number;
  readonly #planePaths = new Map<DrawnPath, Float64Array>();
  #met: ReadonlySet<string> = new Set();

  constructor(map: RoadMap, plans: readonly VehiclePlan[]) {
    this.#map = map;
    this.#nodePaths = new NodePaths(map, plans);
    this.#perLonM = M_PER_DEG * Math.cos((map.nodes[0]!.lat * Math.PI) / 180);
    this.#ways = plans.map(() => undefined);
  }

  /** Sentences about every two that have come to lie in each other since the step before. To be asked in every step. */
  look(visit: (visitor: (vehicle: VehicleView) => void) => void): readonly string[] {
    const nodes = new Map<string, Drawn[]>();
    visit((vehicle) => {
      if (vehicle.emergency) return;
      const drawn = this.#drawn(vehicle);
      if (drawn === undefined) return;
      const others = nodes.get(drawn.node);
      if (others === undefined) nodes.set(drawn.node, [drawn]);
      else others.push(drawn);
    });
    const met = new Set<string>();
    for (const bodies of nodes.values()) {
      for (const [n, a] of bodies.entries()) {
        for (const b of bodies.slice(n + 1)) {
          if (a.boxes.some((box) => b.boxes.some((other) => overlap(box, other))))
            met.add(`${a.id} and ${b.id} on ${a.way} and ${b.way}`);
        }
      }
    }
    const fresh = [...met].filter((pair) => !this.#met.has(pair));
    this.#met = met;
    return fresh;
  }

  #drawn(vehicle: VehicleView): (Drawn & { readonly node: string }) | undefined {
    const body = this.#nodePaths.bodyOf(vehicle);
    if (body === undefined) return undefined;
    const way = this.#wayOf(vehicle, body.movement);
    const movement = this.#map.movements[body.movement]!;
    const pair = movement.lanes.findIndex(([from, to]) => from === way?.from && to === way.to);
    const path = movement.paths?.[pair];
    if (path === undefined) return undefined;
    const boxes = boxesOf(this.#onPlane(path), movement.lengthM, body.rearM, body.frontM, HALF_BODY_M);
    const [from, to] = movement.lanes[pair]!;
    return {
      id: vehicle.id,
      way: `${movement.id} (${from} to ${to})`,
      boxes,
      node: nodeOf(this.#map, vehicle, body.frontM > movement.lengthM),
    };
  }

  /** The lanes are told while the front is inside; for the rear that follows they are remembered until the vehicle changes lanes. */
  #wayOf({ id, lane, toLane, link, positionM }: VehicleView, movement: number): Way | undefined {
    const inside = positionM > this.#map.links[link]!.lengthM;
    const known = this.#ways[id];
    const follows = known?.movement === movement && known.to === lane;
    const way = inside ? { movement, from: lane, to: toLane } : follows ? known : undefined;
    this.#ways[id] = way;
    return way;
  }

  #onPlane(path: DrawnPath): Float64Array {
    const known = this.#planePaths.get(path);
    if (known !== undefined) return known;
    const plane = Float64Array.from(path.flatMap(([lon, lat]) => [lon * this.#perLonM, lat * M_PER_DEG]));
    this.#planePaths.set(path, plane);
    return plane;
  }
}

function nodeOf(map: RoadMap, { link }: VehicleView, isBeyond: boolean): string {
  return isBeyond ? map.links[link]!.from : map.links[link]!.to;
}
