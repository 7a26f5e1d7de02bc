import { describe, expect, it } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { importSumo } from '../../src/scenario/import/import-sumo.ts';
import type { ImportedScenario } from '../../src/scenario/import/imported-scenario.ts';
import { crossingText } from '../roadnet/sumo-crossing.ts';

interface Window {
  readonly beginS?: number;
  readonly endS?: number;
}

function imported(routes: string, window: Window = {}, netText = crossingText()): ImportedScenario {
  const demand = { routeFile: 'rou.xml', routeText: `<routes>\n${routes}\n</routes>`, ...window };
  return importSumo({ netFile: 'net.xml', netText, name: 'crossing', demand });
}

function faultsOf(routes: string): readonly string[] {
  try {
    imported(routes);
  } catch (error) {
    if (error instanceof InputFaults) return error.faults.map(({ path, value, advice }) => `${path} = ${value}: ${advice}`);
    throw error;
  }
  return [];
}

const leftOut = (made: ImportedScenario): Record<string, number> =>
  Object.fromEntries(made.leftOut.map(({ what, count }) => [what, count]));
const vehicle = (depart: string, more = ''): string =>
  `<vehicle id="v${depart}" depart="${depart}" ${more}><route edges="n-in#0 s-out"/></vehicle>`;

describe("import of SUMO's vehicles", () => {
  it('Given vehicles with routes of their own and by name, then each departs at its time after the begin, in order', () => {
    const { traffic, start } = imported(
      `<route id="across" edges="e-in#0 w-out"/>${vehicle('25230')}<vehicle id="b" depart="07:00:10.5" route="across"/>`,
      { beginS: 25_200 },
    );
    expect(start).toBe('2020-01-06T07:00:00+00:00');
    expect(traffic!.vehicles.map(({ id, departS, route }) => [id, departS, route])).toEqual([
      ['b', 10.5, ['e-in.0', 'w-out']],
      ['v25230', 30, ['n-in.0', 's-out']],
    ]);
  });

  it('Given no begin time, then the first departure is second 0, and the run ends ten minutes after the last', () => {
    const { traffic, endS } = imported(vehicle('100') + vehicle('160'));
    expect(traffic!.vehicles.map(({ departS }) => departS)).toEqual([0, 60]);
    expect(endS).toBe(680);
  });

  it('Given vehicles before the begin and after the end, then they are left out and counted', () => {
    const made = imported([10, 20, 30, 40].map((s) => vehicle(String(s))).join(''), { beginS: 20, endS: 40 });
    expect(made.traffic!.vehicles.map(({ departS }) => departS)).toEqual([0, 10]);
    expect(leftOut(made)).toMatchObject({
      'vehicles that depart before the begin time: left out': 1,
      'vehicles that depart after the end: left out': 1,
    });
  });

  it('Given a trip, then it takes the fastest way over the edges that it must pass', () => {
    const { traffic } = imported('<trip id="t" depart="0" from="n-in#0" to="e-out"/>');
    expect(traffic!.vehicles[0]!.route).toEqual(['n-in.0', 'e-out']);
  });

  it('Given two ways of which the shorter one must give way, then the penalty of SUMO decides', () => {
    // Two detours from the western exit to the northern one: 12 s on one edge, or 11.3 s on two that meet at a minor link.
    const detours = (minor: string): string =>
      [
        '<edge id="slow" from="w" to="n"><lane id="slow_0" index="0" speed="10" length="120"/></edge>',
        '<edge id="a" from="w" to="m"><lane id="a_0" index="0" speed="10" length="56"/></edge>',
        '<edge id="b" from="m" to="n"><lane id="b_0" index="0" speed="10" length="56"/></edge>',
        '<edge id="end" from="n" to="far"><lane id="end_0" index="0" speed="10" length="50"/></edge>',
        '<edge id=":m_0" function="internal"><lane id=":m_0_0" index="0" speed="10" length="1"/></edge>',
        '<junction id="m" type="priority" x="-100" y="100" incLanes="a_0" intLanes=""/>',
        '<junction id="far" type="dead_end" x="0" y="400" incLanes="end_0" intLanes=""/>',
        '<connection from="w-out" to="slow" fromLane="0" toLane="0" dir="r" state="M"/>',
        '<connection from="w-out" to="a" fromLane="0" toLane="0" dir="r" state="M"/>',
        `<connection from="a" to="b" fromLane="0" toLane="0" via=":m_0_0" dir="s" state="${minor}"/>`,
        '<connection from="slow" to="end" fromLane="0" toLane="0" dir="l" state="M"/>',
        '<connection from="b" to="end" fromLane="0" toLane="0" dir="l" state="M"/>',
      ].join('\n');
    const wired = (minor: string): string =>
      crossingText({ more: detours(minor) })
        .replace('id="w" type="dead_end"', 'id="w" type="priority"')
        .replace('incLanes="n-out_0"', 'incLanes="n-out_0 slow_0 b_0"');
    const routeAt = (minor: string): readonly string[] =>
      imported('<trip id="t" depart="0" from="e-in#0" to="end"/>', {}, wired(minor)).traffic!.vehicles[0]!.route;
    expect(routeAt('M')).toEqual(['e-in.0', 'w-out', 'a', 'b', 'end']);
    expect(routeAt('m')).toEqual(['e-in.0', 'w-out', 'slow', 'end']);
  });

  it('Given flows, then those at even times are listed as SUMO names them, and those by chance stay flows', () => {
    const ways = 'from="n-in#0" to="s-out"';
    const { traffic } = imported(
      `<flow id="h" begin="0" end="40" vehsPerHour="360" ${ways}/><flow id="p" begin="5" end="100" period="30" number="2" ${ways}/>` +
        `<flow id="q" begin="0" end="60" probability="0.25" ${ways}/><flow id="x" begin="0" end="60" period="exp(0.1)" ${ways}/>`,
      { beginS: 0, endS: 50 },
    );
    expect(traffic!.vehicles.map(({ id, departS }) => `${id}@${departS}`)).toEqual([
      'h.0@0',
      'p.0@5',
      'h.1@10',
      'h.2@20',
      'h.3@30',
      'p.1@35',
    ]);
    expect(traffic!.flows.map(({ vehPerHour, fromS, toS }) => [vehPerHour, fromS, toS])).toEqual([
      [900, 0, 50],
      [360, 0, 50],
    ]);
  });

  it('Given how vehicles depart, then standing at the kerb or in flowing traffic, and what is neither is counted', () => {
    const made = imported(
      [
        vehicle('0'),
        vehicle('1', 'departLane="first" departSpeed="0" departPos="base"'),
        vehicle('2', 'departLane="best" departSpeed="max"'),
        vehicle('3', 'departLane="free"'),
        vehicle('4', 'departPos="random" departLane="1"'),
      ].join(''),
    );
    expect(made.traffic!.vehicles.map(({ entry }) => entry)).toEqual([
      'from-rest',
      'from-rest',
      'flowing',
      'flowing',
      'from-rest',
    ]);
    expect(leftOut(made)).toMatchObject({
      'departPos "random": at the start of the first link': 1,
      'departLane "1": standing in the kerb lane': 1,
    });
  });

  it('Given vehicles whose way cars cannot drive, bicycles, people and stops, then each is counted and left out', () => {
    const made = imported(
      '<vType id="bike" vClass="bicycle"/><vehicle id="a" depart="0"><route edges="n-in#0 n-out"/></vehicle>' +
        '<vehicle id="b" type="bike" depart="0"><route edges="n-in#0 s-out"/></vehicle><person id="p" depart="0"/>' +
        '<vehicle id="c" depart="0"><route edges="n-in#0 s-out"/><stop lane="s-out_0" duration="10"/></vehicle>' +
        '<trip id="d" depart="0" from="n-out" to="s-out"/><trip id="e" depart="0" fromTaz="1" toTaz="2"/>',
    );
    expect(made.traffic!.vehicles.map(({ id }) => id)).toEqual(['c']);
    expect(leftOut(made)).toMatchObject({
      'elements <person>: not read': 1,
      'stops of vehicles: left out': 1,
      'trips between zones or junctions, or with routes drawn by chance: left out': 1,
      'vehicles whose route cars cannot drive: left out': 1,
      'vehicles of class bicycle: left out': 1,
      'trips between edges that no way for cars joins: left out': 1,
    });
  });
});

