import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMap } from '../../src/adapters/files/map-file.ts';
import { importMap } from '../../src/cli/map-import.ts';
import { describeRoute, routeBetween } from '../../src/cli/map-route.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CROSSING, osmText } from '../roadnet/osm-town.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-osm-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The crossing with signals and one more along its eastern arm, as a file of the given name. */
function town(name: string): string {
  const file = join(folder, name);
  const signals = { highway: 'traffic_signals' };
  const nodes = { ...CROSSING.nodes, 1: [0, 0, signals], 6: [120, 0, signals] } as const;
  writeFileSync(file, osmText({ nodes, ways: { ...CROSSING.ways, 21: [[1, 6, 3]], 30: [[2, 3], { access: 'private' }] } }));
  return file;
}

describe('clearway map import of OpenStreetMap data', () => {
  it.each(['town.osm', 'town.osm.xml'])(
    'Given %s, then the map is written, and what was left out is told with its way',
    (name) => {
      const out = join(folder, 'map.json');
      const told = importMap(town(name), { out });
      expect(told).toContain('6 nodes, 10 links');
      expect(told).toContain('2 signalised junctions');
      expect(told).toMatch(/ 1 {2}ways left out: closed to the public .*\(way 30\)/);
      expect(loadMap(out).name).toBe('town');
      expect(loadMap(out).attribution).toContain('OpenStreetMap contributors, ODbL');
    },
  );

  it('Given a map of it, then the way between two positions, in either order, with its signals and which are crossings', () => {
    const out = join(folder, 'map.json');
    importMap(town('town.osm'), { out });
    const index = indexMap(loadMap(out));
    const links = routeBetween(index, '45.0,8.9978', '45.0,9.0025');
    expect(routeBetween(index, '8.9978,45.0', '9.0025,45.0')).toEqual(links);
    const told = describeRoute(index, links);
    expect(told).toContain('2 signalised junctions: n1 n6');
    expect(told).toContain('1 of them are pedestrian crossings');
  });

  it('Given a wish for a scenario, then that there is no traffic in it, and nothing is written', () => {
    const out = join(folder, 'map.json');
    expect(() => importMap(town('town.osm'), { out, scenario: join(folder, 'town.yaml') })).toThrow(
      /--scenario = .*OpenStreetMap has none/,
    );
    expect(existsSync(out)).toBe(false);
  });

  it('Given a file that is not there or no such data, then that', () => {
    expect(() => importMap(join(folder, 'none.osm.pbf'), {})).toThrow(/cannot be read: there is no such file/);
    const wrong = join(folder, 'wrong.osm.pbf');
    writeFileSync(wrong, osmText(CROSSING));
    expect(() => importMap(wrong, {})).toThrow(/wrong\.osm\.pbf: 1 fault\n.*no OpenStreetMap PBF file/);
  });
});
