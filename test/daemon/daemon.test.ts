import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { encode, type Outgoing } from '../../src/contract/codec.ts';
import { junctionStateCodec } from '../../src/contract/junction-state.ts';
import { missionOrderCodec } from '../../src/contract/mission-order.ts';
import { positionCodec } from '../../src/contract/position.ts';
import { presenceCodec } from '../../src/contract/presence.ts';
import { MissionBook } from '../../src/daemon/mission-book.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { CITY, index, Live } from './live.ts';

let live: Live | undefined;
afterEach(async () => {
  await live?.stopDaemon();
  await live?.stop();
  live = undefined;
});

async function started(...parameters: ConstructorParameters<typeof Live>): Promise<Live> {
  live = new Live(...parameters);
  await live.start();
  return live;
}

function fix(atMs: number): PositionFix {
  const at = pointOnLink(index, 'SOUTH-Q1', 30);
  return { vehicle: 'A1', atMs, lat: at.lat, lon: at.lon, headingDeg: (at.headingDeg + 360) % 360, speedMps: 10, accuracyM: 4 };
}

function order(mission: string, destination = 'NORTH'): Outgoing {
  const atMs = Date.now();
  return encode(missionOrderCodec, CITY, { kind: 'open', mission, vehicle: 'A1', atMs, destination, urgency: 'life-threat' });
}

function junctionState(atMs: number, junction = 'Q1'): Outgoing {
  const groups = index.junction('Q1').groups.map(({ id }) => ({ group: id, lamp: 'red' as const, sinceMs: atMs - 9000 }));
  return encode(junctionStateCodec, CITY, { junction, atMs, mode: 'programme', groups, lanes: [] });
}

/** An ambulance before Q1 and a junction that can be asked: the next tick asks it. */
async function askForGreen(at: Live): Promise<void> {
  await at.say(order('M1'));
  await at.say(junctionState(Date.now()));
  await at.say(encode(positionCodec, CITY, fix(Date.now())));
  await at.until(() => at.heard.some(({ topic, payload }) => topic.endsWith('Q1/command') && kindOf(payload) === 'serve'));
}

function kindOf(payload: Record<string, unknown>): unknown {
  return (payload.wish as { kind?: unknown } | undefined)?.kind;
}

describe('whatever is thrown at the daemon', () => {
  test('is refused with its reason and counted; nothing turns green and the daemon goes on', async () => {
    const at = await started();
    const now = Date.now();
    await at.say(order('M1'));
    await at.say(junctionState(now));
    const position = `clearway/v1/${CITY}/vehicle/A1/position`;
    const bad: readonly (Pick<Outgoing, 'topic' | 'payload'> & Partial<Outgoing>)[] = [
      { topic: position, payload: '' },
      { topic: position, payload: '{"vehicle":"A1"' },
      { topic: position, payload: 'x'.repeat(2000) },
      { topic: `clearway/v1/${CITY}/vehicle//position`, payload: '{}' },
      { topic: `clearway/v1/${CITY}/junction/Q1/state`, payload: '[]' },
      encode(positionCodec, CITY, fix(now - 60_000)),
      encode(positionCodec, CITY, fix(now + 60_000)),
      encode(positionCodec, CITY, { ...fix(now), vehicle: 'B7' }),
      { topic: position, payload: JSON.stringify({ ...fix(now), vehicle: 'B7' }) },
      junctionState(now),
      junctionState(now - 1000),
      junctionState(now - 60_000, 'Q2'),
      junctionState(now + 60_000, 'Q2'),
      junctionState(now, 'Q9'),
      order('M1'),
      order('M3'),
    ];
    for (const message of bad) await at.say(message);
    await at.until(() => at.inputs.filter(({ kind }) => kind !== 'tick').length === bad.length + 2);
    expect(at.session.refusals).toEqual({
      'ingest:malformed': 4,
      'ingest:oversized': 1,
      'ingest:unknown-topic': 1,
      'ingest:duplicate': 1,
      'ingest:out-of-order': 1,
      'ingest:late': 1,
      'ingest:future-dated': 1,
      'ingest:unknown-junction': 1,
      'match:late': 1,
      'match:future-dated': 1,
      'match:unknown-vehicle': 1,
      'mission:duplicate-mission': 1,
      'mission:vehicle-busy': 1,
    });
    expect(at.heard.filter(({ topic }) => topic.endsWith('/command'))).toEqual([]);
    await askForGreen(at);
  });

  test('a stored order is not acted on when the daemon starts', async () => {
    live = new Live();
    const at = live;
    await at.start();
    await at.stopDaemon();
    await at.say({ ...order('M9'), retain: true });
    await at.startDaemon();
    await at.until(() => at.inputs.some(({ kind }) => kind === 'turned-away'));
    expect(at.session.refusals).toEqual({ 'ingest:late': 1 });
  });
});

