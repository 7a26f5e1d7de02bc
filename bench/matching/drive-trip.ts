import type { LinkId } from '../../src/kernel/ids.ts';
import type { RandomStream } from '../../src/kernel/random.ts';
import type { Turn } from '../../src/roadnet/map.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { PER_SECOND, type TrueInstant } from './driven.ts';
import { type Carriageway, type PathPlace, TripPath } from './trip-path.ts';

const ACCELERATION_MPS2 = 1.8;
const BRAKING_MPS2 = 2.2;
const TURN_MPS: Readonly<Record<Turn, number>> = { through: 40, left: 7, right: 5.5, uturn: 3.5 };
/** Share of signals found red, and the mean wait there. */
const RED_SHARE = 0.35;
const MEAN_WAIT_S = 25;
const MAX_WAIT_S = 90;
/** Share of left turns that wait in the middle of the node for a gap in the oncoming traffic. */
const GIVE_WAY_SHARE = 0.25;
const LOOKS_AHEAD_M = 250;
/** On the outside of a curve a vehicle is this much faster than along the drawn line. */
const OUTSIDE_TIMES = 1.25;
const OUTSIDE_MPS = 1;
const DEGREE_M = 111_195;

/** A speed not to be exceeded at a place, and how long to stand there. Metres over ground from the trip's start. */
interface Limit {
  readonly groundM: number;
  readonly speedMps: number;
  readonly waitS: number;
}

/**
 * Drives a chain of links until its end or for `mostS`: accelerating and braking, slower through turns, standing at some of the
 * signals and inside some of the nodes where it turns left. It stands two seconds before it begins to move. Speed and heading are those of the movement over ground.
 */
export function driveTrip(
  index: RoadIndex,
  links: readonly LinkId[],
  carriageway: Carriageway,
  mostS: number,
  random: RandomStream,
): TrueInstant[] {
  const path = new TripPath(index, links, carriageway, random.uniform(0, 1));
  const pace = random.uniform(0.75, 1.15);
  const limits = limitsOf(index, path, random);
  const first = path.legs[0]!;
  const instants: TrueInstant[] = [];
  let [groundM, speedMps, standS, limit] = [first.hiddenM + random.uniform(0.05, 0.5) * first.lengthM, 0, 2, 0];
  const endM = path.barM(links.length - 1) - 5;
  for (let tick = 0; tick <= mostS * PER_SECOND && groundM < endM; tick++) {
    const place = path.at(groundM);
    const moves = motion(place, instants.at(-1), () => path.at(groundM + 1), speedMps);
    instants.push({ ...place, atS: tick / PER_SECOND, ...moves });
    if (standS > 0) {
      standS -= 1 / PER_SECOND;
      continue;
    }
    while (limit < limits.length && limits[limit]!.groundM <= groundM) limit++;
    const topMps = index.link(links[place.linkIndex]!).speedLimitMps * pace;
    let allowedMps = Math.min(topMps, speedMps + ACCELERATION_MPS2 / PER_SECOND);
    for (let i = limit; i < limits.length && limits[i]!.groundM < groundM + LOOKS_AHEAD_M; i++) {
      const roomM = limits[i]!.groundM - groundM;
      allowedMps = Math.min(allowedMps, Math.sqrt(limits[i]!.speedMps ** 2 + 2 * BRAKING_MPS2 * roomM));
    }
    const red = limits[limit];
    if (red !== undefined && red.waitS > 0 && red.groundM - groundM < 0.6) {
      [speedMps, standS, limit] = [0, red.waitS, limit + 1];
      continue;
    }
    speedMps = Math.max(0.4, allowedMps);
    groundM += speedMps / PER_SECOND;
  }
  return instants;
}

/**
 * Speed and heading since the instant before; at the first, those of standing towards the place ahead. Beside a drawing that turns on the spot a
 * place is drawn metres from the one before it, which is no speed that anybody drives: it is kept to what the curve's outside explains.
 */
function motion(
  here: PathPlace,
  before: TrueInstant | undefined,
  ahead: () => PathPlace,
  drivenMps: number,
): { speedMps: number; headingDeg: number } {
  const [from, to] = before === undefined ? [here, ahead()] : [before, here];
  const northM = (to.lat - from.lat) * DEGREE_M;
  const eastM = (to.lon - from.lon) * DEGREE_M * Math.cos((here.lat * Math.PI) / 180);
  const movedM = Math.sqrt(northM * northM + eastM * eastM);
  if (before !== undefined && movedM < 0.01) return { speedMps: 0, headingDeg: before.headingDeg };
  const headingDeg = (Math.atan2(eastM, northM) * 180) / Math.PI;
  const mostMps = OUTSIDE_TIMES * drivenMps + OUTSIDE_MPS;
  const speedMps = before === undefined ? 0 : Math.min(movedM * PER_SECOND, mostMps);
  return { speedMps, headingDeg: (headingDeg + 360) % 360 };
}

function limitsOf(index: RoadIndex, path: TripPath, random: RandomStream): Limit[] {
  return path.legs.flatMap(({ movement }, i): Limit[] => {
    if (movement === undefined) return [];
    const isRed = index.findGroupOf(movement.id) !== undefined && random.chance(RED_SHARE);
    const waitS = isRed ? Math.min(MAX_WAIT_S, -MEAN_WAIT_S * Math.log(1 - random.next())) : 0;
    const speedMps = TURN_MPS[movement.turn];
    const givesWay = movement.turn === 'left' && random.chance(GIVE_WAY_SHARE);
    const inside = { groundM: path.nodeM(i), speedMps: givesWay ? 0 : speedMps, waitS: givesWay ? random.uniform(3, 15) : 0 };
    return [{ groundM: path.barM(i) - 1, speedMps: isRed ? 0 : speedMps, waitS }, inside];
  });
}
