import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IngestRefusal } from '../../src/evidence/event.ts';
import { checksumOf } from '../../src/ingest/nmea-sentence.ts';
import { PositionSources } from '../../src/ingest/position-sources.ts';
import type { Reading, TrackReader } from '../../src/ingest/reading.ts';
import { sourceSchema } from '../../src/ingest/source-schema.ts';
import { TRACK_FORMATS, type TrackFormat, trackReader } from '../../src/ingest/track-format.ts';
import { USUAL_MAPPING } from '../../src/ingest/track-mapping.ts';
import { mangled, mutated } from '../support/broken.ts';
import { heldMb } from '../support/heap.ts';

/** Reasons that a decoder of positions may give; the compiler refuses a word that is not of the closed list. */
const REASONS: readonly IngestRefusal[] = ['malformed', 'oversized', 'bad-checksum', 'no-fix', 'no-date', 'no-motion', 'late'];
const NOW_MS = 1_714_564_800_000;

const sentence = (body: string): string => `$${body}*${checksumOf(body)}`;
const SOUND: Readonly<Record<TrackFormat, string>> = {
  nmea: [0, 1, 2]
    .flatMap((s) => [
      sentence(`GNRMC,12000${s}.00,A,3010.2120,N,12015.8460,E,10.1,2.0,010524,,,A`),
      sentence(`GNGGA,12000${s}.00,3010.2120,N,12015.8460,E,1,12,0.8,10.0,M,0.0,M,,`),
      sentence('GNVTG,2.0,T,,M,10.1,N,18.7,K,A'),
    ])
    .join('\r\n'),
  gpx: `<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>${'<trkpt lat="30.17" lon="120.26"><time>2024-05-01T12:00:00Z</time><hdop>1</hdop><extensions><x:speed>5</x:speed></extensions></trkpt>'.repeat(3)}</trkseg></trk></gpx>`,
  csv: 'time,lat,lon,speed_mps,heading_deg\n2024-05-01T12:00:00Z,30.17,120.26,5,90\n2024-05-01T12:00:01Z,30.17,120.26,"5",90\n',
};
/** Broken messages as they were seen, or as somebody might send them. */
const CORPUS: Readonly<Record<TrackFormat, readonly string[]>> = {
  nmea: [
    '$*00',
    '$,*2C',
    sentence(''),
    sentence('GPRMC'),
    sentence('GPRMC,'),
    sentence(`GPRMC${','.repeat(100)}`),
    sentence('GPRMC,999999.999,A,9999.9999,N,99999.9999,E,1e5,NaN,999999,,,A'),
    sentence('GPRMC,120000,A,3010.2120,N,12015.8460,E,Infinity,2,010524,,,A'),
    sentence('GPGGA,120000,-3010.2120,N,12015.8460,E,1,12,,10.0,M,0.0,M,,'),
    '!AIVDM,1,1,,A,15M67F0000G?uf6E`4wb0?v008SW,0*5C',
    '\\s:r1,c:1714564800*5A\\$GPRMC,120000,A*00',
    `$GPRMC,120000,A,3010.2120,N*${'0'.repeat(200)}`,
    '\u0000'.repeat(500),
    '$GPRMC*\uFFFF',
  ],
  gpx: [
    '<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><gpx><trk><trkseg><trkpt lat="&b;" lon="1"/></trkseg></trk></gpx>',
    '<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx>&x;</gpx>',
    '<gpx><trkpt lat="1" lat="2" lon="3"><time>2024-05-01T12:00:00Z</time></trkpt></gpx>',
    '<gpx><trkpt lat="NaN" lon="1e999"><time>2024-05-01T12:00:00Z</time></trkpt></gpx>',
    '<gpx><trkpt lat="1" lon="1"><trkpt lat="2" lon="2"></trkpt><time>2024-05-01T12:00:00Z</time></trkpt></gpx>',
    '<gpx><trkpt __proto__="1" constructor="2"><time><time>x</time></time></trkpt></gpx>',
    '<gpx/><gpx/>',
    '<gpx><![CDATA[',
    '<gpx><!--',
    '\uFEFF<gpx></gpx>x',
  ],
  csv: [
    '"',
    'time,lat,lon\n"',
    'time,lat,lon\n""",,\n',
    'lat,lat,lat,time,lon\n1,2,3,2024-05-01T12:00:00Z,4\n',
    '__proto__,time,lat,lon\n1,2024-05-01T12:00:00Z,1,1\n',
    'time,lat,lon\n+275760-09-13T00:00:00Z,1,1\n',
    'time,lat,lon\n2024-05-01T12:00:00+99:99,1,1\n',
    'time,lat,lon\n2024-05-01T12:00:00Z,1e-400,1\n',
    `time,lat,lon\n${','.repeat(8000)}\n`,
  ],
};

