import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ByteFile } from '../../src/adapters/files/byte-file.ts';
import { openRecording } from '../../src/adapters/files/recording-file.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { exportHeld } from '../../src/cli/recording.ts';
import { exportRecording, recordingFiles } from '../../src/cli/recording-export.ts';
import { recorderOf } from '../../src/cli/simulate-recording.ts';
import { RECORDING_FORMAT, type RecordingHeader } from '../../src/recording/header.ts';
import type { Recorder } from '../../src/recording/recorder.ts';
import { TripinfoWriter } from '../../src/recording/tripinfo.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Lamp } from '../../src/signal/lamp.ts';
import type { Trip } from '../../src/simulator/simulator.ts';

const { scenario: quick, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);
const END_S = 420;
const ROUTE = ['SOUTH-Q1', 'Q1-Q2', 'Q2-Q3', 'Q3-NORTH'];
/** One vehicle has a name that XML cannot hold as it is, and is of a kind of its own. */
const scenario = {
  ...quick,
  endS: END_S,
  demand: {
    ...quick.demand,
    vehicleTypes: { bus: { lengthM: 12, jamGapM: 2.5, accelerationMps2: 1.2, speedFactor: { mean: 0.9, sd: 0 } } },
    listed: [{ id: '<bus "7" & co>', departS: 30, route: ROUTE, type: 'bus', entry: 'from-rest' as const }],
  },
};

function headerOf(): RecordingHeader {
  const run = {
    endS: END_S,
    version: '0',
    scenario: 'quick-3',
    map: 'quick-3',
    mapSha256: '',
    arm: 'none',
    seed: 1,
    start: scenario.start,
  };
  return { format: RECORDING_FORMAT, ...run, links: map.links.map(({ id }) => id), heads: [], types: ['car'] };
}

interface Seen {
  readonly vehicle: string;
  readonly link: string;
  readonly lane: number;
  readonly positionM: number;
  readonly speedMps: number;
}

