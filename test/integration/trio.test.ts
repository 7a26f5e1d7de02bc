import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLog } from '../../src/adapters/files/log-file.ts';
import { Connection } from '../../src/adapters/mqtt/connection.ts';
import { type Codec, decode } from '../../src/contract/codec.ts';
import { junctionCommandCodec } from '../../src/contract/junction-command.ts';
import { junctionStateCodec } from '../../src/contract/junction-state.ts';
import { missionStatusCodec } from '../../src/contract/mission-status.ts';
import { presenceCodec } from '../../src/contract/presence.ts';
import { parseTopic } from '../../src/contract/topics.ts';
import type { MissionStatus } from '../../src/preemption/mission.ts';
import type { JunctionCommand } from '../../src/signal/command.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import { describeWith, fromRoot } from '../support/needs.ts';
import { buildProgram, Role } from './role.ts';
import { startMosquitto, type TestServer } from './servers.ts';

const CITY = 'quick-3';
/** The roles' time runs this much faster; a lease of 10 s is then half a second. */
const SPEED = '20';

/** Hears what junctions and controller say. */
class Witness {
  readonly states: JunctionState[] = [];
  readonly commands: JunctionCommand[] = [];
  readonly presences: string[] = [];
  readonly statuses: MissionStatus[] = [];
  readonly connection: Connection;
  #wake: () => void = () => undefined;

