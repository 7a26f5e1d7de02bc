import type { RoadMap } from '../../src/roadnet/map.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type Durations, driveSeconds, durationsOf, type Taken } from './measure-planning.ts';

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
  driveSeconds(scenario, map, seed, ({ state, planningMs }) => {
    const mission = [...state.missions.values()][0];
    if (mission?.phase !== 'under-way' || mission.route === undefined) return;
    taken.push(planningMs);
    junctions = Math.max(junctions, mission.route.stops.length);
  });
  const [wallMs, cpuMs] = [durationsOf(taken.map(({ wall }) => wall)), durationsOf(taken.map(({ cpu }) => cpu))];
  return { scenario: scenario.name, seed, junctions, planned: taken.length, wallMs, cpuMs };
}
