import { join } from 'node:path';
import { saveMap, saveText } from '../../src/adapters/files/map-file.ts';
import { saveVehicleList } from '../../src/adapters/files/vehicle-list-file.ts';
import type { ClearwayCase } from './observe-clearway.ts';

/** Writes a case as the files that the product reads; returns the scenario's path. */
export function saveCase({ scenario, index }: ClearwayCase, folder: string): string {
  const { listed = [], ...demand } = scenario.demand;
  const path = join(folder, 'scenario.yaml');
  saveMap(join(folder, scenario.map), index.map);
  saveVehicleList(join(folder, 'vehicles.json'), { format: 'clearway-vehicles/1', source: demand.source, vehicles: listed });
  // JSON is YAML.
  saveText(path, JSON.stringify({ ...scenario, demand: { ...demand, list: 'vehicles.json' } }, null, 1));
  return path;
}
