import { invariant } from '../../src/kernel/assert.ts';
import type { LinkId } from '../../src/kernel/ids.ts';
import type { RandomStream } from '../../src/kernel/random.ts';
import type { Turn } from '../../src/roadnet/map.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { PER_SECOND, type TrueInstant } from './driven.ts';
import { TripPath } from './trip-path.ts';

const ACCELERATION_MPS2 = 1.8;
const BRAKING_MPS2 = 2.2;
const TURN_MPS: Readonly<Record<Turn, number>> = { through: 40, left: 7, right: 5.5, uturn: 3.5 };
/** Share of signals found red, and the mean wait there. */
const RED_SHARE = 0.35;
const MEAN_WAIT_S = 25;
const MAX_WAIT_S = 90;

/** A speed not to be exceeded at a place, and how long to stand there. Metres from the trip's start. */
interface Limit {
  readonly alongM: number;
  readonly speedMps: number;
  readonly waitS: number;
}

/**
 * Drives a chain of links with acceleration and braking, slower through turns and bends in the network, standing at some of the signals, until the end or `mostS`.
 * `startS` is when it begins to move: it stands two seconds before.
 */
export function driveTrip(index: RoadIndex, links: readonly LinkId[], mostS: number, random: RandomStream): TrueInstant[] {
  const path = new TripPath(index, links, random.uniform(0.1, 0.9));
  const pace = random.uniform(0.75, 1.15);
  const limits = limitsOf(index, links, path, random);
  const startsM = startsOf(index, links, path);
  const instants: TrueInstant[] = [];
  let [alongM, speedMps, standS, linkIndex, limit] = [random.uniform(0.05, 0.5) * index.link(links[0]!).lengthM, 0, 2, 0, 0];
  for (let tick = 0; tick <= mostS * PER_SECOND; tick++) {
    while (linkIndex + 1 < links.length && startsM[linkIndex + 1]! <= alongM) linkIndex++;
    const offsetM = alongM - startsM[linkIndex]!;
    instants.push({ atS: tick / PER_SECOND, linkIndex, offsetM, speedMps, ...path.at(linkIndex, offsetM) });
    const link = index.link(links[linkIndex]!);
    if (linkIndex + 1 === links.length && offsetM > link.lengthM - 5) break;
    if (standS > 0) {
      standS -= 1 / PER_SECOND;
      continue;
    }
    while (limit < limits.length && limits[limit]!.alongM <= alongM) limit++;
    let allowedMps = Math.min(link.speedLimitMps * pace, speedMps + ACCELERATION_MPS2 / PER_SECOND);
    for (let i = limit; i < limits.length && limits[i]!.alongM < alongM + 250; i++) {
      const room = limits[i]!.alongM - alongM;
      allowedMps = Math.min(allowedMps, Math.sqrt(limits[i]!.speedMps ** 2 + 2 * BRAKING_MPS2 * room));
    }
    const red = limits[limit];
    if (red !== undefined && red.waitS > 0 && red.alongM - alongM < 0.6) {
      [speedMps, standS, limit] = [0, red.waitS, limit + 1];
      continue;
    }
    speedMps = Math.max(0.4, allowedMps);
    alongM += speedMps / PER_SECOND;
  }
  return instants;
}

function limitsOf(index: RoadIndex, links: readonly LinkId[], path: TripPath, random: RandomStream): Limit[] {
  const limits: Limit[] = [];
  let alongM = 0;
  links.forEach((id, i) => {
    alongM += index.link(id).lengthM;
    const next = links[i + 1];
    if (next === undefined) return;
    const movement = index.findMovement(id, next);
    invariant(movement !== undefined, `no movement joins "${id}" to "${next}"`);
    const isRed = index.findGroupOf(movement.id) !== undefined && random.chance(RED_SHARE);
    const waitS = isRed ? Math.min(MAX_WAIT_S, -MEAN_WAIT_S * Math.log(1 - random.next())) : 0;
    limits.push({ alongM: alongM - 1, speedMps: isRed ? 0 : TURN_MPS[movement.turn], waitS });
    if (TURN_MPS[movement.turn] < 40) {
      limits.push({ alongM: alongM + movement.lengthM / 2, speedMps: TURN_MPS[movement.turn], waitS: 0 });
    }
    alongM += path.nodeM(i);
  });
  return limits;
}

function startsOf(index: RoadIndex, links: readonly LinkId[], path: TripPath): number[] {
  const startsM = [0];
  for (let i = 0; i + 1 < links.length; i++) startsM.push(startsM[i]! + index.link(links[i]!).lengthM + path.nodeM(i));
  return startsM;
}