describe("import of SUMO's vehicle types", () => {
  const typed = (attributes: string) =>
    imported(`<vType id="t" ${attributes}/>${vehicle('0', 'type="t"')}`).traffic!.vehicleTypes.t!;

  it("Given nothing but a name, then it is SUMO's passenger car, slower by half its imperfection", () => {
    // 0.5 * 2.6 m/s2 * 1 s / 2 = 0.65 m/s of 13.89 m/s.
    expect(typed('')).toEqual({ lengthM: 5, jamGapM: 2.5, accelerationMps2: 2.6, speedFactor: { mean: 0.953, sd: 0.1 } });
  });

  it('Given a driver without imperfection, then he drives at the speed he wishes', () => {
    expect(typed('sigma="0" speedFactor="1.1" speedDev="0.05"').speedFactor).toEqual({ mean: 1.1, sd: 0.05 });
    expect(typed('carFollowModel="IDM" speedFactor="normc(0.9,0.2,0.5,1.5)"').speedFactor).toEqual({ mean: 0.9, sd: 0.2 });
  });

  it('Given a slow vehicle, then its highest speed is carried over; that of a fast one is no matter', () => {
    expect(typed('maxSpeed="10" sigma="0"').maxSpeedMps).toBe(10);
    expect(typed('maxSpeed="40"').maxSpeedMps).toBeUndefined();
  });

  it('Given a truck, then the numbers of its class, and those that the type itself gives', () => {
    expect(typed('vClass="truck" accel="1"')).toMatchObject({ lengthM: 7.1, accelerationMps2: 1 });
  });
});

