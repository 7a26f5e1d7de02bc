import { beforeAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import type { CityMessage } from '../../src/city/city.ts';
import { CityRun, type CitySetup } from '../../src/city/city-run.ts';
import { distanceM, pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario, ScenarioFault } from '../../src/scenario/scenario.ts';
import type { JunctionCommand } from '../../src/signal/command.ts';

const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);
const START_MS = Date.parse(scenario.start);

function cityOf(change: Partial<Scenario> = {}, setup: Partial<CitySetup> = {}): CityRun {
  return new CityRun({ scenario: { ...scenario, ...change }, index, seed: 7, ...setup });
}

/** Light demand: these tests are about the city around the traffic. */
const quiet: Partial<Scenario> = { demand: { ...scenario.demand, flows: [] } };

function runUntil(city: CityRun, timeS: number): readonly CityMessage[] {
  const messages: CityMessage[] = [];
  while (city.timeS < timeS) messages.push(...city.advance());
  return messages;
}

function serve(city: CityRun, sequence: number, stage = 'C', leaseS = 10): JunctionCommand {
  const wish = { kind: 'serve', stage, leaseUntilMs: city.nowMs + leaseS * 1000 } as const;
  return { junction: 'Q2', command: `c${sequence}`, sequence, request: 'r1', issuedAtMs: city.nowMs, wish };
}

function statesOf(messages: readonly CityMessage[], junction: string) {
  return messages.flatMap((message) =>
    message.kind === 'junction' && message.state.junction === junction ? [message.state] : [],
  );
}

function confirmationsOf(messages: readonly CityMessage[]) {
  return messages.flatMap((message) => (message.kind === 'confirmation' ? [message.confirmation] : []));
}

describe('a city without a controller', () => {
  let city: CityRun;
  let messages: readonly CityMessage[];
  beforeAll(() => {
    city = cityOf();
    messages = runUntil(city, 500);
  });

  it('says nothing until a minute before the first departure, then every junction once a second', () => {
    const departS = city.departures[0]!.departS;
    expect(city.reportsFromS).toBe(Math.floor(departS) - 60);
    for (const junction of ['Q1', 'Q2', 'Q3']) {
      const times = statesOf(messages, junction).map(({ atMs }) => (atMs - START_MS) / 1000);
      expect(times).toEqual(Array.from({ length: 500 - city.reportsFromS + 1 }, (_, i) => city.reportsFromS + i));
    }
  });

  it('counts every lane of every approach, and somewhere finds a queue at red', () => {
    const states = statesOf(messages, 'Q2');
    const lanes = index.linksInto('Q2').flatMap((link) => link.lanes.map((_, lane) => `${link.id} ${lane}`));
    expect(states[0]!.lanes.map(({ link, lane }) => `${link} ${lane}`)).toEqual(lanes);
    expect(Math.max(...states.flatMap((state) => state.lanes.map(({ queueVeh }) => queueVeh)))).toBeGreaterThan(2);
    for (const { queueVeh, vehicles } of states.flatMap((state) => state.lanes)) expect(queueVeh).toBeLessThanOrEqual(vehicles);
  });

  it('sends the order once, in the second of departure, and the first fix with it', () => {
    const orders = messages.flatMap((message) => (message.kind === 'order' ? [message.order] : []));
    const fixes = messages.flatMap((message) => (message.kind === 'fix' ? [message.fix] : []));
    const atMs = START_MS + Math.ceil(city.departures[0]!.departS) * 1000;
    expect(orders).toEqual([
      { kind: 'open', mission: 'M1', vehicle: 'AMB-1', atMs, destination: 'NORTH', urgency: 'life-threat' },
    ]);
    expect(fixes[0]!.atMs).toBe(atMs);
  });

  it('keeps every rule of safe transition, and stays in its programmes', () => {
    expect(city.violations()).toEqual([]);
    expect(city.inProgramme()).toBe(true);
  });

  it('is the same again with the same seed, and another with another', () => {
    expect(runUntil(cityOf(), 500)).toEqual(messages);
    expect(runUntil(cityOf({}, { seed: 8 }), 500)).not.toEqual(messages);
  });

  it('says nothing any more once it is told that nobody listens, and goes on', () => {
    const hushed = cityOf(quiet);
    expect(runUntil(hushed, 400).length).toBeGreaterThan(0);
    hushed.hush();
    expect(runUntil(hushed, 420)).toEqual([]);
    expect(hushed.timeS).toBe(420);
  });

  it('can be played at another time of day: then its messages carry that time', () => {
    const startMs = Date.parse('2024-02-29T12:00:00Z');
    const later = runUntil(cityOf(quiet, { startMs }), 200);
    expect(statesOf(later, 'Q1').at(-1)!.atMs).toBe(startMs + 200_000);
  });
});

