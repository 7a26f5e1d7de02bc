import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLog } from '../../src/adapters/files/log-file.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { describeWith, fromRoot } from '../support/needs.ts';
import { buildProgram, Role } from './role.ts';
import { freePort, startMosquitto, type TestServer } from './servers.ts';

const CITY = 'quick-3';
/** An orderly stop may take so long, whatever the servers around do. */
const STOP_MS = 6_000;

describeWith([{ command: 'mosquitto' }, { command: 'prlimit' }], 'serve in a bad environment', () => {
  let mosquitto: TestServer;
  let folder: string;
  let roles: Role[] = [];
  let deaf: Server | undefined;

  beforeAll(buildProgram);
  beforeEach(async () => {
    mosquitto = await startMosquitto();
    folder = mkdtempSync(join(tmpdir(), 'clearway-serve-'));
  });
  afterEach(async () => {
    for (const role of roles) role.kill('SIGKILL');
    roles = [];
    deaf?.close();
    deaf = undefined;
    await mosquitto.stop();
    rmSync(folder, { recursive: true });
  });

  const serve = (lines: readonly string[] = [], flags: readonly string[] = [], logFolder = 'logs'): Role => {
    const config = join(folder, 'serve.yaml');
    const head = [`format: clearway-serve/1`, `city: ${CITY}`, `map: ${fromRoot('maps/quick-3.json')}`];
    writeFileSync(config, [...head, `logFolder: ${logFolder}`, `broker: { url: '${mosquitto.url}' }`, ...lines].join('\n'));
    const role = new Role(['serve', '--config', config, ...flags]);
    roles.push(role);
    return role;
  };
  const logPath = (): string => join(folder, 'logs', readdirSync(join(folder, 'logs'))[0] ?? '');
  const stopMs = async (role: Role): Promise<number> => {
    const fromMs = performance.now();
    role.kill('SIGTERM');
    await role.end();
    return performance.now() - fromMs;
  };

  test('a port in use for its own broker: it says so and ends', async () => {
    const role = serve([], ['--embedded-broker', new URL(mosquitto.url).port]);
    expect(await role.end()).toBe(2);
    expect(role.said).toMatch(/port = \d+: cannot be listened on .*EADDRINUSE/);
    expect(role.said).not.toMatch(/^ +at /m);
  });

  test('a log folder that cannot be: it says so and ends', async () => {
    writeFileSync(join(folder, 'afile'), '');
    const role = serve([], [], 'afile/logs');
    expect(await role.end()).toBe(2);
    expect(role.said).toMatch(/cannot be written .*choose a folder/);
  });

  test('a city at another speed: it says that the clocks differ, and by how much', async () => {
    const role = serve();
    await role.says(/^Serving/);
    const city = new Connection({ url: mosquitto.url, clientId: 'city' }, { message: () => undefined });
    await city.start(CITY, []);
    const state = { junction: 'Q1', mode: 'programme', groups: [], lanes: [] };
    for (let i = 0; i < 10; i++) {
      const payload = JSON.stringify({ ...state, atMs: Date.now() + 86_400_000 * 40 + i });
      await city.publish({ topic: `clearway/v1/${CITY}/junction/Q1/state`, payload, qos: 1, retain: false });
    }
    await role.hasSaid(/dated 40 days ahead of this clock.*--speed/);
    await city.stop();
  });

  test('a disk that is full for a while: it goes on, says so, and the log is whole in the end', async () => {
    const role = serve();
    await role.says(/^Serving/);
    const limit = (bytes: string): void => {
      execFileSync('prlimit', ['--pid', String(role.pid), `--fsize=${bytes}:unlimited`]);
    };
    limit('100');
    await role.hasSaid(/log-not-written.*cannot be written/);
    limit('unlimited');
    await role.hasSaid(/nothing is missing/);
    role.kill('SIGTERM');
    expect(await role.end()).toBe(0);
    const kinds = new Set<string>();
    for await (const record of (await openLog(logPath())).records) if (record.kind === 'input') kinds.add(record.input.kind);
    expect(kinds).toContain('stopping');
  });

  test('a broker and a database that answer nothing any more do not hold up its end', async () => {
    const port = await freePort();
    deaf = createServer(() => undefined).listen(port, '127.0.0.1');
    const role = serve([`influx: { url: 'http://127.0.0.1:${port}', database: d }`]);
    await role.says(/^Serving/);
    mosquitto.freeze();
    expect(await stopMs(role)).toBeLessThan(STOP_MS);
  });
});