describe('a malformed SUMO demand', () => {
  it('Given several faults, then each is named with its line, all at once', () => {
    expect(
      faultsOf(
        [
          '<vType id="t" length="long"/>',
          '<vehicle id="a" depart="soonish"><route edges="n-in#0 s-out"/></vehicle>',
          '<vehicle id="b" depart="-5"><route edges=""/></vehicle>',
          '<trip id="c" depart="0" from="n-in#0"/>',
          '<flow id="f" begin="0" end="9" from="n-in#0" to="s-out"/>',
          '<vehicle id="g" depart="0" route="none"/>',
        ].join('\n'),
      ),
    ).toEqual([
      'line 2, vType length = long: expected a number from 0.1 to 1000',
      'line 4, vehicle depart = -5: expected a number from 0 to 1000000000',
      'line 4, route edges = undefined: a route needs an edge',
      'line 5, trip to = undefined: is missing',
      'line 6, flow = f: needs one of period, vehsPerHour, probability and number',
      'line 7, vehicle route = none: no route has this id',
    ]);
  });

  it('Given edges and types that are not there, then each is named with its line', () => {
    expect(faultsOf(`<vehicle id="a" depart="0"><route edges="n-in#0 moon"/></vehicle>\n${vehicle('0', 'type="ufo"')}`)).toEqual([
      'line 2 = moon: the network has no edge of this id',
      'line 3, type = ufo: no vType of the file has this id',
    ]);
  });
});

describe('what was imported', () => {
  it('Given the vehicles, then all drive on links of the map', () => {
    const { map, traffic } = imported(vehicle('0'));
    const index = indexMap(map);
    for (const { route } of traffic!.vehicles) expect(index.findMovement(route[0]!, route[1]!)).toBeDefined();
  });
});
