import { InfluxDB } from 'influx';
import { afterEach, expect, test } from 'vitest';
import { EvidencePoints } from '../../src/adapters/influx/evidence-points.ts';
import { InfluxWriter } from '../../src/adapters/influx/influx-writer.ts';
import { describeWith } from '../support/needs.ts';
import { freePort, startInflux, type TestServer } from './servers.ts';

const AT_MS = Date.parse('2025-03-18T18:00:00Z');

describeWith([{ command: 'influxd' }], 'figures in an InfluxDB', () => {
  let server: TestServer | undefined;
  afterEach(async () => server?.stop());

  test('what is written can be asked for, with its own time; what could not be written is written later', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const points = new EvidencePoints('c');
    points.note({ kind: 'tick', receivedMs: AT_MS }, [
      { kind: 'refused', refusal: { stage: 'match', reason: 'late' }, subject: {}, detail: '' },
    ]);
    const writer = new InfluxWriter({ url, database: 'clearway_test' });
    await expect(writer.write(points.take(AT_MS))).rejects.toThrow();

    server = await startInflux(port);
    points.note({ kind: 'tick', receivedMs: AT_MS }, []);
    await writer.write(points.take(AT_MS + 10_000));
    const reader = new InfluxDB({ host: '127.0.0.1', port, database: 'clearway_test' });
    const refusals = await reader.query<{ time: Date; count: number; reason: string }>('select * from refusals');
    expect(refusals.map(({ time, count, reason }) => ({ atMs: time.getTime(), count, reason }))).toEqual([
      { atMs: AT_MS, count: 1, reason: 'late' },
    ]);
    const inputs = await reader.query<{ count: number; kind: string }>('select * from inputs');
    expect(inputs.map(({ count, kind }) => ({ count, kind }))).toEqual([
      { count: 1, kind: 'tick' },
      { count: 1, kind: 'tick' },
    ]);
  });
});