const folder = mkdtempSync(join(tmpdir(), 'clearway-recording-'));
const files = recordingFiles(join(folder, 'none-1'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What truly happened, besides the recording of it. */
const places: Seen[][] = [];
const trips: Trip[] = [];
const lampsAt = new Map<string, Lamp>();
let city: CityRun;
let vehicleSeconds = 0;

function nameOf(number: number): string {
  const plan = city.vehicles[number];
  return plan === undefined ? city.departures[number - city.vehicles.length]!.vehicle : (plan.id ?? `v${number}`);
}

function watchStep(): void {
  for (const { id, groups } of map.junctions) {
    for (const group of groups) lampsAt.set(`${city.timeS - scenario.stepS} ${id} ${group.id}`, city.lamp(id, group.id));
  }
}

beforeAll(() => {
  let recorder: Recorder | undefined;
  city = new CityRun({
    scenario,
    index,
    seed: 1,
    onStep: (run) => {
      recorder?.step(run);
      watchStep();
    },
    onTrip: (trip) => {
      recorder?.trip(trip);
      trips.push(trip);
    },
  });
  const file = new ByteFile(files.recording, 'numbers');
  recorder = recorderOf(city, index, { scenario, arm: 'none', seed: 1 }, file);
  for (let second = 1; second <= END_S; second++) {
    city.advance();
    recorder.second(city);
    const seen: Seen[] = [];
    city.visit(({ id, link, lane, positionM, speedMps }) => {
      seen.push({ vehicle: nameOf(id), link: map.links[link]!.id, lane, positionM, speedMps });
    });
    places.push(seen);
    vehicleSeconds += seen.length;
  }
  file.close();
});

describe('the recording of a run', () => {
  it('holds every vehicle in every second, to the centimetre', async () => {
    const { header, seconds } = await openRecording(files.recording);
    let second = 0;
    for await (const recorded of seconds) {
      expect(recorded.second).toBe(++second);
      const truly = new Map(places[second - 1]!.map((seen) => [seen.vehicle, seen]));
      expect(recorded.inside.map(({ vehicle }) => vehicle.id).sort()).toEqual([...truly.keys()].sort());
      for (const { vehicle, link, lane, positionCm, speedCmps } of recorded.inside) {
        const seen = truly.get(vehicle.id)!;
        expect([header.links[link], lane]).toEqual([seen.link, seen.lane]);
        expect(positionCm).toBe(Math.round(seen.positionM * 100));
        expect(speedCmps).toBe(Math.round(seen.speedMps * 100));
      }
    }
    expect(second).toBe(END_S);
    expect(vehicleSeconds).toBeGreaterThan(20_000);
  });

  it('holds what every lamp showed in every step', async () => {
    const { header, seconds } = await openRecording(files.recording);
    const changes = new Map<string, { readonly atS: number; readonly lamp: Lamp }[]>();
    for await (const { lamps } of seconds) {
      for (const { atS, head, lamp } of lamps) {
        const key = header.heads[head]!.join(' ');
        changes.set(key, [...(changes.get(key) ?? []), { atS, lamp }]);
      }
    }
    expect(lampsAt.size).toBeGreaterThan(10_000);
    for (const [key, lamp] of lampsAt) {
      const [atS = '', ...head] = key.split(' ');
      const shown = changes.get(head.join(' '))?.findLast((change) => change.atS <= Number(atS))?.lamp;
      expect(shown, key).toBe(lamp);
    }
  });

  it('holds every trip that ended, with the names of the vehicle and of its kind', async () => {
    const { header, seconds } = await openRecording(files.recording);
    const recorded = [];
    for await (const { trips } of seconds) recorded.push(...trips);
    expect(recorded.map(({ vehicle }) => vehicle.id)).toEqual(trips.map(({ vehicle }) => nameOf(vehicle)));
    for (const [i, trip] of trips.entries()) {
      const { vehicle: _, ...figures } = trip;
      for (const [name, value] of Object.entries(figures)) {
        expect(Math.abs(Number(Object.entries(recorded[i]!).find(([key]) => key === name)?.[1]) - value)).toBeLessThan(0.01);
      }
    }
    const bus = recorded.find(({ vehicle }) => vehicle.id.startsWith('<bus'))!.vehicle;
    expect(header.types[bus.type]).toBe('bus');
  });

  it('takes less than two bytes per vehicle and second', () => {
    expect(statSync(files.recording).size / vehicleSeconds).toBeLessThan(2);
  });

  it('given a file cut off by a kill, then it reads well up to there', async () => {
    const cut = join(folder, 'cut.rec.gz');
    const bytes = readFileSync(files.recording);
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    const { seconds } = await openRecording(cut);
    let last = 0;
    for await (const { second } of seconds) last = second;
    expect(last).toBeGreaterThan(50);
    expect(last).toBeLessThan(END_S);
  });

  it('given a file that is none, then it is said', async () => {
    const none = join(folder, 'none.rec.gz');
    writeFileSync(none, 'text');
    await expect(openRecording(none)).rejects.toThrow(/none\.rec\.gz[\s\S]*cannot be read/);
    await expect(openRecording(join(folder, 'nowhere.rec.gz'))).rejects.toThrow(/there is no such file/);
  });
});

describe("SUMO's formats of a recording", () => {
  beforeAll(() => exportRecording(files, map));
  const attributes = (element: string): Record<string, string> =>
    Object.fromEntries([...element.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

  it('fcd: each vehicle where it was, on its lane, with longitude and latitude', () => {
    const text = gunzipSync(readFileSync(files.fcd)).toString();
    const steps = text.split('<timestep ').slice(1);
    expect(steps).toHaveLength(END_S);
    const [step, truly] = [steps[299]!, places[299]!];
    expect(step).toMatch(/^time="300\.00"/);
    const vehicles = [...step.matchAll(/<vehicle [^\n]*\/>/g)].map(([element]) => attributes(element));
    expect(vehicles).toHaveLength(truly.length);
    for (const seen of truly.filter(({ vehicle }) => /^v\d/.test(vehicle))) {
      const shown = vehicles.find(({ id }) => id === seen.vehicle)!;
      const onLinkM = Math.min(seen.positionM, index.link(seen.link).lengthM);
      const { lat, lon, headingDeg } = pointOnLink(index, seen.link, onLinkM);
      expect(shown).toMatchObject({ type: 'car', lane: `${seen.link}_${seen.lane}`, slope: '0.00' });
      expect(Number(shown.pos)).toBeCloseTo(onLinkM, 1);
      expect(Number(shown.speed)).toBeCloseTo(seen.speedMps, 1);
      expect(Number(shown.x)).toBeCloseTo(lon, 5);
      expect(Number(shown.y)).toBeCloseTo(lat, 5);
      expect(Number(shown.angle)).toBeCloseTo(headingDeg, 1);
    }
    expect(text).toContain('id="&lt;bus &quot;7&quot; &amp; co&gt;"');
  });

  it('tripinfo: durations, delays and waiting as SUMO counts them', () => {
    const text = readFileSync(files.tripinfo, 'utf8');
    const elements = [...text.matchAll(/<tripinfo [^\n]*\/>/g)].map(([element]) => attributes(element));
    expect(elements).toHaveLength(trips.length);
    for (const [i, trip] of trips.entries()) {
      const element = elements[i]!;
      expect(Number(element.departDelay)).toBeCloseTo(trip.enteredS - trip.departS, 1);
      expect(Number(element.duration)).toBeCloseTo(trip.arrivedS - trip.enteredS, 1);
      expect(Number(element.depart) + Number(element.duration)).toBeCloseTo(Number(element.arrival), 1);
      expect(Number(element.waitingTime)).toBeCloseTo(trip.standingS, 1);
      expect(Number(element.routeLength)).toBeCloseTo(trip.lengthM, 1);
      expect(Number(element.departPos)).toBeCloseTo(trip.enterM, 1);
      expect(element.rerouteNo).toBe(String(trip.reroutes));
    }
    const { departLane, departPos, routeLength, arrivalLane, arrivalPos } = elements.find(({ vType }) => vType === 'bus')!;
    expect(departLane).toMatch(/^SOUTH-Q1_\d$/);
    expect(arrivalLane).toMatch(/^Q3-NORTH_\d$/);
    expect(Number(arrivalPos)).toBeCloseTo(index.link('Q3-NORTH').lengthM);
    // The bus of 12 m starts from rest, wholly on its first link.
    expect(departPos).toBe('12.00');
    const nodesM = ROUTE.slice(1).map((to, i) => index.findMovement(ROUTE[i]!, to)!.lengthM);
    const wayM = [...ROUTE.map((link) => index.link(link).lengthM), ...nodesM].reduce((sum, m) => sum + m, 0);
    expect(Number(routeLength)).toBeCloseTo(wayM - 12, 1);
  });

  it('tripinfo: one who missed turns leaves where it did, not where its route ends', () => {
    const vehicle = { id: 'lost', type: 0, speedFactor: 1, firstLink: 0, lastLink: 1 };
    const ends = { enterMps: 0, enterM: 0, enterLane: 0, leaveLink: 2, leaveLane: 1, leaveMps: 9 };
    const trip = { vehicle, departS: 0, enteredS: 0, arrivedS: 60, lengthM: 500, standingS: 0, stops: 0, lossS: 0, reroutes: 2 };
    let text = '';
    const writer = new TripinfoWriter({ write: (bytes) => (text += new TextDecoder().decode(bytes)) }, headerOf(), map);
    writer.second({ second: 60, lamps: [], trips: [{ ...trip, ...ends }], inside: [] });
    expect(attributes(text)).toMatchObject({ rerouteNo: '2', arrivalLane: `${map.links[2]!.id}_1` });
    expect(Number(attributes(text).arrivalPos)).toBeCloseTo(map.links[2]!.lengthM, 1);
  });

  it('given a recording cut off by a kill, then they hold what there is, and the command says where it ends and fails', async () => {
    const cut = { ...recordingFiles(join(folder, 'cut-1')), recording: join(folder, 'cut-1.rec.gz') };
    const bytes = readFileSync(files.recording);
    writeFileSync(cut.recording, bytes.subarray(0, bytes.length / 2));
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const code = await exportHeld(cut, map);
    const said = stderr.mock.calls.join('');
    vi.restoreAllMocks();
    expect(code).toBe(1);
    const [, lastS = ''] = /cut-1\.rec\.gz: ends after second (\d+) of 420: it was cut off there/.exec(said) ?? [];
    const steps = gunzipSync(readFileSync(cut.fcd))
      .toString()
      .match(/<timestep time="[\d.]+"/g)!;
    expect(steps.at(-1)).toBe(`<timestep time="${lastS}.00"`);
    expect(readFileSync(cut.tripinfo, 'utf8')).toMatch(/<\/tripinfos>\n$/);
    expect(await exportRecording(files, map)).toEqual({ toS: END_S, endS: END_S });
  });

  it('given a recording with a byte changed, then it is said after which second, and no file is left half made', async () => {
    const spoilt = { ...recordingFiles(join(folder, 'spoilt-1')), recording: join(folder, 'spoilt-1.rec.gz') };
    const bytes = readFileSync(files.recording);
    bytes[Math.floor(bytes.length * 0.9)]! ^= 0xff;
    writeFileSync(spoilt.recording, bytes);
    await expect(exportRecording(spoilt, map)).rejects.toThrow(/spoilt-1\.rec\.gz[\s\S]*is damaged after second \d+: /);
    expect(readdirSync(folder).filter((name) => name.startsWith('spoilt-1'))).toEqual(['spoilt-1.rec.gz']);
  });

  it('given another map than that of the run, then nothing is written and it is said', async () => {
    const other = { ...map, links: map.links.map((link) => ({ ...link, lengthM: link.lengthM + 1 })) };
    await expect(exportRecording(files, other)).rejects.toThrow(/is of another map, "quick-3"/);
  });
});
