import { existsSync } from 'node:fs';
import { importSource } from '../../src/cli/import-source.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { dataPath } from '../cases.ts';
import type { Carriageway } from './trip-path.ts';

/** A road network of others that trips are generated over. */
export interface MatchMap {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly carriageway: Carriageway;
  readonly credit: string;
}

export const MATCH_MAPS: readonly MatchMap[] = [
  {
    name: 'porto-alegre',
    path: dataPath('porto-alegre/porto-alegre.osm.pbf'),
    carriageway: 'lanes',
    credit: 'porto-alegre: OpenStreetMap contributors (ODbL), extract published with r5r (ipeaGIT)',
  },
  {
    name: 'hangzhou',
    path: dataPath('hangzhou'),
    carriageway: 'line',
    credit: 'hangzhou: LibSignal (DaRL-LibSignal), pb_hangzhou, geometry from OpenStreetMap contributors (ODbL)',
  },
  {
    name: 'nanchang',
    path: dataPath('nanchang'),
    carriageway: 'line',
    credit: 'nanchang: LibSignal (DaRL-LibSignal), pb_nanchang, geometry from OpenStreetMap contributors (ODbL)',
  },
];

export function isThere({ path }: MatchMap): boolean {
  return existsSync(path);
}

export function loadMatchMap({ path }: MatchMap): RoadMap {
  return importSource(path, {}).map;
}
