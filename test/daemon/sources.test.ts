import { afterEach, describe, expect, test } from 'vitest';
import { encode } from '../../src/contract/codec.ts';
import { junctionStateCodec } from '../../src/contract/junction-state.ts';
import { missionOrderCodec } from '../../src/contract/mission-order.ts';
import { decodeServeConfig } from '../../src/daemon/serve-config.ts';
import { checksumOf } from '../../src/ingest/nmea-sentence.ts';
import { wgs84ToGcj02 } from '../../src/location/datum.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { CITY, index, Live } from './live.ts';

const { sources } = decodeServeConfig('serve.yaml', {
  format: 'clearway-serve/1',
  city: CITY,
  map: 'm.json',
  logFolder: 'logs',
  broker: { url: 'mqtt://localhost:1883' },
  sources: [
    {
      topic: 'dispatch/120/gps',
      payload: 'json',
      datum: 'gcj-02',
      vehicle: 'car.no',
      names: { 浙A·0120: 'A1' },
      fields: {
        lat: 'pos.y',
        lon: 'pos.x',
        time: { field: 'ts', unit: 's' },
        speed: { field: 'v', unit: 'km/h' },
        heading: 'dir',
        accuracy: { hdop: 'hdop' },
      },
    },
    { topic: 'routers/{vehicle}/nmea', payload: 'nmea' },
  ],
});
const there = pointOnLink(index, 'SOUTH-Q1', 30);
const headingDeg = (there.headingDeg + 360) % 360;

let live: Live | undefined;
afterEach(async () => {
  await live?.stopDaemon();
  await live?.stop();
  live = undefined;
});

/** A daemon that reads both sources, with a mission for A1 and a junction that can be asked. */
async function started(): Promise<Live> {
  live = new Live(undefined, sources);
  await live.start();
  const atMs = Date.now();
  const groups = index.junction('Q1').groups.map(({ id }) => ({ group: id, lamp: 'red' as const, sinceMs: atMs - 9000 }));
  const order = { kind: 'open', mission: 'M1', vehicle: 'A1', atMs, destination: 'NORTH', urgency: 'life-threat' } as const;
  await live.say(encode(missionOrderCodec, CITY, order));
  await live.say(encode(junctionStateCodec, CITY, { junction: 'Q1', atMs, mode: 'programme', groups, lanes: [] }));
  return live;
}

const fixesOf = (at: Live): readonly PositionFix[] => at.inputs.flatMap((input) => (input.kind === 'fix' ? [input.fix] : []));
const isAskedForGreen = (at: Live): boolean =>
  at.heard.some(({ topic, payload }) => topic.endsWith('Q1/command') && (payload.wish as { kind?: unknown }).kind === 'serve');

describe("positions on topics of a centre's own", () => {
  test('a JSON message with its own names, units and GCJ-02 opens the green of its vehicle', async () => {
    const at = await started();
    const gcj = wgs84ToGcj02(there);
    const message = {
      car: { no: '浙A·0120' },
      ts: Math.floor(Date.now() / 1000),
      pos: { x: gcj.lon, y: gcj.lat },
      v: '36',
      dir: headingDeg,
      hdop: 2,
    };
    await at.say({ topic: 'dispatch/120/gps', payload: JSON.stringify(message) });
    await at.until(() => isAskedForGreen(at));
    const [fix] = fixesOf(at);
    expect(fix).toMatchObject({ vehicle: 'A1', atMs: message.ts * 1000, speedMps: 10, headingDeg, accuracyM: 5 });
    expect(fix?.lat).toBeCloseTo(there.lat, 9);
    expect(fix?.lon).toBeCloseTo(there.lon, 9);
  });

  test('the sentences of a router, one a message, open the green of their vehicle', async () => {
    const at = await started();
    for (const line of [...epoch(Date.now() - 1000), ...epoch(Date.now())]) {
      await at.say({ topic: 'routers/A1/nmea', payload: line });
    }
    await at.until(() => isAskedForGreen(at));
    expect(fixesOf(at)[0]?.lat).toBeCloseTo(there.lat, 6);
    expect(fixesOf(at)[0]?.speedMps).toBeCloseTo(10, 1);
  });

  test('what cannot be read is refused with its reason, topic and vehicle, and counted like everything else', async () => {
    const at = await started();
    const said: readonly (readonly [string, string])[] = [
      ['dispatch/120/gps', '{'],
      ['dispatch/120/gps', '{"car":{}}'],
      ['dispatch/120/gps', '{"car":{"no":"A 1"}}'],
      ['dispatch/120/gps', '{"car":{"no":"A1"},"ts":1,"pos":{"x":120}}'],
      ['dispatch/120/gps', JSON.stringify({ car: { no: 'A1' }, ts: 1, pos: { x: 120, y: 'north' } })],
      ['dispatch/120/gps', 'x'.repeat(20_000)],
      ['routers/A1/nmea', '$GPRMC,120000,A,3010.2120,N,12015.8460,E,10,2,010524,,'],
      ['routers/A1/nmea', sentence('GPGGA,120000,,,,,0,00,,,M,,M,,')],
      ['routers/A1/nmea', sentence('GPGGA,120001,,,,,0,00,,,M,,M,,')],
    ];
    for (const [topic, payload] of said) await at.say({ topic, payload });
    await at.until(() => at.inputs.filter(({ kind }) => kind === 'turned-away').length === said.length);
    expect(at.session.refusals).toEqual({
      'ingest:malformed': 4,
      'ingest:no-fix': 3,
      'ingest:oversized': 1,
      'ingest:bad-checksum': 1,
    });
    const last = at.inputs.filter((input) => input.kind === 'turned-away').at(-1);
    expect(last).toMatchObject({ subject: { topic: 'routers/A1/nmea', vehicle: 'A1' } });
  });

  test('a stored position is not acted on', async () => {
    const at = await started();
    await at.stopDaemon();
    await at.say({ topic: 'routers/A1/nmea', payload: epoch(Date.now()).join('\r\n'), retain: true });
    await at.startDaemon();
    await at.until(() => at.session.refusals['ingest:late'] === 1);
  });
});

function sentence(body: string): string {
  return `$${body}*${checksumOf(body)}`;
}

/** RMC and GGA of the place at a time. */
function epoch(atMs: number): readonly string[] {
  const [date = '', time = ''] = new Date(atMs).toISOString().split('T');
  const clock = time.slice(0, 11).replaceAll(':', '');
  const day = date.slice(2).split('-').reverse().join('');
  const place = `${minutes(there.lat, 2)},N,${minutes(there.lon, 3)},E`;
  const knots = (10 / 0.514444).toFixed(2);
  return [
    sentence(`GNRMC,${clock},A,${place},${knots},${headingDeg.toFixed(1)},${day},,,A`),
    sentence(`GNGGA,${clock},${place},1,12,0.8,10.0,M,0.0,M,,`),
  ];
}

function minutes(degrees: number, width: number): string {
  const whole = Math.floor(degrees);
  return `${String(whole).padStart(width, '0')}${((degrees - whole) * 60).toFixed(6).padStart(9, '0')}`;
}
