import { toCoreInput } from '../../src/city/canonical-order.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { initialState, step } from '../../src/core/step.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { quantile } from '../statistics/spread.ts';

export interface Durations {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface Planning {
  readonly seed: number;
  readonly junctions: number;
  /** Seconds in which the corridor was planned. */
  readonly planned: number;
  /** One second's tick of the core: forecast, plan, interlock, commands. */
  readonly wallMs: Durations;
  readonly cpuMs: Durations;
}

/** Drives the scenario's ambulance under our strategy and times every tick in which its corridor is planned. */
export function measurePlanning(scenario: Scenario, map: RoadMap, seed: number): Planning {
  const index = indexMap(map);
  const city = new CityRun({ scenario, index, seed });
  let state = initialState({ city: scenario.name, strategy: { kind: 'wavefront' } });
  const wallMs: number[] = [];
  const cpuMs: number[] = [];
  let junctions = 0;
  while (city.timeS < scenario.endS && city.emergencies()[0]?.phase !== 'arrived') {
    const commands = [];
    for (const message of city.advance()) {
      const heard = step(index, state, toCoreInput(message, city.nowMs));
      state = heard.state;
      commands.push(...heard.commands);
    }
    if (city.timeS < city.reportsFromS) continue;
    const beganMs = performance.now();
    const used = process.cpuUsage();
    const ticked = step(index, state, { kind: 'tick', receivedMs: city.nowMs });
    const cpu = process.cpuUsage(used);
    state = ticked.state;
    city.receive([...commands, ...ticked.commands]);
    const plan = [...state.missions.values()][0]?.plan;
    if (plan === undefined) continue;
    wallMs.push(performance.now() - beganMs);
    cpuMs.push((cpu.user + cpu.system) / 1000);
    junctions = Math.max(junctions, plan.arrivalMs.size);
  }
  return { seed, junctions, planned: wallMs.length, wallMs: durationsOf(wallMs), cpuMs: durationsOf(cpuMs) };
}

function durationsOf(values: readonly number[]): Durations {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), longest: Math.max(...values) };
}
