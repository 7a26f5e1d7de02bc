import type { RoadMap } from '../../src/roadnet/map.ts';
import type { TrafficSimulator } from '../../src/simulator/simulator.ts';

const HALF_LANE_M = 1.6;

interface Seen {
  readonly id: number;
  readonly frontM: number;
  readonly rearM: number;
  readonly emergency: boolean;
}

/**
 * Throws when two vehicles overlap on a lane, unless an emergency vehicle may be passing the other one: where there is half a lane to
 * spare. Two emergency vehicles never overlap.
 */
export function noOverlapOfOthers(sim: Pick<TrafficSimulator, 'timeS' | 'visit'>, map: RoadMap): void {
  const lanes = new Map<string, Seen[]>();
  sim.visit((v) => {
    const rearM = v.positionM - v.lengthM;
    if (rearM >= (map.links[v.link]?.lengthM ?? 0)) return;
    const key = `${v.link}/${v.lane}`;
    lanes.set(key, [...(lanes.get(key) ?? []), { id: v.id, frontM: v.positionM, rearM, emergency: v.emergency }]);
  });
  for (const [where, lane] of lanes) {
    const spare = (map.links[Number(where.split('/')[0])]?.spareWidthM ?? 0) >= HALF_LANE_M;
    const fleets = spare ? [lane.filter(({ emergency }) => emergency), lane.filter(({ emergency }) => !emergency)] : [lane];
    for (const fleet of fleets) {
      const sorted = fleet.sort((a, b) => b.frontM - a.frontM);
      for (const [n, behind] of sorted.slice(1).entries()) {
        const before = sorted[n]!;
        if (behind.frontM > before.rearM) throw new Error(`at ${sim.timeS} s on ${where}: ${behind.id} is in ${before.id}`);
      }
    }
  }
}
