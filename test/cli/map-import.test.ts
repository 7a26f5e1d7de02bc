import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMap } from '../../src/adapters/files/map-file.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { type ImportOptions, importMap } from '../../src/cli/map-import.ts';
import { crossingText } from '../roadnet/sumo-crossing.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-import-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const PHASES = [
  { durationS: 30, state: 'GGgrrrGGgrrr' },
  { durationS: 4, state: 'yyyrrryyyrrr' },
  { durationS: 20, state: 'rrrGGgrrrGGg' },
  { durationS: 4, state: 'rrryyyrrryyy' },
];

/** A crossing and its vehicles as files; the options write everything beside them. */
function crossing(routes = '<vehicle id="a" depart="3605"><route edges="n-in#0 s-out"/></vehicle>'): [string, ImportOptions] {
  const [net, demand] = [join(folder, 'crossing.net.xml'), join(folder, 'crossing.rou.xml')];
  writeFileSync(net, crossingText({ phases: PHASES }));
  writeFileSync(demand, `<routes>\n${routes}\n</routes>\n`);
  return [net, { out: join(folder, 'map.json'), scenario: join(folder, 'town.yaml'), demand }];
}

describe('clearway map import of SUMO data', () => {
  it('Given network and demand, then map, scenario and list of vehicles are written, and load', () => {
    const [net, options] = crossing();
    const told = importMap(net, { ...options, begin: 3600, end: 7200 });
    expect(told).toContain('5 nodes, 8 links, 12 movements, 1 signalised junctions');
    expect(told).toContain('town.vehicles.json: 1 vehicles');
    expect(told).toContain('one mission through 1 signalised junctions');
    const { scenario, map } = loadScenario(options.scenario!);
    expect([scenario.name, map.name, scenario.start, scenario.endS]).toEqual([
      'town',
      'crossing',
      '2020-01-06T01:00:00+00:00',
      3600,
    ]);
    expect(scenario.demand.listed).toEqual([
      { id: 'a', departS: 5, route: ['n-in.0', 's-out'], type: 'DEFAULT_VEHTYPE', entry: 'from-rest' },
    ]);
    expect(scenario.programmes[0]).toMatchObject({ junctions: ['c'], cycleS: 58 });
  });

  it('Given a network alone, then the map alone', () => {
    const [net, { out }] = crossing();
    importMap(net, { out: out! });
    expect(loadMap(out!).junctions.length).toBe(1);
    expect(existsSync(join(folder, 'town.yaml'))).toBe(false);
  });

  it('Given a network without signals, then a scenario of the traffic alone', () => {
    const [net, options] = crossing();
    writeFileSync(net, crossingText());
    expect(importMap(net, options)).toContain('no mission');
    const { scenario } = loadScenario(options.scenario!);
    expect([scenario.missions, scenario.arms.map(({ name }) => name)]).toEqual([[], ['none']]);
  });

  it('Given an end too soon for any mission, then a scenario of the traffic alone, and no file where one with signals is asked for', () => {
    const [net, options] = crossing('<vehicle id="a" depart="5"><route edges="n-in#0 s-out"/></vehicle>');
    expect(() => importMap(net, { ...options, begin: 0, end: 60, signals: 1 })).toThrow(/--signals = 1: .*the run ends at 60 s/);
    expect(existsSync(options.out!)).toBe(false);
    expect(importMap(net, { ...options, begin: 0, end: 60 })).toContain('no mission');
    expect(loadScenario(options.scenario!).scenario.endS).toBe(60);
  });

  it('Given what cannot be carried over, then it is told with how often', () => {
    const car = '<vehicle id="a" depart="3"><route edges="n-in#0 s-out"/></vehicle>';
    const [net, options] = crossing(`<person id="p" depart="1"/><person id="q" depart="2"/>${car}`);
    expect(importMap(net, options)).toMatch(/ 2 {2}elements <person>: not read/);
  });

  it('Given two imports of one network, then each scenario is named after its own file', () => {
    const [net, options] = crossing();
    const names = ['Peak (AM).yaml', 'night.yml', '夜.yaml'].map((file) => {
      const scenario = join(folder, file);
      importMap(net, { ...options, scenario });
      return loadScenario(scenario).scenario.name;
    });
    expect(names).toEqual(['peak-am', 'night', 'crossing']);
  });

  it('Given greens too short for any movement, then a fault that says what was left out, and nothing is written', () => {
    const [net, { out }] = crossing();
    writeFileSync(net, crossingText({ phases: PHASES.map((phase) => ({ ...phase, durationS: 2 })) }));
    expect(() => importMap(net, { out: out! })).toThrow(
      /the network: leads nowhere: .* of 8 roads; of the file:[\s\S]* 12 {2}movements that are never green: left out/,
    );
    expect(existsSync(out!)).toBe(false);
  });

  it('Given no vehicle that can be taken over, then a fault with advice, and nothing is written', () => {
    const [net, options] = crossing();
    expect(() => importMap(net, { ...options, begin: 0, end: 60 })).toThrow(
      /crossing\.rou\.xml: 1 fault\n {2}the demand: holds no vehicle .*--begin and --end[\s\S]* 1 {2}vehicles that depart after the end/,
    );
    expect([options.out!, options.scenario!].map((file) => existsSync(file))).toEqual([false, false]);
  });

  it('Given a flow of weeks, then the demand is to be cut, and nothing is written', () => {
    const [net, options] = crossing('<flow id="f" begin="0" end="1000000" period="600"><route edges="n-in#0 s-out"/></flow>');
    expect(() => importMap(net, options)).toThrow(/the demand = 1000620: lasts longer .* 7 days\): .* --begin and --end/);
    expect(existsSync(options.out!)).toBe(false);
    expect(importMap(net, { ...options, end: 3600 })).toMatch(/ 1661 {2}vehicles that depart after the end: left out/);
    expect(loadScenario(options.scenario!).scenario.demand.listed!.length).toBe(6);
  });

  it('Given a flow of a thousand million vehicles cut to ten minutes, then those of the ten minutes', () => {
    const [net, options] = crossing('<flow id="f" begin="0" end="1000000000" period="1"><route edges="n-in#0 s-out"/></flow>');
    importMap(net, { ...options, end: 600 });
    expect(loadScenario(options.scenario!).scenario.demand.listed!.length).toBe(600);
  });

  it('Given more signals than a way has, then what to do', () => {
    const [net, options] = crossing();
    expect(() => importMap(net, { ...options, signals: 9 })).toThrow(/--signals = 9: .*ask for fewer/);
  });

  it('Given flags that do not go together, then each is told, and nothing is written', () => {
    const [net, { demand, scenario, out }] = crossing();
    expect(() => importMap(net, { demand: demand!, begin: 9, end: 8 })).toThrow(
      /--demand = .*--scenario[\s\S]*--end = 8: must be after/,
    );
    expect(() => importMap(net, { out: out!, scenario: scenario!, begin: 5 })).toThrow(
      /--scenario = .*--demand[\s\S]*--begin = 5/,
    );
    expect(() => importMap(folder, { out: out!, scenario: scenario!, demand: demand! })).toThrow(
      /--demand = .*beside the network/,
    );
    expect(existsSync(out!)).toBe(false);
  });

  it('Given a malformed demand, then its faults with their lines', () => {
    const [net, options] = crossing('<vehicle id="a" depart="1"><route edges="n-in#0 moon"/></vehicle>');
    expect(() => importMap(net, options)).toThrow(/crossing\.rou\.xml: 1 fault\n {2}line 2 = "moon": the network has no edge/);
  });
});

