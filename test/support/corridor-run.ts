import { randomStream } from '../../src/kernel/random.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { corridorMap } from './simulator-maps.ts';

const JUNCTIONS = 3;

export interface CorridorRun {
  readonly map: RoadMap;
  readonly sim: TrafficSimulator;
  /** The aspect that a movement showed in the last step. */
  shown(movement: number): Aspect;
  /** Shows the aspects of the time and makes a step. */
  step(): void;
}

/** Dense traffic with all turns on a corridor of three junctions, each with its own cycle and offset drawn from the seed. */
export function corridorRun(seed: number, stepS: number): CorridorRun {
  const map = corridorMap(JUNCTIONS, 220);
  const stream = randomStream(seed, 'corridor');
  const emergency = { vehicle: 'AMB', departS: 60, route: ['m0', 'm1', 'm2', 'm3'], speedFactor: 1.25 };
  const sim = createSimulator({ map, stepS, vehicles: traffic(seed), emergencies: [emergency] });
  const cycles = Array.from({ length: JUNCTIONS }, () => ({
    cycleS: 40 + Math.floor(stream.uniform(0, 60)),
    offsetS: stream.uniform(0, 60),
  }));
  const aspects: Aspect[] = [];
  const step = (): void => {
    for (const [n, movement] of map.movements.entries()) {
      const junction = cycles[Number(movement.from.slice(1))];
      if (junction === undefined) continue;
      const share = ((sim.timeS + junction.offsetS) % junction.cycleS) / junction.cycleS;
      const main = movement.from.startsWith('m');
      const aspect = aspectAt(share * junction.cycleS, junction.cycleS, main, movement.turn === 'left');
      aspects[n] = aspect;
      sim.setAspect(n, aspect);
    }
    sim.step();
  };
  return { map, sim, step, shown: (movement) => aspects[movement] ?? Aspect.red };
}

/** Main road through, then its left turn, then the cross street; 3 s of yellow and 2 s of all-red after each. */
function aspectAt(inCycleS: number, cycleS: number, main: boolean, left: boolean): Aspect {
  const startS = main ? (left ? 0.5 * cycleS : 0) : 0.7 * cycleS;
  const endS = main ? (left ? 0.7 * cycleS : 0.5 * cycleS) : cycleS;
  if (inCycleS < startS || inCycleS >= endS - 2) return Aspect.red;
  return inCycleS < endS - 5 ? Aspect.green : Aspect.yellow;
}

function traffic(seed: number): VehiclePlan[] {
  const stream = randomStream(seed, 'traffic');
  const plans: VehiclePlan[] = [];
  for (let departS = 0; departS < 240; departS += stream.uniform(0.4, 1.6)) {
    const route = drawRoute(Math.floor(stream.uniform(0, 10)), Math.floor(stream.uniform(0, JUNCTIONS)));
    plans.push({ departS, route, speedFactor: stream.uniform(0.8, 1.2), driverSeed: Math.floor(stream.uniform(0, 1e9)) });
  }
  return plans;
}

function drawRoute(kind: number, junction: number): string[] {
  const main = ['m0', 'm1', 'm2', 'm3'];
  if (kind < 4) return main;
  if (kind < 6) return [...main.slice(0, junction + 1), `l${junction}`];
  if (kind < 7) return [...main.slice(0, junction + 1), `r${junction}`];
  if (kind < 9) return [`c${junction}`, `l${junction}`];
  return [`c${junction}`, ...main.slice(junction + 1)];
}
