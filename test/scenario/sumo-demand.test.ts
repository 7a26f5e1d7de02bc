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

describe("what the import of SUMO's vehicles cannot carry over", () => {
  const listed = (routes: string): Record<string, readonly [number, readonly string[] | undefined]> =>
    Object.fromEntries(imported(routes).leftOut.map(({ what, count, places }) => [what, [count, places]]));

  it('Given attributes and elements of vehicles that are not read, then each is listed with the first of its lines', () => {
    const told = listed(
      [
        vehicle('0', 'arrivalPos="50" arrivalLane="1" arrivalSpeed="3" speedFactor="1.3"'),
        vehicle('1', 'arrivalPos="max" arrivalLane="current" arrivalSpeed="current" color="red" arrival="12.00"'),
        ...[2, 3, 4, 5].map((s) => vehicle(String(s), 'speedFactor="0.9"')),
        '<vehicle id="p" depart="9"><route edges="n-in#0 s-out"><stop lane="s-out_0" duration="10"/></route><param key="a" value="b"/></vehicle>',
      ].join('\n'),
    );
    expect(Object.keys(told).filter((what) => what.startsWith('arrival of'))).toEqual([]);
    expect(told).toMatchObject({
      'arrivalPos of vehicles: not carried over': [1, ['line 2']],
      'arrivalLane of vehicles: not carried over': [1, ['line 2']],
      'arrivalSpeed of vehicles: not carried over': [1, ['line 2']],
      'speedFactor of vehicles: not carried over': [5, ['line 2', 'line 4', 'line 5']],
      'routes with stops: driven without': [1, ['line 8']],
      '<param> of vehicles: not read': [1, ['line 8']],
    });
  });

  it('Given a lane that stands for another way of entering, then that is listed', () => {
    const told = listed(`${vehicle('0', 'departLane="best"')}\n${vehicle('1', 'departLane="0" departSpeed="max"')}`);
    expect(told).toMatchObject({
      'departLane "best" of those who enter standing: they enter moving, at the traffic\'s speed': [1, ['line 2']],
      'departLane "0" of those who enter moving: in any lane of their way': [1, ['line 3']],
    });
  });

  it('Given routes that cars cannot drive, then each is listed with its line and the edges that it fails at', () => {
    const netText = crossingText({
      more: '<edge id="tram" from="n" to="c"><lane id="tram_0" index="0" speed="10" length="190" allow="tram"/></edge>',
    });
    const routes = [
      '<vehicle id="a" depart="0"><route edges="n-in#0 n-out"/></vehicle>',
      '<flow id="f" begin="0" end="30" period="10"><route edges="tram s-out"/></flow>',
      '<trip id="d" depart="0" from="n-out" to="s-out"/>',
    ].join('\n');
    const told = imported(routes, {}, netText).leftOut.filter(({ places }) => places !== undefined);
    expect(told).toEqual([
      {
        what: 'vehicles whose route cars cannot drive: left out',
        count: 4,
        places: ['line 2, nothing leads from n-in#0 to n-out', 'line 3, tram is closed to cars'],
      },
      { what: 'trips between edges that no way for cars joins: left out', count: 1, places: ['line 4, from n-out to s-out'] },
    ]);
  });

  it('Given a type beyond what a scenario may have, then it is held to that, and listed', () => {
    expect(listed(`<vType id="road-train" length="53"/>${vehicle('0', 'type="road-train"')}`)).toMatchObject({
      'vehicle types longer, shorter or with other gaps, accelerations or factors than a scenario may have: held': [
        1,
        ['vType road-train'],
      ],
    });
  });
});

