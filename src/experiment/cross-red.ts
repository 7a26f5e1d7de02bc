import type { CityRun } from '../city/city-run.ts';
import type { JunctionId, LinkId, SignalGroupId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { VehiclePlan } from '../simulator/simulator.ts';

/** Who came to a stop bar at this second at the earliest, and the head it was to obey. */
interface Arrival {
  readonly link: LinkId;
  readonly soonestS: number;
  readonly head: Head;
}

interface Head {
  readonly junction: JunctionId;
  readonly group: SignalGroupId;
  lamp: Lamp | undefined;
  /** Beginnings and ends of the times at which nobody may go, in turn. */
  readonly changesS: number[];
}

/**
 * The least that the lights made people lose on cross streets that lead into the city: who wants to enter at `departS` is at the
 * stop bar after the free drive along the link at the earliest, and if its light is red then, it waits until it is not. No
 * simulation can lose them less; queues, starting up and braking come on top.
 */
export class CrossRed {
  readonly #stepS: number;
  readonly #heads: readonly Head[];
  readonly #arrivals: readonly Arrival[];

  /** Of vehicles that want to enter at `fromS` or later on one of the links. */
  constructor(index: RoadIndex, links: readonly LinkId[], vehicles: readonly VehiclePlan[], fromS: number, stepS: number) {
    const cross = new Set(links);
    const heads = new Map<string, Head>();
    this.#stepS = stepS;
    this.#arrivals = vehicles.flatMap((vehicle): Arrival[] => {
      const [from, to] = vehicle.route;
      // Who starts from rest may do so near the stop bar.
      if (from === undefined || to === undefined || vehicle.departS < fromS || !cross.has(from) || vehicle.entry === 'from-rest')
        return [];
      const movement = index.findMovement(from, to);
      const found = movement === undefined ? undefined : index.findGroupOf(movement.id);
      if (found === undefined) return [];
      const key = `${found.junction.id} ${found.group.id}`;
      const head: Head = heads.get(key) ?? { junction: found.junction.id, group: found.group.id, lamp: undefined, changesS: [] };
      heads.set(key, head);
      const { lengthM, speedLimitMps } = index.link(from);
      const freeMps = Math.min(speedLimitMps * vehicle.speedFactor, vehicle.type?.maxSpeedMps ?? Number.POSITIVE_INFINITY);
      return [{ link: from, soonestS: vehicle.departS + lengthM / freeMps, head }];
    });
    this.#heads = [...heads.values()];
  }

  /** After every step of the city. */
  observe(city: CityRun): void {
    for (const head of this.#heads) {
      const lamp = city.lamp(head.junction, head.group);
      if (lamp === head.lamp) continue;
      const wasShut = isShut(head.lamp);
      head.lamp = lamp;
      if (isShut(lamp) !== wasShut) head.changesS.push(city.timeS - this.#stepS);
    }
  }

  /** Vehicle-seconds per link; whoever's red outlasts the run is not counted. */
  leastLossS(): ReadonlyMap<LinkId, number> {
    const lossS = new Map<LinkId, number>();
    for (const { link, soonestS, head } of this.#arrivals) {
      lossS.set(link, (lossS.get(link) ?? 0) + waitS(head.changesS, soonestS));
    }
    return lossS;
  }
}

function isShut(lamp: Lamp | undefined): boolean {
  return lamp !== undefined && lamp !== 'green' && lamp !== 'yellow';
}

/** From an instant to the end of the red that it falls into; 0 outside reds, and in one that has no end. */
function waitS(changesS: readonly number[], atS: number): number {
  let [low, high] = [0, changesS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changesS[middle] as number) <= atS) low = middle + 1;
    else high = middle;
  }
  const endS = changesS[low];
  return low % 2 === 1 && endS !== undefined ? endS - atS : 0;
}
