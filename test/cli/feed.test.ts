import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { wallClock } from '../../src/adapters/clock.ts';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { main } from '../../src/cli/main.ts';
import { feedTrack } from '../../src/cli/track-feed.ts';
import type { TrackFix } from '../../src/cli/track-fixes.ts';
import { decode } from '../../src/contract/codec.ts';
import { positionCodec } from '../../src/contract/position.ts';
import { wgs84ToGcj02 } from '../../src/location/datum.ts';
import type { PositionFix } from '../../src/location/fix.ts';

const TABLE = `clock,x,y
2024-05-01 20:00:00,120.2641,30.1702
2024-05-01 20:00:02,120.2641,30.1704
2024-05-01 20:00:02,120.2641,30.1704
2024-05-01 20:00:01,120.2641,30.1703
2024-05-01 20:00:04,120.2641,30.1706
2024-05-01 20:00:06,,
`;
const MAPPING = `format: clearway-track/1
fields: { lat: y, lon: x, time: { field: clock, unit: iso, utcOffsetH: 8 } }
`;

describe('clearway feed', () => {
  const broker = new EmbeddedBroker();
  const heard: PositionFix[] = [];
  let listener: Connection;
  let url: string;
  let folder: string;
  let said: string;

  beforeEach(async () => {
    url = await broker.start();
    folder = mkdtempSync(join(tmpdir(), 'clearway-feed-'));
    heard.length = 0;
    said = '';
    const message = (topic: string, payload: Uint8Array): void => {
      const fix = decode(positionCodec, topic, payload);
      if (fix.ok) heard.push(fix.value);
    };
    listener = new Connection({ url, clientId: 'listener' }, { message });
    await listener.start('c', ['position']);
    for (const out of [process.stdout, process.stderr]) {
      vi.spyOn(out, 'write').mockImplementation((text) => {
        said += String(text);
        return true;
      });
    }
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
    await listener.stop();
    await broker.stop();
    rmSync(folder, { recursive: true });
  });

  const feed = async (name: string, text: string, ...flags: readonly string[]): Promise<number> => {
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
    const command = ['node', 'clearway', 'feed', join(folder, name), '--city', 'c', '--vehicle', 'A1', '--broker', url];
    return main([...command, '--speed', '1000x', ...flags]);
  };

  test('a table is played in its own rhythm from now on; what is skipped is counted with its reason', async () => {
    const beforeMs = wallClock(1000).nowMs();
    const code = await feed('drive.csv', TABLE, '--mapping', join(folder, 'mapping.yaml'));
    expect(code).toBe(0);
    expect(said).toContain('2 positions over 2 s; speed and heading partly or always derived from positions');
    for (const skipped of ['1 as duplicate', '1 as out-of-order', '1 as no-motion', '1 as no-fix']) {
      expect(said).toContain(`skipped ${skipped}`);
    }
    expect(said).toContain('Sent 2 of 2 positions.');
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard[1]!.atMs - heard[0]!.atMs).toBe(2000);
    expect(heard[0]!.atMs).toBeGreaterThanOrEqual(beforeMs);
    expect(heard[0]).toMatchObject({ vehicle: 'A1', derived: ['speed', 'heading'], headingDeg: 0, accuracyM: 10 });
    expect(heard[0]!.speedMps).toBeCloseTo(11.1, 1);
  });

  test('--keep-time sends the times of the track, --datum moves it to WGS-84', async () => {
    await feed('drive.csv', TABLE, '--mapping', join(folder, 'mapping.yaml'), '--keep-time', '--datum', 'gcj-02');
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard[0]?.atMs).toBe(Date.parse('2024-05-01T12:00:02Z'));
    expect(wgs84ToGcj02(heard[0]!).lat).toBeCloseTo(30.1704, 9);
  });

  test.each([
    ['drive.txt', 'x', /no known format.*--format nmea/],
    ['drive.csv', 'a,b\n1,2\n', /lacks "lat", "lon", "time"[\s\S]*no position that can be used/],
    ['drive.gpx', 'x', /skipped 1 as malformed[\s\S]*no position/],
    ['drive.nmea', 'x', /skipped 1 as malformed[\s\S]*no position/],
  ])('%s of %j is a wrong input, said in words', async (name, text, expected) => {
    expect(await feed(name, text)).toBe(2);
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/^ +at /m);
  });

  test('a file that is not there likewise', async () => {
    expect(await main(['node', 'clearway', 'feed', join(folder, 'no.gpx'), '--city', 'c', '--vehicle', 'A1'])).toBe(2);
    expect(said).toMatch(/there is no such file/);
  });

  test('it ends at once when it is interrupted', async () => {
    const interrupt = new AbortController();
    async function* hourly(): AsyncGenerator<TrackFix> {
      for (let atMs = 0; ; atMs += 3_600_000) {
        const value = { vehicle: 'A1', atMs, lat: 30, lon: 120, speedMps: 0, headingDeg: 0, accuracyM: 4 };
        yield { ok: true, value };
      }
    }
    const clock = wallClock();
    const onSent = (): void => interrupt.abort();
    const setup = { fixes: hourly(), city: 'c', connection: listener, clock, speed: 1, keepTime: false, onSent };
    expect(await feedTrack(setup, interrupt.signal)).toEqual({ sent: 1, notSent: 0 });
  });
});
