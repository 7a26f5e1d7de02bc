import type { RoadMap } from '../../src/roadnet/map.ts';
import type { TrafficSimulator } from '../../src/simulator/simulator.ts';

/** With so much to spare beside the lanes an emergency vehicle may pass others in their lane. */
const HALF_LANE_M = 1.6;

interface Body {
  readonly id: number;
  readonly frontM: number;
  readonly rearM: number;
}

/** Sentences about every two vehicles of which one is in the other on a lane; those that may pass each other are left out. */
export function laneOverlaps(sim: Pick<TrafficSimulator, 'timeS' | 'visit'>, map: RoadMap): readonly string[] {
  const fleets = new Map<string, Body[]>();
  sim.visit(({ id, link, lane, positionM, lengthM, emergency }) => {
    const { id: name, lengthM: linkM, spareWidthM = 0 } = map.links[link]!;
    const body = { id, frontM: positionM, rearM: positionM - lengthM };
    if (body.rearM >= linkM) return;
    const key = `${name}, lane ${lane}${emergency && spareWidthM >= HALF_LANE_M ? ', passing' : ''}`;
    const fleet = fleets.get(key);
    if (fleet === undefined) fleets.set(key, [body]);
    else fleet.push(body);
  });
  const found: string[] = [];
  for (const [where, fleet] of fleets) {
    fleet.sort((a, b) => b.frontM - a.frontM);
    for (let n = 1; n < fleet.length; n++) {
      const [before, behind] = [fleet[n - 1]!, fleet[n]!];
      if (behind.frontM > before.rearM) found.push(`at ${sim.timeS} s ${behind.id} is in ${before.id} on ${where}`);
    }
  }
  return found;
}
