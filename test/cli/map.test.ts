import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { registerMap } from '../../src/cli/map.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { signalsOnRoute } from '../../src/roadnet/signal-routes.ts';
import { crossingText } from '../roadnet/sumo-crossing.ts';
import { cityflowCrossing } from '../support/cityflow-crossing.ts';
import { gridMap } from '../support/grid-map.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const SHIXIN = fromRoot('maps/hangzhou-shixin.json');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-map-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs `clearway map …` and returns what it prints; faults are thrown. */
function run(...args: readonly string[]): string {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const program = new Command().exitOverride();
    registerMap(program);
    program.parse(['map', ...args], { from: 'user' });
  } finally {
    stdout.mockRestore();
  }
  return written.join('');
}

describe('clearway map', () => {
  it('verify: Given a sound map, then its routes are as fast as the reference, in free flow and with closures', () => {
    const told = run('verify', SHIXIN, '--pairs', '20');
    expect(told.match(/20 pairs of links, [1-9]\d* joined by a way, each as fast as the reference/g)).toHaveLength(2);
  });

  it('build: Given the table of Shixin Road, then it writes the committed map', () => {
    const out = join(folder, 'deep', 'map.json');
    expect(run('build', fromRoot('maps/hangzhou-shixin.corridor.yaml'), '-o', out)).toContain('21 signalised junctions');
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(SHIXIN, 'utf8'));
  });

  it('info: Given a map, then counts, length, signals, label and source are told', () => {
    const text = run('info', SHIXIN);
    for (const part of [/128 links/, /21 signalised junctions/, /schematic +yes/, /km of lanes/, /attribution/])
      expect(text).toMatch(part);
  });

  it('info: Given a broken map, then every fault is told at once', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(
      file,
      readFileSync(SHIXIN, 'utf8').replace('"lengthM":293', '"lengthM":"x"').replace('"turn":"left"', '"turn":"up"'),
    );
    writeFileSync(file, readFileSync(file, 'utf8').replace('"from":"S01W"', '"from":"nowhere"'));
    expect(() => run('info', file)).toThrow(/turn[\s\S]*nowhere/);
    expect(() => run('info', join(folder, 'none.json'))).toThrow(/cannot be read/);
    writeFileSync(file, '{');
    expect(() => run('info', file)).toThrow(/no valid JSON/);
  });

  it('build: Given a place where nothing can be written, then why, and what to do', () => {
    const table = fromRoot('maps/quick-3.corridor.yaml');
    expect(() => run('build', table, '-o', join(table, 'map.json'))).toThrow(/cannot be written: .*give another path/);
    expect(() => run('build', table, '-o', folder)).toThrow(/cannot be written: it is a folder; name a file/);
  });

  it('route: Given two nodes, then the way is told with its length and its signals in order', () => {
    const text = run('route', SHIXIN, 'SOUTH', 'NORTH');
    expect(text).toContain('21 signalised junctions: S01 S02 S03');
    expect(text).toMatch(/from SOUTH-S01 to NORTH: 7\.87 km/);
  });

  it('route: Given positions, then the nearest road and node are taken', () => {
    expect(run('route', SHIXIN, '30.1580,120.2651', '30.1675,120.2648')).toContain('3 signalised junctions: S01 S02 S03');
  });

  it('route: Given closed links, then the way leads round them, and those that the map does not have are named', () => {
    const block = gridMap(2, 2, 200);
    const file = join(folder, 'block.json');
    writeFileSync(file, JSON.stringify({ ...block, movements: block.movements.filter(({ turn }) => turn !== 'uturn') }));
    const linksRound = (closed: string) =>
      run('route', file, 'c0r0', 'c1r1', '--closed', closed).match(/c\dr\d-c\dr\d(?= .*street)/g);
    expect(linksRound('c1r0-c1r1')).toEqual(['c0r0-c0r1', 'c0r1-c1r1']);
    expect(linksRound('c0r1-c1r1')).toEqual(['c0r0-c1r0', 'c1r0-c1r1']);
    expect(() => run('route', file, 'c0r0', 'c1r1', '--closed', 'Elm')).toThrow(/--closed.*Elm.*no link of this map/s);
  });

  it('route: Given places that are not on the map, then both are named', () => {
    expect(() => run('route', SHIXIN, 'S99', '10,10')).toThrow(/from = "S99"[\s\S]*to = "10,10"/);
    expect(() => run('route', SHIXIN, 'S21-NORTH', 'S01')).toThrow(/no way leads here/);
    expect(() => run('route', SHIXIN, 'SOUTH')).toThrow(/--through-signals/);
  });

  it('route: Given a number of signals, then a route through exactly so many is found, or it is said that there is none', () => {
    expect(run('route', SHIXIN, '--through-signals', '20')).toContain('20 signalised junctions:');
    expect(() => run('route', SHIXIN, '--through-signals', '40')).toThrow(/ask for fewer/);
  });
});