  constructor(url: string) {
    this.connection = new Connection({ url, clientId: 'witness' }, { message: (topic, payload) => this.#hear(topic, payload) });
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #hear(topic: string, payload: Uint8Array): void {
    const read = <T, W>(codec: Codec<T, W>): T => {
      const decoded = decode(codec, topic, payload);
      if (!decoded.ok) throw new Error(`${topic}: ${decoded.detail}`);
      return decoded.value;
    };
    switch (parseTopic(topic)?.kind) {
      case 'junction-state':
        this.states.push(read(junctionStateCodec));
        break;
      case 'command':
        this.commands.push(read(junctionCommandCodec));
        break;
      case 'status':
        this.statuses.push(read(missionStatusCodec));
        break;
      default:
        this.presences.push(read(presenceCodec).state);
    }
    this.#wake();
  }
}

describeWith([{ command: 'mosquitto' }], 'serve, city and dispatch as three programs at a Mosquitto', () => {
  let mosquitto: TestServer;
  let folder: string;
  let witness: Witness;
  let roles: Role[] = [];

  beforeAll(buildProgram);
  beforeEach(async () => {
    mosquitto = await startMosquitto();
    folder = mkdtempSync(join(tmpdir(), 'clearway-trio-'));
    witness = new Witness(mosquitto.url);
    await witness.connection.start(CITY, ['junction-state', 'command', 'status', 'presence']);
  });
  afterEach(async () => {
    for (const role of roles) role.kill('SIGKILL');
    roles = [];
    await witness.connection.stop();
    await mosquitto.stop();
    rmSync(folder, { recursive: true });
  });

  const role = (...args: readonly string[]): Role => {
    const started = new Role([...args, '--speed', SPEED]);
    roles.push(started);
    return started;
  };
  const serve = async (): Promise<Role> => {
    const config = join(folder, 'serve.yaml');
    const lines = [`format: clearway-serve/1`, `city: ${CITY}`, `map: ${fromRoot('maps/quick-3.json')}`, 'logFolder: logs'];
    writeFileSync(config, [...lines, `broker: { url: '${mosquitto.url}' }`].join('\n'));
    const started = role('serve', '--config', config);
    await started.says(/^Serving/);
    return started;
  };
  const city = async (): Promise<Role> => {
    const flags = ['--scenario', fromRoot('scenarios/quick-3.yaml'), '--broker', mosquitto.url, '--wait-for-mission'];
    const started = role('city', ...flags, '--lead', '10');
    await started.says(/Standing by/);
    return started;
  };
  const dispatch = (): Role => role('dispatch', '--broker', mosquitto.url, '--city', CITY, '--vehicle', 'AMB-1', '--to', 'NORTH');

  test('a full mission, with nonsense thrown at serve all along', async () => {
    const controller = await serve();
    const town = await city();
    const caller = dispatch();
    await caller.says(/under way/);
    const nonsense: readonly [string, string][] = [
      ['vehicle/AMB-1/position', '{'],
      ['vehicle/AMB-1/position', 'x'.repeat(3000)],
      [
        'vehicle/GHOST/position',
        JSON.stringify({ vehicle: 'GHOST', atMs: 0, lat: 0, lon: 0, speedMps: 0, headingDeg: 0, accuracyM: 1 }),
      ],
      ['junction/Q1/state', JSON.stringify({ junction: 'Q1', atMs: 0, mode: 'programme', groups: [], lanes: [] })],
      ['junction/Q1/confirmation', '[]'],
    ];
    for (const [path, payload] of nonsense) {
      await witness.connection.publish({ topic: `clearway/v1/${CITY}/${path}`, payload, qos: 1, retain: false });
    }
    expect(await caller.end()).toBe(0);
    expect(caller.said).toMatch(/done, 3 of 3 junctions passed/);
    expect(await town.end()).toBe(0);
    expect(town.said).toMatch(/AMB-1 arrived after/);
    expect(town.said).toMatch(/^0 safety violations/m);
    controller.kill('SIGTERM');
    expect(await controller.end()).toBe(0);
    await witness.until(() => witness.presences.at(-1) === 'offline');

    const refusals: string[] = [];
    const log = join(folder, 'logs', readdirSync(join(folder, 'logs'))[0]!);
    for await (const record of (await openLog(log)).records) {
      if (record.kind !== 'event' || record.event.kind !== 'refused') continue;
      refusals.push(`${record.event.refusal.stage}:${record.event.refusal.reason}`);
    }
    expect(refusals).toEqual(
      expect.arrayContaining(['ingest:malformed', 'ingest:oversized', 'ingest:late', 'match:unknown-vehicle']),
    );
    const replay = new Role(['replay', log, '--map', fromRoot('maps/quick-3.json')]);
    roles.push(replay);
    expect(await replay.end()).toBe(0);
  });

  test('serve is killed while it holds a junction: no junction is held after its lease, and the city drives on', async () => {
    const controller = await serve();
    const town = await city();
    const caller = dispatch();
    await witness.until(() => witness.states.some(({ mode }) => mode === 'priority'));
    controller.kill('SIGKILL');
    await controller.end();
    await witness.until(() => witness.presences.at(-1) === 'offline');
    expect(await town.end()).toBe(0);
    expect(town.said).toMatch(/^0 safety violations/m);

    const leases = new Map<string, number>();
    for (const { junction, wish } of witness.commands) {
      if (wish.kind === 'serve') leases.set(junction, wish.leaseUntilMs);
    }
    expect(leases.size).toBeGreaterThan(0);
    const heldAfterLease = witness.states.filter(({ junction, atMs, mode, command }) => {
      const leaseUntilMs = leases.get(junction) ?? 0;
      // The city moves in steps of a second, and its clock is that of its messages.
      return atMs > leaseUntilMs + 1500 && (mode === 'priority' || command !== undefined);
    });
    expect(heldAfterLease).toEqual([]);
    for (const junction of leases.keys()) {
      expect(witness.states.filter((state) => state.junction === junction).at(-1)?.mode).toBe('programme');
    }
    caller.kill('SIGINT');
    expect(await caller.end()).toBe(1);
  });

  test('serve is killed in the middle and started again: the mission goes on by itself, what was passed stays passed', async () => {
    const first = await serve();
    const town = await city();
    const caller = dispatch();
    await witness.until(() => witness.statuses.some(({ junctions }) => junctions.some(({ passed }) => passed)));
    // Nobody is left who could open the mission again.
    caller.kill('SIGKILL');
    first.kill('SIGKILL');
    await first.end();
    const before = witness.statuses.length;
    await serve();
    await witness.until(() => witness.statuses.slice(before).some(({ phase }) => phase === 'done'));
    const after = witness.statuses.slice(before);
    expect(new Set(after.map(({ mission }) => mission))).toEqual(new Set([witness.statuses[0]!.mission]));
    expect(after.every(({ junctions }) => junctions[0]?.passed)).toBe(true);
    expect(await town.end()).toBe(0);
    expect(town.said).toMatch(/^0 safety violations/m);
    for (const name of readdirSync(join(folder, 'logs')).filter((file) => file.endsWith('.gz'))) {
      const replay = new Role(['replay', join(folder, 'logs', name), '--map', fromRoot('maps/quick-3.json')]);
      roles.push(replay);
      expect(await replay.end()).toBe(0);
    }
  });

  test('serve is started again in the middle: dispatch tells it of the mission, and it is carried on', async () => {
    const first = await serve();
    const town = await city();
    const caller = dispatch();
    await witness.until(() => witness.states.some(({ mode }) => mode === 'priority'));
    first.kill('SIGKILL');
    await first.end();
    await serve();
    expect(await caller.end()).toBe(0);
    expect(caller.said).toMatch(/told of the mission again/);
    expect(await town.end()).toBe(0);
  });

  test('serve is stopped in good order and started again: the mission is not cancelled, and is carried on', async () => {
    const first = await serve();
    const town = await city();
    const caller = dispatch();
    await witness.until(() => witness.states.some(({ mode }) => mode === 'priority'));
    first.kill('SIGTERM');
    expect(await first.end()).toBe(0);
    await witness.until(() => witness.presences.at(-1) === 'offline');
    expect(witness.commands.at(-1)?.wish.kind).toBe('release');
    await serve();
    expect(await caller.end()).toBe(0);
    expect(caller.said).toMatch(/told of the mission again/);
    expect(caller.said).not.toMatch(/cancelled/);
    expect(await town.end()).toBe(0);
  });

  test('a second serve of the city refuses to start, and the first does not notice', async () => {
    await serve();
    await city();
    const caller = dispatch();
    await caller.says(/under way/);
    // A trip of four seconds may be over before a program has started.
    const before = witness.commands.length;
    const second = role('serve', '--config', join(folder, 'serve.yaml'));
    expect(await second.end()).toBe(2);
    expect(second.said).toMatch(/city = "quick-3": has a controller already/);
    await witness.until(() => witness.commands.length > before);
    expect(caller.said).not.toMatch(/cancelled|offline|told of the mission again/);
    expect(new Set(witness.presences)).toEqual(new Set(['online']));
  });

  test('dispatch that is interrupted cancels its mission and the junctions are let go', async () => {
    await serve();
    await city();
    const caller = dispatch();
    await witness.until(() => witness.states.some(({ mode }) => mode === 'priority'));
    caller.kill('SIGINT');
    expect(await caller.end()).toBe(1);
    expect(caller.said).toMatch(/cancelled/);
    await witness.until(() => witness.commands.at(-1)?.wish.kind === 'release');
  });

  test('an order that cannot be met is refused with its reason', async () => {
    await serve();
    const caller = role('dispatch', '--broker', mosquitto.url, '--city', CITY, '--vehicle', 'AMB-1', '--to', 'NOWHERE');
    expect(await caller.end()).toBe(1);
    expect(caller.said).toMatch(/refused, unknown-destination/);
  });
});