describe('the GPS receiver', () => {
  it('reports once a second until shortly after arrival, about sigma away from where the ambulance is', () => {
    const city = cityOf(quiet);
    const errors: number[] = [];
    let fixes = 0;
    while (city.timeS < 600) {
      for (const message of city.advance()) {
        if (message.kind !== 'fix') continue;
        fixes++;
        const state = city.emergencies()[0]!;
        const link = index.link(city.departures[0]!.route[state.routeIndex]!);
        if (state.phase !== 'driving' || state.positionM > link.lengthM) continue;
        errors.push(distanceM(pointOnLink(index, link.id, state.positionM), message.fix));
      }
    }
    const arrived = city.emergencies()[0]!;
    expect(arrived.phase).toBe('arrived');
    expect(fixes).toBe(Math.floor(arrived.arrivedS + 5) - Math.ceil(city.departures[0]!.departS) + 1);
    const meanSquare = errors.reduce((sum, e) => sum + e * e, 0) / errors.length;
    // Two axes of 5 m: root mean square 7.07 m; a run of 60 fixes or more keeps within a fifth of it.
    expect(Math.sqrt(meanSquare)).toBeGreaterThan(5.6);
    expect(Math.sqrt(meanSquare)).toBeLessThan(8.5);
  });

  it('draws the same noise whatever the signals do', () => {
    const fixesOf = (city: CityRun): number[] =>
      runUntil(city, city.reportsFromS + 90).flatMap((m) => (m.kind === 'fix' ? [m.fix.headingDeg] : []));
    const undisturbed = fixesOf(cityOf(quiet));
    const commanded = cityOf(quiet);
    runUntil(commanded, commanded.reportsFromS);
    commanded.receive([serve(commanded, 1)]);
    expect(fixesOf(commanded)).toEqual(undisturbed);
  });
});

describe('a command to the city', () => {
  it('takes effect in the next second, is confirmed in it, and ends with its lease; then the junction returns by itself', () => {
    const city = cityOf(quiet);
    runUntil(city, 200);
    city.receive([serve(city, 1)]);
    const first = city.advance();
    expect(confirmationsOf(first)).toMatchObject([{ junction: 'Q2', command: 'c1', outcome: 'accepted' }]);
    expect(statesOf(first, 'Q2')[0]).toMatchObject({ mode: 'priority', command: 'c1' });
    const later = runUntil(city, 400);
    expect(confirmationsOf(later).at(-1)).toMatchObject({ command: 'c1', outcome: 'expired' });
    expect(statesOf(later, 'Q2').at(-1)).toMatchObject({ mode: 'programme' });
    expect(city.inProgramme()).toBe(true);
    expect(city.violations()).toEqual([]);
  });
});

describe('between the seconds', () => {
  it('every change of a lamp is told at its instant to whoever asks, and nothing else', () => {
    const shown: string[] = [];
    const told: string[] = [];
    let before = '';
    const city = cityOf(quiet, {
      onStep: (run) => {
        const lamps = map.junctions[1]!.groups.map(({ id }) => run.lamp('Q2', id)).join(' ');
        const atS = run.timeS - scenario.stepS;
        if (before !== '' && atS >= run.reportsFromS && lamps !== before) shown.push(`${atS} ${lamps}`);
        before = lamps;
      },
    });
    runUntil(city, city.reportsFromS);
    while (city.timeS < 500) {
      if (city.timeS === 400) city.receive([serve(city, 1, 'C', 15)]);
      city.advance((state) => {
        if (state.junction !== 'Q2') return;
        told.push(`${(state.atMs - START_MS) / 1000} ${state.groups.map(({ lamp }) => lamp).join(' ')}`);
      });
    }
    expect(shown.length).toBeGreaterThan(20);
    expect(told).toEqual(shown);
  });
});

describe('the faults of a scenario', () => {
  const withFaults = (...faults: ScenarioFault[]): CityRun => cityOf({ ...quiet, faults });

  it('a silent junction is not heard from and hears nothing', () => {
    const city = withFaults({ kind: 'junction-silent', junction: 'Q2', fromS: 200, toS: 220 });
    runUntil(city, 200);
    city.receive([serve(city, 1)]);
    const silent = runUntil(city, 219);
    expect(statesOf(silent, 'Q2')).toEqual([]);
    expect(statesOf(silent, 'Q1')).toHaveLength(19);
    const after = runUntil(city, 230);
    expect(confirmationsOf(after)).toEqual([]);
    expect(statesOf(after, 'Q2').map(({ mode }) => mode)).toEqual(Array(11).fill('programme'));
  });

  it('a junction in fault says so and rejects commands, and comes back afterwards', () => {
    const city = withFaults({ kind: 'junction-fault', junction: 'Q2', fromS: 200, toS: 220 });
    runUntil(city, 205);
    city.receive([serve(city, 1)]);
    const during = runUntil(city, 220);
    expect(confirmationsOf(during)).toMatchObject([{ outcome: 'rejected', reason: 'junction-fault' }]);
    expect(statesOf(during, 'Q2').every(({ mode }) => mode === 'fault')).toBe(true);
    expect(statesOf(runUntil(city, 420), 'Q2').at(-1)!.mode).toBe('programme');
  });

  it('lost commands never arrive', () => {
    const city = withFaults({ kind: 'command-loss', probability: 1, fromS: 200, toS: 220 });
    runUntil(city, 200);
    city.receive([serve(city, 1)]);
    expect(confirmationsOf(runUntil(city, 215))).toEqual([]);
  });

  it('a GPS dropout silences the vehicle for its time only', () => {
    const departS = cityOf(quiet).departures[0]!.departS;
    const fromS = Math.ceil(departS) + 10;
    const city = withFaults({ kind: 'gps-dropout', vehicle: 'AMB-1', fromS, toS: fromS + 5 });
    const times = runUntil(city, fromS + 8).flatMap((m) => (m.kind === 'fix' ? [(m.fix.atMs - START_MS) / 1000 - fromS] : []));
    expect(times).toEqual([-10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 5, 6, 7, 8]);
  });
});