describe("import of SUMO's routes and flows", () => {
  const ROUND = crossingText({
    more: '<connection from="s-out" to="n-in#0" fromLane="0" toLane="0" dir="s" state="M"/>',
  })
    .replace('id="s" type="dead_end"', 'id="s" type="priority"')
    .replace('<edge id="n-in#0" from="n"', '<edge id="n-in#0" from="s"');

  it('Given a route to be repeated, then it is driven as often', () => {
    const routes = '<route id="r" edges="n-in#0 s-out" repeat="2"/><vehicle id="a" depart="0" route="r"/>';
    expect(imported(routes, {}, ROUND).traffic!.vehicles[0]!.route).toEqual(Array(3).fill(['n-in.0', 's-out']).flat());
  });

  it('Given numbers of the edges at which a vehicle departs and arrives, then it drives that part of its route', () => {
    const routes = '<vehicle id="a" depart="0" departEdge="1" arrivalEdge="1"><route edges="n-in#0 s-out"/></vehicle>';
    expect(imported(routes).traffic!.vehicles[0]!.route).toEqual(['s-out']);
    expect(faultsOf('<vehicle id="a" depart="0" departEdge="2"><route edges="n-in#0 s-out"/></vehicle>')).toEqual([
      'line 2, vehicle departEdge = 2: expected a number from 0 to 1',
    ]);
  });

  it('Given a number of vehicles drawn by chance, then the flow lasts as long as so many take on average, and that is listed', () => {
    const made = imported('<flow id="f" begin="0" number="30" probability="0.25" from="n-in#0" to="s-out"/>', { beginS: 0 });
    expect(made.traffic!.flows.map(({ vehPerHour, fromS, toS }) => [vehPerHour, fromS, toS])).toEqual([[900, 0, 120]]);
    expect(leftOut(made)['flows of a number drawn by chance: as long as so many take on average']).toBe(1);
  });

  it('Given routes drawn by chance by name, then those who drive them are left out, and those who name one of them drive it', () => {
    const made = imported(
      [
        '<routeDistribution id="d"><route id="r" edges="n-in#0 s-out" probability="1"/></routeDistribution>',
        '<vehicle id="a" depart="0" route="d"/>',
        '<vehicle id="b" depart="0" route="r"/>',
      ].join('\n'),
    );
    expect(made.traffic!.vehicles.map(({ id }) => id)).toEqual(['b']);
    expect(made.leftOut).toContainEqual({
      what: 'vehicles between zones or junctions, or with routes drawn by chance: left out',
      count: 1,
      places: ['line 3'],
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

describe('a SUMO demand that says something twice, or by chance', () => {
  it('Given routes, types, vehicles and flows of one id, then the later ones are named, with the line of the first', () => {
    const flow = '<flow id="f" begin="0" end="30" period="10" from="n-in#0" to="s-out"/>';
    const twice = ['<route id="r" edges="n-in#0 s-out"/>', '<vType id="t"/>', vehicle('0'), flow];
    expect(faultsOf([...twice, ...twice].join('\n'))).toEqual(
      ['route id = r', 'vType id = t', 'vehicle id = v0', 'flow id = f'].map(
        (what, i) => `line ${i + 6}, ${what}: stands on line ${i + 2} already: give each its own, or leave one out`,
      ),
    );
  });

  it('Given a vehicle named as one of a flow, then the flow is named, with the line of the vehicle', () => {
    const flow = '<flow id="f" begin="0" end="30" period="10" from="n-in#0" to="s-out"/>';
    expect(faultsOf(`${flow}\n<vehicle id="f.1" depart="0"><route edges="n-in#0 s-out"/></vehicle>`)).toEqual([
      'line 2, flow = f.1: a vehicle of this flow has the id of the one on line 3: rename one of the two',
    ]);
  });

  it('Given types drawn by chance, then that is the reason, and their types can be named', () => {
    const types =
      '<vTypeDistribution id="mix"><vType id="a" probability="0.5"/><vType id="b" probability="0.5"/></vTypeDistribution>';
    expect(faultsOf(`${types}\n${vehicle('0', 'type="mix"')}`)).toEqual([
      expect.stringMatching(/^line 3, type = mix: draws types by chance \(vTypeDistribution\), which is not imported/),
    ]);
    expect(imported(types + vehicle('0', 'type="b"')).traffic!.vehicles[0]!.type).toBe('b');
  });
});

describe('what was imported', () => {
  it('Given the vehicles, then all drive on links of the map', () => {
    const { map, traffic } = imported(vehicle('0'));
    const index = indexMap(map);
    for (const { route } of traffic!.vehicles) expect(index.findMovement(route[0]!, route[1]!)).toBeDefined();
  });
});
