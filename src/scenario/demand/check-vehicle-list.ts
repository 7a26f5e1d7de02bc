import type { Fault } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { ListedVehicle, Scenario } from '../scenario.ts';
import { repeated } from '../usual-faults.ts';
import { routeFaults } from './check-route.ts';
import { typeFaults } from './vehicle-types.ts';

/** Faults of listed vehicles against the scenario that names their list and its map; paths lead into the list's file. */
export function checkVehicleList(vehicles: readonly ListedVehicle[], scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const closedLinks = new Set(scenario.closedLinks);
  // Equal routes are one array: each is judged once, however many vehicles take it.
  const soundRoutes = new Set<readonly LinkId[]>();
  return [
    ...vehicles.flatMap((vehicle, i): readonly Fault[] => {
      const path = `vehicles[${i}]`;
      const ofRoute = soundRoutes.has(vehicle.route) ? [] : routeFaults(vehicle.route, `${path}.route`, index, closedLinks);
      if (ofRoute.length === 0) soundRoutes.add(vehicle.route);
      return [...departureFaults(vehicle, path, scenario), ...ofRoute, ...typeFaults(vehicle.type, path, scenario.demand)];
    }),
    ...repeated(vehicles, 'vehicles', 'id'),
  ];
}

function departureFaults({ departS }: ListedVehicle, path: string, { endS }: Scenario): readonly Fault[] {
  if (departS < endS) return [];
  return [
    {
      path: `${path}.departS`,
      value: departS,
      advice: `is not before the run's end (endS ${endS} of the scenario): leave it out, or let the run last longer`,
    },
  ];
}
