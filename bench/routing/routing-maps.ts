import { existsSync } from 'node:fs';
import { importSource } from '../../src/cli/import-source.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { dataPath } from '../cases.ts';
import { CITY_100K, makeCity } from './city.ts';

/** A road network that routes are searched on. */
export interface RoutingMap {
  readonly name: string;
  /** File or folder that it is made of; absent where it is drawn. */
  readonly path?: string;
  readonly credit?: string;
  readonly load: () => RoadMap;
}

const SEED = 1;

export const ROUTING_MAPS: readonly RoutingMap[] = [
  { name: 'city-100k', load: () => makeCity(CITY_100K, SEED) },
  imported(
    'porto-alegre',
    'porto-alegre/porto-alegre.osm.pbf',
    'OpenStreetMap contributors (ODbL), extract published with r5r (ipeaGIT)',
  ),
  imported('nanchang', 'nanchang', 'LibSignal (DaRL-LibSignal), pb_nanchang, geometry from OpenStreetMap contributors (ODbL)'),
];

export function isThere({ path }: RoutingMap): boolean {
  return path === undefined || existsSync(path);
}

function imported(name: string, data: string, credit: string): RoutingMap {
  const path = dataPath(data);
  return { name, path, credit: `${name}: ${credit}`, load: () => importSource(path, {}).map };
}
