import { afterEach, expect, test } from 'vitest';
import { encode, type Outgoing } from '../../src/contract/codec.ts';
import { missionOrderCodec } from '../../src/contract/mission-order.ts';
import { positionCodec } from '../../src/contract/position.ts';
import { roadConditionsCodec } from '../../src/contract/road-conditions.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { gridMap } from '../support/grid-map.ts';
import { CITY, Live } from './live.ts';

const index = indexMap(gridMap(4, 3, 300));
const STRAIGHT = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1'];

let live: Live | undefined;
afterEach(async () => {
  await live?.stopDaemon();
  await live?.stop();
  live = undefined;
});

function closing(atMs: number, ...closed: readonly string[]): Outgoing {
  return encode(roadConditionsCodec, CITY, { atMs, closed, delays: [] });
}

async function open(at: Live): Promise<void> {
  const atMs = Date.now();
  const { lat, lon, headingDeg } = pointOnLink(index, 'c0r1-c1r1', 100);
  const head = { mission: 'M1', vehicle: 'A1', atMs } as const;
  await at.say(encode(missionOrderCodec, CITY, { kind: 'open', ...head, destination: 'c3r1', urgency: 'life-threat' }));
  await at.say(encode(positionCodec, CITY, { vehicle: 'A1', atMs, lat, lon, headingDeg, speedMps: 10, accuracyM: 4 }));
}

/** The way of the last status that tells one. */
function way(at: Live): readonly string[] {
  const told = at.heard.filter(({ topic, payload }) => topic.endsWith('M1/status') && payload.phase === 'under-way');
  return (told.at(-1)?.payload.route ?? []) as readonly string[];
}

test('a closure that was published an hour before the controller started is kept to, until it is lifted', async () => {
  live = new Live(undefined, [], index);
  const at = live;
  await at.start();
  await at.stopDaemon();
  await at.say(closing(Date.now() - 3_600_000, 'c1r1-c2r1'));
  await at.startDaemon();
  await at.until(() => at.inputs.some(({ kind }) => kind === 'conditions'));
  await open(at);
  await at.until(() => way(at).length > 0);
  expect(way(at)).not.toContain('c1r1-c2r1');
  expect(index.link(way(at).at(-1)!).to).toBe('c3r1');
  await at.say(closing(Date.now()));
  await at.until(() => way(at).length === STRAIGHT.length);
  expect(way(at)).toEqual(STRAIGHT);
});

test('a road that closes while an ambulance is under way leads it round; a broken message of it changes nothing', async () => {
  live = new Live(undefined, [], index);
  const at = live;
  await at.start();
  await open(at);
  await at.until(() => way(at).length > 0);
  expect(way(at)).toEqual(STRAIGHT);
  await at.say({ ...closing(Date.now()), payload: '' });
  await at.say({ ...closing(Date.now()), payload: '{"atMs":1,"closed":"c1r1-c2r1","delays":[]}' });
  await at.say(closing(Date.now(), 'c1r1-c2r1'));
  await at.until(() => !way(at).includes('c1r1-c2r1'));
  expect(at.session.refusals).toEqual({ 'ingest:malformed': 2 });
});