describe('clearway map import', () => {
  it('Given --signals without --scenario, then it says that it would be of no effect, and writes nothing', () => {
    const out = join(folder, 'map.json');
    expect(() => run('import', folder, '-o', out, '--signals', '500')).toThrow(/--signals = 500: .*--scenario/);
    expect(existsSync(out)).toBe(false);
  });

  it('Given a SUMO network and its traffic packed with gzip, then they are read as they are', () => {
    const [net, routes] = [join(folder, 'cross.net.xml.gz'), join(folder, 'cross.rou.xml.gz')];
    writeFileSync(net, gzipSync(crossingText()));
    writeFileSync(routes, gzipSync('<routes><vehicle id="a" depart="0"><route edges="n-in#0 s-out"/></vehicle></routes>'));
    const text = run('import', net, '--demand', routes, '-o', join(folder, 'm.json'), '--scenario', join(folder, 's.yaml'));
    expect(text).toContain('5 nodes, 8 links');
    expect(text).toContain('1 vehicles');
    expect(loadScenario(join(folder, 's.yaml')).map.name).toBe('cross');
  });

  it('Given faults in CityFlow data, then each is told with its line and its path', () => {
    const net = join(folder, 'roadnet.json');
    const lines = JSON.stringify(JSON.parse(cityflowCrossing([])), undefined, 1).split('\n');
    const at = lines.findIndex((line) => line.includes('"maxSpeed"'));
    writeFileSync(net, lines.map((line, i) => (i === at ? line.replace('12.5', '0') : line)).join('\n'));
    expect(() => run('import', net, '-o', join(folder, 'm.json'))).toThrow(
      `line ${at + 1}, roads[0].lanes[0].maxSpeed = 0: must be at least 1`,
    );
    writeFileSync(net, lines.slice(0, 40).join('\n'));
    expect(() => run('import', net, '-o', join(folder, 'm.json'))).toThrow(/end of file: is no valid JSON/);
  });

  it('Given routes that cars cannot drive, then what is listed says on which lines', () => {
    const [net, routes] = [join(folder, 'cross.net.xml'), join(folder, 'cross.rou.xml')];
    writeFileSync(net, crossingText());
    const vehicle = (id: string): string => `<vehicle id="${id}" depart="0"><route edges="n-in#0 n-out"/></vehicle>`;
    const sound = '<vehicle id="e" depart="0"><route edges="n-in#0 s-out"/></vehicle>';
    writeFileSync(routes, ['<routes>', ...['a', 'b', 'c', 'd'].map(vehicle), sound, '</routes>'].join('\n'));
    const text = run('import', net, '--demand', routes, '-o', join(folder, 'm.json'), '--scenario', join(folder, 's.yaml'));
    const why = 'nothing leads from n-in#0 to n-out';
    expect(text).toContain(
      `     4  vehicles whose route cars cannot drive: left out (line 2, ${why}; line 3, ${why}; line 4, ${why}; …)`,
    );
  });

  it('Given a folder that is not there, then what to look at', () => {
    expect(() => run('import', join(folder, 'none'))).toThrow(/cannot be read: there is no such file; look at the spelling/);
  });
});

const HANGZHOU = '../shared/data/hangzhou';

describeWith([{ path: HANGZHOU }], 'clearway map import of the real network', () => {
  it('writes a map, and a sound scenario with a mission through 21 signals', () => {
    const out = join(folder, 'maps', 'hangzhou.json');
    const scenarioFile = join(folder, 'scenarios', 'hangzhou.yaml');
    const text = run('import', fromRoot(HANGZHOU), '-o', out, '--scenario', scenarioFile);
    expect(text).toContain('247 signalised junctions');
    expect(text).toContain('507 flows');
    const { scenario, map } = loadScenario(scenarioFile);
    const index = indexMap(map);
    const [mission] = scenario.missions;
    expect(signalsOnRoute(index, findRoute(index, mission!.from, mission!.to)!).length).toBe(21);
  });

  it('says so when the folder holds no network', () => {
    expect(() => run('import', folder)).toThrow(/roadnet\.txt[\s\S]*cannot be read/);
  });
});