const HANGZHOU = '../shared/data/hangzhou-4x4';

describeWith([{ path: HANGZHOU }], 'clearway map import of one place in two formats', () => {
  it('Given the files of SUMO and of CityFlow, then both become scenarios with the same junctions and vehicles', () => {
    const from = (net: string, demand: string, name: string) => {
      const scenario = join(folder, `${name}.yaml`);
      importMap(fromRoot(`${HANGZHOU}/${net}`), {
        out: join(folder, `${name}.json`),
        scenario,
        demand: fromRoot(`${HANGZHOU}/${demand}`),
        begin: 0,
        end: 3600,
      });
      return loadScenario(scenario);
    };
    const [sumo, cityflow] = [from('sumo.net.xml', 'sumo.rou.xml', 'sumo'), from('roadnet.json', 'flow.json', 'cityflow')];
    expect(sumo.map.name).toBe('hangzhou-4x4');
    const junctions = ({ map }: typeof sumo): readonly string[] => map.junctions.map(({ id }) => id).sort();
    expect(junctions(sumo)).toEqual(junctions(cityflow));
    const routes = ({ scenario }: typeof sumo): readonly string[] =>
      scenario.demand.listed!.map(({ departS, route }) => `${departS} ${route.join()}`).sort();
    expect(routes(sumo)).toEqual(routes(cityflow));
    expect(readFileSync(join(folder, 'sumo.yaml'), 'utf8')).toContain('list: sumo.vehicles.json');
  });
});