function read(reader: TrackReader, text: string, pieces: readonly number[]): readonly Reading[] {
  const cuts = [...new Set(pieces.map((at) => at % (text.length + 1)))].sort((a, b) => a - b);
  const readings = [0, ...cuts].flatMap((from, i) => [...reader.push(text.slice(from, cuts[i] ?? text.length))]);
  return [...readings, ...reader.end()];
}

function expectSound(readings: readonly Reading[]): void {
  for (const reading of readings) {
    if (!reading.ok) {
      expect(REASONS).toContain(reading.reason);
      expect(reading.detail.length).toBeLessThanOrEqual(200);
      continue;
    }
    const { atMs, lat, lon, speedMps = 0, headingDeg = 0, accuracyM = 4 } = reading.sighting;
    expect(Number.isSafeInteger(atMs) && atMs >= 0).toBe(true);
    expect(Math.abs(lat) <= 90 && Math.abs(lon) <= 180).toBe(true);
    expect(speedMps >= 0 && headingDeg >= 0 && headingDeg <= 360 && accuracyM >= 0).toBe(true);
    expect([speedMps, accuracyM].every(Number.isFinite)).toBe(true);
  }
}

describe.each(TRACK_FORMATS)('a broken track, %s', (format) => {
  const reader = (): TrackReader => trackReader(format, USUAL_MAPPING, NOW_MS);

  test('the sound one is read', () => {
    expect(read(reader(), SOUND[format], []).filter(({ ok }) => ok).length).toBeGreaterThan(1);
  });

  test('gives sound positions and listed reasons, whatever was cut out, put in or repeated, and however it is cut into pieces', () => {
    const pieces = fc.array(fc.nat(), { maxLength: 5 });
    fc.assert(
      fc.property(fc.oneof(mangled(SOUND[format]), fc.string({ unit: 'binary', maxLength: 300 })), pieces, (text, cuts) => {
        expectSound(read(reader(), text, cuts));
      }),
      { numRuns: 1500 },
    );
  });

  test.each(CORPUS[format])('%j', (text) => {
    const readings = read(reader(), text, []);
    expectSound(readings);
  });

  test('holds no more of a line or element that never ends than it is allowed to', () => {
    for (const unit of ['x', ',', '"', '<a>', '<a b="', ' c="d"', '<!--', '$GPGGA', '&', '\u{1F691}']) {
      const endless = reader();
      const start = format === 'gpx' ? '<gpx><trkpt lat="1" lon="1"><time>' : format === 'csv' ? 'time,lat,lon\n' : '';
      endless.push(start);
      const beforeMb = heldMb();
      for (let i = 0; i < 300; i++) endless.push(unit.repeat(20_000));
      expect(heldMb() - beforeMb).toBeLessThan(5);
      expectSound(endless.end());
    }
  });
});

/** Checksums made right again, so that what stands between them is reached. */
const repaired = (text: string): string => text.replaceAll(/\$([^*\r\n]*)\*[^\r\n]*/g, (_, body: string) => sentence(body));

test('sentences with broken fields and right checksums', () => {
  fc.assert(
    fc.property(mangled(SOUND.nmea).map(repaired), (text) => {
      expectSound(read(trackReader('nmea', USUAL_MAPPING, undefined), text, []));
    }),
    { numRuns: 1500 },
  );
});

