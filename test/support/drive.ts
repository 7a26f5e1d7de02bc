import type { LinkId } from '../../src/kernel/ids.ts';
import type { RandomStream } from '../../src/kernel/random.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { pointInNode, pointOnLink } from '../../src/roadnet/geometry.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';

/** One second of a drive: what the receiver reported, and where the vehicle truly was. */
export interface DrivenSecond {
  readonly fix: PositionFix;
  /** While inside a node, the link just left. */
  readonly link: LinkId;
  /** Beyond the link's length while inside a node. */
  readonly offsetM: number;
}

export interface Drive {
  readonly index: RoadIndex;
  readonly links: readonly LinkId[];
  readonly sigmaM: number;
  readonly random: RandomStream;
  /** Speed between stops; 14 m/s when absent. */
  readonly cruiseMps?: number;
  /** Stands this long at every stop bar. */
  readonly standS?: number;
  readonly startMs?: number;
  readonly periodS?: number;
}

const ACCELERATION_MPS2 = 2;
const STEP_S = 0.1;
const M_PER_DEG = (6371008.8 * Math.PI) / 180;

/** Drives a chain of links with 2 m/s² up and down, and reports positions with white noise. */
export function drive(trip: Drive): DrivenSecond[] {
  const { index, links, cruiseMps = 14, standS = 0, startMs = 1_700_000_000_000, periodS = 1 } = trip;
  const seconds: DrivenSecond[] = [];
  let [linkIndex, offsetM, speedMps, stoodS, stopped] = [0, 5, 0, 0, false];
  for (let tick = 0; ; tick++) {
    const lengthM = index.link(links[linkIndex]!).lengthM;
    if (tick % Math.round(periodS / STEP_S) === 0) {
      const second = { link: links[linkIndex]!, offsetM };
      seconds.push({ ...second, fix: reportFix(trip, second, speedMps, startMs + Math.round(tick * STEP_S * 1000)) });
    }
    const toBarM = standS > 0 && !stopped ? lengthM - offsetM : Number.POSITIVE_INFINITY;
    if (toBarM < 1 && speedMps < 1.5) {
      speedMps = 0;
      stoodS += STEP_S;
      if (stoodS >= standS) [stopped, stoodS] = [true, 0];
      continue;
    }
    const brake = speedMps * speedMps > 2 * ACCELERATION_MPS2 * Math.max(0, toBarM - 0.5);
    const change = (brake ? -ACCELERATION_MPS2 : ACCELERATION_MPS2) * STEP_S;
    speedMps = Math.min(cruiseMps, Math.max(1, speedMps + change));
    offsetM += speedMps * STEP_S;
    const movement = linkIndex + 1 < links.length ? index.findMovement(links[linkIndex]!, links[linkIndex + 1]!) : undefined;
    const leaveM = lengthM + (movement?.lengthM ?? 0);
    if (offsetM < leaveM) continue;
    if (linkIndex + 1 >= links.length) return seconds;
    [linkIndex, offsetM, stopped] = [linkIndex + 1, offsetM - leaveM, false];
  }
}

function reportFix(trip: Drive, at: { link: LinkId; offsetM: number }, speedMps: number, atMs: number): PositionFix {
  const { index, sigmaM, random } = trip;
  const beyondM = at.offsetM - index.link(at.link).lengthM;
  const next = trip.links[trip.links.indexOf(at.link) + 1];
  const { lat, lon, headingDeg } =
    beyondM <= 0 || next === undefined ? pointOnLink(index, at.link, at.offsetM) : pointInNode(index, at.link, next, beyondM);
  const noisyHeading = headingDeg + random.normal(0, sigmaM > 0 ? 5 : 0);
  return {
    vehicle: 'A1',
    atMs,
    lat: lat + random.normal(0, sigmaM) / M_PER_DEG,
    lon: lon + random.normal(0, sigmaM) / (M_PER_DEG * Math.cos((lat * Math.PI) / 180)),
    speedMps: Math.max(0, speedMps + random.normal(0, sigmaM > 0 ? 0.3 : 0)),
    headingDeg: ((noisyHeading % 360) + 360) % 360,
    accuracyM: sigmaM,
  };
}
