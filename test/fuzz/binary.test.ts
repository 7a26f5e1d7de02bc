import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ByteFile } from '../../src/adapters/files/byte-file.ts';
import { openLog } from '../../src/adapters/files/log-file.ts';
import { openRecording } from '../../src/adapters/files/recording-file.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { recorderOf } from '../../src/cli/simulate-recording.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { importOsm } from '../../src/roadnet/import/osm.ts';
import { osmPbfReader } from '../../src/roadnet/import/osm-pbf.ts';
import { osmXmlReader } from '../../src/roadnet/import/osm-xml.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { logLines, recordedDrive } from '../journal/recorded-drive.ts';
import { mangled, mangledBytes, succeedsOrSaysWhy } from '../support/broken.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-fuzz-'));
const file = join(folder, 'broken');
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file to its end; InputFaults are an answer, anything else is not. */
async function readsOrSaysWhy(bytes: Uint8Array, read: (path: string) => Promise<AsyncIterable<unknown>>): Promise<number> {
  writeFileSync(file, bytes);
  let pieces = 0;
  try {
    for await (const _ of await read(file)) pieces += 1;
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
  }
  return pieces;
}

describe('a broken recording', () => {
  const path = join(folder, 'recording');
  let unpacked: Uint8Array = new Uint8Array();
  beforeAll(() => {
    const { scenario, map } = loadScenario(fromRoot('scenarios/quick-3.yaml'));
    const index = indexMap(map);
    const run = new CityRun({ scenario, index, seed: 1 });
    const out = new ByteFile(path, 'numbers');
    const recorder = recorderOf(run, index, { scenario, arm: 'none', seed: 1 }, out);
    for (let second = 1; second <= 30; second++) {
      run.advance();
      recorder.second(run);
    }
    out.close();
    unpacked = gunzipSync(readFileSync(path));
  });
  const seconds = async (at: string): Promise<AsyncIterable<unknown>> => (await openRecording(at)).seconds;

  test('is read as far as it is whole, or refused', async () => {
    expect(await readsOrSaysWhy(readFileSync(path), seconds)).toBe(30);
    await fc.assert(
      fc.asyncProperty(mangledBytes(unpacked), async (bytes) => {
        await readsOrSaysWhy(gzipSync(bytes, { level: 1 }), seconds);
      }),
      { numRuns: 300 },
    );
  });

  test('packed, and broken after it was packed', async () => {
    await fc.assert(
      fc.asyncProperty(mangledBytes(readFileSync(path)), async (bytes) => {
        await readsOrSaysWhy(bytes, seconds);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a broken event log', () => {
  const { lines } = logLines(recordedDrive());
  const text = `${lines.slice(0, 40).join('\n')}\n`;
  const records = async (at: string): Promise<AsyncIterable<unknown>> => (await openLog(at)).records;

  test('is read up to its first broken line, and that line is told', async () => {
    expect(await readsOrSaysWhy(gzipSync(text), records)).toBe(39);
    await fc.assert(
      fc.asyncProperty(mangled(text), async (broken) => {
        expect(await readsOrSaysWhy(gzipSync(broken, { level: 1 }), records)).toBeLessThanOrEqual(39);
      }),
      { numRuns: 300 },
    );
  });
});

const OSM = `<osm version="0.6">${[0, 1, 2, 3, 4]
  .map(
    (i) =>
      `<node id="${i + 1}" lat="${45 + 0.002 * (i % 3)}" lon="${9 + 0.002 * Math.floor(i / 2)}">${i === 2 ? '<tag k="highway" v="traffic_signals"/>' : ''}</node>`,
  )
  .join('')}
<way id="1"><nd ref="1"/><nd ref="3"/><nd ref="5"/><tag k="highway" v="primary"/><tag k="lanes" v="4"/><tag k="maxspeed" v="50"/></way>
<way id="2"><nd ref="2"/><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/><tag k="oneway" v="no"/></way>
<way id="3"><nd ref="1"/><nd ref="2"/><nd ref="5"/><nd ref="4"/><tag k="highway" v="tertiary"/></way>
<relation id="1"><member type="way" ref="1" role="from"/><member type="node" ref="3" role="via"/><member type="way" ref="2" role="to"/>
<tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation></osm>`;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('broken OpenStreetMap data', () => {
  test('as XML', () => {
    const read = (text: string): unknown =>
      importOsm(
        'town.osm',
        osmXmlReader('town.osm', () => [bytesOf(text)]),
        'town',
      );
    expect(read(OSM)).toHaveProperty('map');
    fc.assert(
      fc.property(mangled(OSM), (text) => succeedsOrSaysWhy(() => read(text))),
      { numRuns: 500 },
    );
  });

  describeWith([{ path: '../shared/data/porto-alegre/porto-alegre.osm.pbf' }], 'as PBF', () => {
    const PBF = new Uint8Array(readFileSync(fromRoot('../shared/data/porto-alegre/porto-alegre.osm.pbf')));
    let seen = 0;
    const visitor = {
      node: () => {
        seen += 1;
      },
      way: () => {
        seen += 1;
      },
    };

    test('every element that is read before the break is sound, and the break is told', () => {
      const part = PBF.slice(0, 60_000);
      osmPbfReader('town.pbf', () => [PBF])(visitor);
      expect(seen).toBeGreaterThan(1000);
      fc.assert(
        fc.property(mangledBytes(part), (bytes) => succeedsOrSaysWhy(() => osmPbfReader('town.pbf', () => [bytes])(visitor))),
        { numRuns: 300 },
      );
    });
  });
});
