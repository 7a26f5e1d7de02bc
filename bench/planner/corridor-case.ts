import type { RoadMap } from '../../src/roadnet/map.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type Durations, driveSeconds, durationsOf, type Taken } from './measure-planning.ts';

export interface Planning {
  readonly seed: number;
  readonly junctions: number;
  /** Seconds in which the corridor was planned. */
  readonly planned: number;
  /** One second's tick of the core: forecast, plan, interlock, commands. */
  readonly wallMs: Durations;
  readonly cpuMs: Durations;
}

/** One ambulance on a corridor that is planned as a whole: every tick in which it is. */
export function measurePlanning(scenario: Scenario, map: RoadMap, seed: number): Planning {
  const taken: Taken[] = [];
  let junctions = 0;
  driveSeconds(scenario, map, seed, ({ state, planningMs }) => {
    const plan = [...state.missions.values()][0]?.plan;
    if (plan === undefined) return;
    taken.push(planningMs);
    junctions = Math.max(junctions, plan.arrivalMs.size);
  });
  const [wallMs, cpuMs] = [durationsOf(taken.map(({ wall }) => wall)), durationsOf(taken.map(({ cpu }) => cpu))];
  return { seed, junctions, planned: taken.length, wallMs, cpuMs };
}
