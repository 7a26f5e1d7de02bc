import type { LinkId } from '../../src/kernel/ids.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { TrafficSimulator, VehiclePlan } from '../../src/simulator/simulator.ts';
import { type LinkFigures, STANDING_MPS, STANDING_PERIOD_S } from '../observation.ts';

/** Looks at every vehicle once a second, as SUMO's edgeData does with steps of 1 s. */
export class TrafficWatch {
  readonly #index: RoadIndex;
  readonly #plans: readonly VehiclePlan[];
  /** By link number. */
  readonly #vehicles: Int32Array;
  readonly #spentS: Float64Array;
  /** The link each vehicle was last seen on, and the last one of its route that it was seen on (index into it); -1 before. */
  readonly #lastLink: Int32Array;
  readonly #routeIndex: Int32Array;
  readonly #firstSeenS: Float64Array;
  /** By link number; undefined where no signal stands at the end. */
  readonly #standing: readonly (number[] | undefined)[];
  #seconds = 0;

  constructor(index: RoadIndex, plans: readonly VehiclePlan[], signalised: ReadonlySet<LinkId>) {
    const { links } = index.map;
    this.#index = index;
    this.#plans = plans;
    this.#vehicles = new Int32Array(links.length);
    this.#spentS = new Float64Array(links.length);
    this.#firstSeenS = new Float64Array(plans.length).fill(Number.NaN);
    this.#lastLink = new Int32Array(plans.length).fill(-1);
    this.#routeIndex = new Int32Array(plans.length).fill(-1);
    this.#standing = links.map(({ id }) => (signalised.has(id) ? [] : undefined));
  }

  /** To be called at the end of every second. */
  look(traffic: Pick<TrafficSimulator, 'visit'>): void {
    const { links } = this.#index.map;
    if (this.#seconds % STANDING_PERIOD_S === 0) for (const means of this.#standing) means?.push(0);
    this.#seconds += 1;
    traffic.visit(({ id, link, positionM, speedMps, emergency }) => {
      if (emergency) return;
      this.#spentS[link]! += 1;
      this.#follow(id, link);
      const means = this.#standing[link];
      if (means !== undefined && speedMps < STANDING_MPS && positionM <= links[link]!.lengthM) {
        means[means.length - 1]! += 1 / STANDING_PERIOD_S;
      }
    });
  }

  /** To be told of every vehicle that left: it may have passed its last links since it was last seen. */
  leave(vehicle: number): void {
    const { route } = this.#plans[vehicle]!;
    const last = route.at(-1);
    if (last !== undefined) this.#follow(vehicle, this.#index.linkNumber(last));
  }

  /** End of the second in which it came in; undefined while it is outside. */
  firstSeenS(vehicle: number): number | undefined {
    const seenS = this.#firstSeenS[vehicle]!;
    return Number.isNaN(seenS) ? undefined : seenS;
  }

  links(): ReadonlyMap<LinkId, LinkFigures> {
    const { links } = this.#index.map;
    return new Map(links.map(({ id }, n) => [id, { vehicles: this.#vehicles[n]!, spentS: this.#spentS[n]! }]));
  }

  standing(): ReadonlyMap<LinkId, readonly number[]> {
    return new Map(
      this.#index.map.links.flatMap(({ id }, n) => (this.#standing[n] === undefined ? [] : [[id, this.#standing[n]]])),
    );
  }

  /** Counts a vehicle onto the links between where it was last seen and where it is; a link off its route counts when it is seen there. */
  #follow(vehicle: number, link: number): void {
    if (this.#lastLink[vehicle] === link) return;
    if (this.#lastLink[vehicle]! < 0) this.#firstSeenS[vehicle] = this.#seconds;
    this.#lastLink[vehicle] = link;
    const { route } = this.#plans[vehicle]!;
    const before = this.#routeIndex[vehicle]!;
    const now = route.indexOf(this.#index.map.links[link]!.id, before + 1);
    if (now < 0) {
      this.#vehicles[link]! += 1;
      return;
    }
    for (let i = before + 1; i <= now; i++) this.#vehicles[this.#index.linkNumber(route[i]!)]! += 1;
    this.#routeIndex[vehicle] = now;
  }
}