describe('broken messages on the topics of a centre', () => {
  const fields = {
    lat: 'pos.lat',
    lon: 'pos.lon',
    speed: { field: 'v', unit: 'km/h' },
    heading: 'dir',
    accuracy: { hdop: 'q.0' },
  };
  const sources = (unit: string): PositionSources =>
    new PositionSources([
      sourceSchema.parse({
        topic: 'gps/{vehicle}',
        payload: 'json',
        datum: 'gcj-02',
        fields: { ...fields, time: { field: 't', unit } },
      }),
      sourceSchema.parse({ topic: 'any', payload: 'json', vehicle: 'car.no', fields: { ...fields, time: { field: 't', unit } } }),
      sourceSchema.parse({ topic: 'nmea/+/{vehicle}', payload: 'nmea' }),
    ]);
  const message = { car: { no: 'A1' }, t: 1_714_564_800, pos: { lat: 30.17, lon: 120.26 }, v: 36, dir: 2, q: [0.8] };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const payloads = fc.oneof(
    mutated(message).map((value) => bytes(JSON.stringify(value) ?? '')),
    mangled(JSON.stringify(message)).map(bytes),
    mangled(SOUND.nmea).map(repaired).map(bytes),
    fc.uint8Array({ maxLength: 200 }),
  );
  const topics = fc.constantFrom('gps/A1', 'gps/', 'gps/A 1', 'any', 'nmea/x/A1', 'nmea/A1', '', '/', 'gps/__proto__');

  test('are fixes within reason or refusals of the list, never more than one each', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('s', 'ms', 'iso', 'ms-of-minute'),
        fc.array(fc.tuple(topics, payloads, fc.boolean()), { minLength: 1, maxLength: 6 }),
        (unit, messages) => {
          const read = sources(unit);
          for (const [i, [topic, payload, retained]] of messages.entries()) {
            for (const taken of read.read(topic, payload, retained, NOW_MS + 1000 * i) ?? []) {
              if (taken.ok) expectSound([{ ok: true, sighting: taken.fix }]);
              else expect(REASONS).toContain(taken.reason);
            }
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('of ever new made-up vehicles do not add up: the one heard longest ago is forgotten', () => {
    const read = sources('s');
    for (let i = 0; i < 10_000; i++) read.read(`gps/v${i}`, bytes(JSON.stringify(message)), false, NOW_MS);
    const beforeMb = heldMb();
    for (let i = 10_000; i < 30_000; i++) read.read(`gps/v${i}`, bytes(JSON.stringify(message)), false, NOW_MS);
    expect(heldMb() - beforeMb).toBeLessThan(2);
    const again = read.read('gps/v1', bytes(JSON.stringify({ ...message, t: message.t + 1, v: undefined })), false, NOW_MS);
    expect(again?.[0]).toMatchObject({ ok: false, reason: 'no-motion' });
  });

  test.each([
    ['[', 'malformed'],
    ['['.repeat(16_000), 'malformed'],
    ['{"t":'.repeat(3000), 'malformed'],
    ['\uFEFF{}', 'malformed'],
    ['null', 'malformed'],
    ['{"__proto__":{"t":1,"pos":{"lat":1,"lon":1}}}', 'malformed'],
    ['{"t":1e400}', 'malformed'],
    ['{"t":"1714564800","pos":{"lat":"0x1F","lon":1}}', 'malformed'],
    ['{"t":1714564800,"pos":{"lat":true,"lon":1}}', 'malformed'],
    ['{"t":1714564800,"pos":"here"}', 'no-fix'],
    [`{"t":"${'9'.repeat(15_000)}"}`, 'malformed'],
    [' '.repeat(20_000), 'oversized'],
  ])('%.40s is %s', (text, reason) => {
    const [taken] = sources('s').read('gps/A1', bytes(text), false, NOW_MS) ?? [];
    expect(taken).toMatchObject({ ok: false, reason });
  });
});
