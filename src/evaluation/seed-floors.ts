import { floorTimeS } from '../experiment/floor.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { freeFlowEtaS } from '../routing/eta.ts';
import { routeOf } from '../routing/route.ts';
import { departuresOf } from '../scenario/departures.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** What drives on one seed are judged by, of each ambulance in the order of the missions. */
export interface SeedFloors {
  /** Alone on all green. */
  readonly aloneS: readonly number[];
  /** The route at the limit. */
  readonly trafficS: readonly number[];
}

/** @throws InputFaults where an ambulance does not arrive before the end of the run even alone. */
export function seedFloors(scenario: Scenario, index: RoadIndex, seed: number): SeedFloors {
  const routes = departuresOf(scenario, index, seed).map(({ route }) => routeOf(index, route));
  return {
    aloneS: routes.map((_, i) => floorTimeS(scenario, index, seed, i)),
    trafficS: routes.map((route) => freeFlowEtaS(index, route, 0, route.lengthM, 1)),
  };
}