describe('what dispatch hears', () => {
  test('a refused order gets a stored status with the reason', async () => {
    const at = await started();
    await at.say(order('M1', 'NOWHERE'));
    await at.until(() => at.heard.some(({ topic }) => topic.endsWith('M1/status')));
    const late = await at.join('latecomer');
    await at.until(() => at.heard.some(({ topic, retained }) => topic.endsWith('M1/status') && retained));
    await late.stop();
    expect(at.heard.find(({ topic }) => topic.endsWith('M1/status'))?.payload).toMatchObject({
      phase: 'refused',
      reason: 'unknown-destination',
    });
  });

  test('a stored status of a mission that ended long ago is cleared, after a restart as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clearway-daemon-'));
    const book = new MissionBook(join(folder, 'missions.json'), CITY);
    live = new Live();
    const at = live;
    await at.start();
    await at.say(order('M1', 'NOWHERE'));
    await at.until(() => at.heard.some(({ topic }) => topic.endsWith('M1/status')));
    await at.stopDaemon();
    const ended = [{ mission: 'M1', endedMs: Date.now() - 601_000 }];
    book.note([{ kind: 'mission', mission: 'M1', vehicle: 'A1', phase: 'done', cause: 1 }], () => ({ missions: [], ended }), 0);
    await at.startDaemon(book);
    await at.until(() => at.heard.some(({ topic, payload }) => topic.endsWith('M1/status') && Object.keys(payload).length === 0));
    const late = await at.join('latecomer');
    await at.until(() => at.heard.some(({ topic, retained }) => topic.endsWith('presence') && retained));
    await late.stop();
    expect(at.heard.filter(({ topic, retained }) => topic.endsWith('M1/status') && retained)).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('an order delivered twice does not overwrite the status of its mission', async () => {
    const at = await started();
    const twice = order('M1');
    await at.say(twice);
    await at.say(twice);
    await at.until(() => at.session.refusals['mission:duplicate-mission'] === 1);
    await at.until(() => at.heard.some(({ topic }) => topic.endsWith('M1/status')));
    expect(at.heard.filter(({ payload }) => payload.phase === 'refused')).toEqual([]);
  });
});

describe('two controllers of one city', () => {
  const foreign = (state: 'online' | 'offline', startedMs: number): Outgoing =>
    encode(presenceCodec, CITY, { state, startedMs, version: 'x' });
  const presences = (at: Live): readonly unknown[] =>
    at.heard.filter(({ topic }) => topic.endsWith('presence')).map(({ payload }) => payload.state);

  test('an offline that another said over a live controller does not stand', async () => {
    const at = await started();
    await at.until(() => presences(at).includes('online'));
    await at.say(foreign('offline', Date.now()));
    await at.until(() => presences(at).includes('offline'));
    const late = await at.join('latecomer');
    await at.until(() => at.heard.some(({ topic, retained }) => topic.endsWith('presence') && retained));
    await late.stop();
    expect(at.heard.filter(({ topic, retained }) => topic.endsWith('presence') && retained).at(-1)?.payload.state).toBe('online');
  });

  test('one that began earlier is given way to: neither a release nor an end of the later is said over the other', async () => {
    const at = await started();
    await askForGreen(at);
    await at.say(foreign('online', 1));
    await at.say(foreign('online', 1));
    expect(await at.rival()).toMatchObject({ startedMs: 1 });
    await at.stopDaemon();
    // What a later message of its own would have followed has arrived when this one has.
    await at.say(foreign('online', 2));
    await at.until(() => at.heard.some(({ topic, payload }) => topic.endsWith('presence') && payload.startedMs === 2));
    expect(at.heard.filter(({ payload }) => kindOf(payload) === 'release')).toEqual([]);
    expect(presences(at)).not.toContain('offline');
  });

  test('one old message of another, delivered late, stops nobody', async () => {
    const at = await started();
    await at.say(foreign('online', 1));
    await at.say(foreign('offline', 1));
    await at.say(foreign('online', 1));
    const late = (): boolean => at.heard.filter(({ payload }) => payload.version === 'x').length === 3;
    await at.until(late);
    await askForGreen(at);
    await at.stopDaemon();
    await at.until(() => presences(at).at(-1) === 'offline');
  });

  test('one that began later is answered, so that it gives way itself', async () => {
    const at = await started();
    await at.say(foreign('online', Date.now() + 1000));
    const isAnswered = (): boolean => {
      const heard = at.heard.filter(({ topic }) => topic.endsWith('presence')).map(({ payload }) => payload.version);
      return heard.lastIndexOf('x') >= 0 && heard.at(-1) !== 'x';
    };
    await at.until(isAnswered);
  });
});

describe('leaving', () => {
  test('a daemon that is stopped lets go of its junctions and says offline; its missions are not over', async () => {
    const at = await started();
    await askForGreen(at);
    await at.stopDaemon();
    await at.until(() => at.heard.some(({ payload }) => payload.state === 'offline'));
    expect(kindOf(at.heard.filter(({ topic }) => topic.endsWith('Q1/command')).at(-1)!.payload)).toBe('release');
    expect(at.heard.filter(({ payload }) => payload.phase === 'cancelled')).toEqual([]);
    expect(at.inputs.at(-1)?.kind).toBe('stopping');
  });

  test('a daemon whose session breaks lets go of its junctions, raises the alarm, and stays without commanding', async () => {
    let isDiskFull = false;
    const at = await started({
      write: () => {
        if (isDiskFull) throw new Error('no space left on device');
      },
    });
    await askForGreen(at);
    isDiskFull = true;
    await at.until(() => at.heard.some(({ payload }) => payload.state === 'failed'));
    await at.until(() => at.heard.some(({ topic, payload }) => topic.endsWith('Q1/command') && kindOf(payload) === 'release'));
    await at.until(() => at.heard.some(({ topic }) => topic.endsWith('alert/controller-failed')));
    expect(kindOf(at.heard.filter(({ topic }) => topic.endsWith('Q1/command')).at(-1)!.payload)).toBe('release');
  });
});
