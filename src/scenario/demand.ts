import { getOrThrow } from '../kernel/assert.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { VehiclePlan } from '../simulator/simulator.ts';
import { exponential } from './exponential.ts';
import type { Flow, Scenario } from './scenario.ts';
import { TurningWalk } from './turning-walk.ts';

/**
 * All vehicles of a seed, sorted by departure, ties in the order of the flows. Each flow draws arrivals, turns and drivers from
 * streams of its own name, so that adding, removing or scaling one flow changes no vehicle of another, and no arm changes any.
 */
export function vehiclesOf(scenario: Scenario, index: RoadIndex, seed: number): readonly VehiclePlan[] {
  const demand = randomStream(seed, 'demand');
  const walk = new TurningWalk(index, scenario.demand.turning);
  const names = flowNames(scenario.demand.flows);
  const { mean, sd } = scenario.demand.speedFactor;
  const vehicles = scenario.demand.flows.flatMap((flow) => {
    const stream = demand.fork(getOrThrow(names, flow, 'name of flow'));
    const turns = stream.fork('turns');
    const drivers = stream.fork('drivers');
    return arrivalsS(flow, stream.fork('arrivals')).map(
      (departS): VehiclePlan => ({
        departS,
        route: flow.route ?? walk.from(flow.from, turns),
        speedFactor: Math.max(mean - 3 * sd, Math.min(mean + 3 * sd, drivers.normal(mean, sd))),
        driverSeed: Math.floor(drivers.next() * 4294967296),
      }),
    );
  });
  return vehicles.sort((a, b) => a.departS - b.departS);
}

/** A flow is known by where and when it begins, and by its place among those alike; its rate and end do not rename it. */
function flowNames(flows: readonly Flow[]): ReadonlyMap<Flow, string> {
  const seen = new Map<string, number>();
  return new Map(
    flows.map((flow) => {
      const begins = `${flow.from}@${flow.fromS}:${flow.route?.join(',') ?? ''}`;
      const alike = seen.get(begins) ?? 0;
      seen.set(begins, alike + 1);
      return [flow, `${begins}#${alike}`];
    }),
  );
}

function arrivalsS(flow: Flow, stream: RandomStream): number[] {
  const times: number[] = [];
  if (flow.vehPerHour === 0) return times;
  const meanGapS = 3600 / flow.vehPerHour;
  for (let t = flow.fromS + meanGapS * exponential(stream); t < flow.toS; t += meanGapS * exponential(stream)) times.push(t);
  return times;
}
