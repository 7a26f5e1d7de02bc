import type { RoadMap } from '../../src/roadnet/map.ts';
import { type Conflicts, compileConflicts } from '../../src/simulator/microscopic/conflicts.ts';
import type { TrafficSimulator, VehiclePlan } from '../../src/simulator/simulator.ts';
import { DrawnBodies } from './drawn-bodies.ts';
import { laneOverlaps } from './lane-overlaps.ts';
import { type NodeBody, NodePaths } from './node-paths.ts';

/** What of a simulator, or of a city that has one, is looked at. */
export type Traffic = Pick<TrafficSimulator, 'timeS' | 'visit' | 'totals'>;

/** Braking that drivers take for an emergency, and what tyres can do on a dry road, m/s² (with room for rounding). */
const HARD_BRAKING = 4.5;
const PHYSICAL_LIMIT = 9.05;

/** Looks at every vehicle after every step: nobody is in another's place, vanishes, drives backwards or brakes harder than tyres can. */
export class TrafficCheck {
  /** Vehicles looked at, step by step. */
  vehicleSteps = 0;
  /** Sentences: vehicles that do not add up; two on one place of a lane; two where their ways through a node cross. */
  readonly notConserved: string[] = [];
  readonly onLanes: string[] = [];
  readonly inNodes: string[] = [];
  /** Two whose bodies lie in each other on the paths that the map draws through a node. */
  readonly onDrawnPaths: string[] = [];
  /** Who braked harder than the physical limit, and how often somebody braked hard. */
  readonly impossible: string[] = [];
  hardBrakings = 0;
  readonly #map: RoadMap;
  readonly #paths: NodePaths;
  readonly #conflicts: Conflicts;
  readonly #drawn: DrawnBodies;
  /** Pairs that met after the step before: each meeting is told once. */
  #met: ReadonlySet<string> = new Set();
  readonly #speedMps: Float64Array;
  #beforeS = Number.NaN;

  constructor(map: RoadMap, plans: readonly VehiclePlan[]) {
    this.#map = map;
    this.#paths = new NodePaths(map, plans);
    this.#conflicts = compileConflicts(map);
    this.#drawn = new DrawnBodies(map, plans);
    this.#speedMps = new Float64Array(plans.length).fill(Number.NaN);
  }

  look(traffic: Traffic): void {
    const seen = this.#count(traffic);
    this.vehicleSteps += seen;
    const { wanted, inside, waiting, left } = traffic.totals();
    if (seen !== inside || wanted !== inside + waiting + left || waiting < 0) {
      const sums = `wanted ${wanted}, inside ${inside} (seen ${seen}), waiting ${waiting}, left ${left}`;
      this.notConserved.push(`at ${traffic.timeS} s: ${sums}`);
    }
    this.onLanes.push(...laneOverlaps(traffic, this.#map));
    this.#lookIntoNodes(traffic);
    const { timeS } = traffic;
    this.onDrawnPaths.push(...this.#drawn.look((visitor) => traffic.visit(visitor)).map((pair) => `at ${timeS} s: ${pair}`));
    this.#lookAtBraking(traffic);
  }

  #lookAtBraking(traffic: Traffic): void {
    const stepS = traffic.timeS - this.#beforeS;
    this.#beforeS = traffic.timeS;
    traffic.visit(({ id, link, positionM, speedMps, emergency }) => {
      if (emergency) return;
      const braking = (this.#speedMps[id]! - speedMps) / stepS;
      this.#speedMps[id] = speedMps;
      if (braking > HARD_BRAKING) this.hardBrakings++;
      if (braking > PHYSICAL_LIMIT) {
        const where = `at ${positionM.toFixed(1)} m of ${this.#map.links[link]!.id}`;
        this.impossible.push(`at ${traffic.timeS} s: ${id} brakes with ${braking.toFixed(1)} m/s² ${where}`);
      }
    });
  }

  #count(traffic: Traffic): number {
    const { timeS } = traffic;
    let seen = 0;
    traffic.visit(({ id, positionM, speedMps }) => {
      seen++;
      if (!(speedMps >= 0 && positionM >= 0)) this.notConserved.push(`at ${timeS} s: ${id} at ${positionM} m, ${speedMps} m/s`);
    });
    return seen;
  }

  #lookIntoNodes(traffic: Traffic): void {
    const bodies = new Map<number, NodeBody[]>();
    traffic.visit((vehicle) => {
      const body = vehicle.emergency ? undefined : this.#paths.bodyOf(vehicle);
      if (body === undefined) return;
      const others = bodies.get(body.movement);
      if (others === undefined) bodies.set(body.movement, [body]);
      else others.push(body);
    });
    const met = new Set<string>();
    for (const movement of bodies.keys()) this.#addMeetings(movement, bodies, met);
    for (const pair of met) if (!this.#met.has(pair)) this.inNodes.push(`at ${traffic.timeS} s: ${pair}`);
    this.#met = met;
  }

  /** Those on a movement and those on another whose bodies both cover the middle of where undrawn paths of the two cross. */
  #addMeetings(movement: number, bodies: ReadonlyMap<number, readonly NodeBody[]>, met: Set<string>): void {
    const { base, other, crossing } = this.#conflicts;
    const { movements } = this.#map;
    for (let i = base[movement]!; i < base[movement + 1]!; i++) {
      const [a, b] = [movements[movement]!, movements[other[i]!]!];
      if (crossing[i] === 0 || other[i]! < movement || (a.paths !== undefined && b.paths !== undefined)) continue;
      const own = bodies.get(movement)!.filter((body) => covers(body, a.lengthM / 2));
      const others = (bodies.get(other[i]!) ?? []).filter((body) => covers(body, b.lengthM / 2));
      for (const one of own) for (const two of others) met.add(`${one.id} and ${two.id} meet on ${a.id} and ${b.id}`);
    }
  }
}

function covers({ frontM, rearM }: NodeBody, placeM: number): boolean {
  return frontM > placeM && rearM < placeM;
}
