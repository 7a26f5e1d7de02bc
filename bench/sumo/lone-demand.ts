import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SumoCase } from '../cases.ts';
import { readElements, readFilePieces } from './elements.ts';
import { readVehicleRoutes } from './vehroutes.ts';

/** Between two departures: nobody is in the other's way for long. */
const APART_S = 30;

/**
 * The case with one vehicle on each route that SUMO let vehicles drive (`vehroutesPath`), one after the other on a nearly empty
 * network: what is left of a difference is free driving, turning and the signals' red. Files in `folder`.
 */
export async function loneCase(run: SumoCase, vehroutesPath: string, folder: string): Promise<SumoCase> {
  const { types, typeOf } = await readTypes(run.routesPath);
  const routes = new Map<string, string>();
  for (const [vehicle, route] of await readVehicleRoutes(readFilePieces(vehroutesPath))) {
    const key = route.join(' ');
    if (!routes.has(key)) routes.set(key, vehicle);
  }
  const lines = [...routes].map(([route, vehicle], n) => {
    const type = typeOf.get(vehicle);
    const named = type === undefined ? '' : ` type="${type}"`;
    return `<vehicle id="${vehicle}"${named} depart="${run.beginS + n * APART_S}"><route edges="${route}"/></vehicle>`;
  });
  const routesPath = join(folder, 'lone.rou.xml');
  writeFileSync(routesPath, `<routes>\n${[...types, ...lines].join('\n')}\n</routes>\n`);
  const endS = run.beginS + routes.size * APART_S + 1800;
  return { ...run, name: `${run.name}-lone`, routesPath, endS };
}

async function readTypes(
  path: string,
): Promise<{ readonly types: readonly string[]; readonly typeOf: ReadonlyMap<string, string> }> {
  const types: string[] = [];
  const typeOf = new Map<string, string>();
  await readElements(readFilePieces(path), (name, attributes) => {
    if (name === 'vType') types.push(`<vType ${attributes.written()}/>`);
    const type = attributes.find('type');
    if ((name === 'vehicle' || name === 'trip') && type !== undefined) typeOf.set(attributes.text('id'), type);
  });
  return { types, typeOf };
}
