import { CityRun } from '../../src/city/city-run.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { driveCore, type Taken } from '../drive-core.ts';
import { type Durations, durationsOf } from './durations.ts';

export interface Planning {
  readonly scenario: string;
  readonly seed: number;
  readonly junctions: number;
  /** Seconds under way. */
  readonly planned: number;
  /** One second's tick of the core: forecast, plan, interlock, commands. */
  readonly wallMs: Durations;
  readonly cpuMs: Durations;
}

/** One ambulance on a corridor: every tick while it is under way. */
export function measurePlanning(scenario: Scenario, map: RoadMap, seed: number): Planning {
  const taken: Taken[] = [];
  let junctions = 0;
  const city = new CityRun({ scenario, index: indexMap(map), seed });
  driveCore(city, scenario, { kind: 'wavefront' }, ({ state, planningMs }) => {
    const mission = [...state.missions.values()][0];
    if (mission?.phase !== 'under-way' || mission.route === undefined) return;
    taken.push(planningMs);
    junctions = Math.max(junctions, mission.route.stops.length);
  });
  const [wallMs, cpuMs] = [durationsOf(taken.map(({ wall }) => wall)), durationsOf(taken.map(({ cpu }) => cpu))];
  return { scenario: scenario.name, seed, junctions, planned: taken.length, wallMs, cpuMs };
}
