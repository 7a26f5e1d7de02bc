import { toCoreInput } from '../../src/city/canonical-order.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { type CoreState, initialState, step } from '../../src/core/step.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { JunctionCommand } from '../../src/signal/command.ts';
import { quantile } from '../statistics/spread.ts';

export interface Durations {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** What the controller's steps of one second took: all that it heard in it, and its plan. */
export interface Second {
  readonly state: CoreState;
  readonly hearingMs: Taken;
  readonly planningMs: Taken;
}

/** By the clock on the wall, and of the processor's time. */
export interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

/** Drives a scenario's ambulances under our strategy until all have arrived, and tells what each second took. */
export function driveSeconds(scenario: Scenario, map: RoadMap, seed: number, see: (second: Second) => void): void {
  const index = indexMap(map);
  const city = new CityRun({ scenario, index, seed });
  let state = initialState({ city: scenario.name, strategy: { kind: 'wavefront' } });
  while (city.timeS < scenario.endS && city.emergencies().some(({ phase }) => phase !== 'arrived')) {
    const messages = city.advance();
    if (city.timeS < city.reportsFromS) continue;
    const commands: JunctionCommand[] = [];
    const hearingMs = timed(() => {
      for (const message of messages) {
        const heard = step(index, state, toCoreInput(message, city.nowMs));
        state = heard.state;
        commands.push(...heard.commands);
      }
    });
    const planningMs = timed(() => {
      const ticked = step(index, state, { kind: 'tick', receivedMs: city.nowMs });
      state = ticked.state;
      commands.push(...ticked.commands);
    });
    city.receive(commands);
    see({ state, hearingMs, planningMs });
  }
}

function timed(work: () => void): Taken {
  const beganMs = performance.now();
  const used = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - beganMs, cpu: (user + system) / 1000 };
}

export function durationsOf(values: readonly number[]): Durations {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), longest: Math.max(...values) };
}
