import { toCoreInput } from '../src/city/canonical-order.ts';
import type { CityRun } from '../src/city/city-run.ts';
import { type CoreState, initialState, type NumberedEvent, step } from '../src/core/step.ts';
import type { Strategy } from '../src/preemption/strategy.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import type { JunctionCommand } from '../src/signal/command.ts';

/** By the clock on the wall, and of the processor's time; milliseconds. */
export interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

/** One second of the controller: what it believes after it, what its tick told, and what hearing and that tick took. */
export interface CoreSecond {
  readonly state: CoreState;
  readonly events: readonly NumberedEvent[];
  readonly hearingMs: Taken;
  readonly planningMs: Taken;
}

/**
 * Drives a city's ambulances under a strategy, without a log, until all have arrived or the scenario ends, and shows every second from the
 * junctions' first report on.
 */
export function driveCore(city: CityRun, scenario: Scenario, strategy: Strategy, see: (second: CoreSecond) => void): void {
  let state = initialState({ city: scenario.name, strategy });
  while (city.timeS < scenario.endS && city.emergencies().some(({ phase }) => phase !== 'arrived')) {
    const messages = city.advance();
    if (city.timeS < city.reportsFromS) continue;
    const commands: JunctionCommand[] = [];
    const hearingMs = timed(() => {
      for (const message of messages) {
        const heard = step(city.index, state, toCoreInput(message, city.nowMs));
        state = heard.state;
        commands.push(...heard.commands);
      }
    });
    let events: readonly NumberedEvent[] = [];
    const planningMs = timed(() => {
      const ticked = step(city.index, state, { kind: 'tick', receivedMs: city.nowMs });
      ({ state, events } = ticked);
      commands.push(...ticked.commands);
    });
    city.receive(commands);
    see({ state, events, hearingMs, planningMs });
  }
}

function timed(work: () => void): Taken {
  const beganMs = performance.now();
  const used = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - beganMs, cpu: (user + system) / 1000 };
}
