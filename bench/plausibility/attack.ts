import type { RandomStream } from '../../src/kernel/random.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { DEGREE_M } from '../../src/roadnet/geometry.ts';
import type { DrawnWay } from './drawn-way.ts';
import { aheadAfterSilence, speeding } from './too-fast.ts';

/** Nearer than this a ghost is where the vehicle is. */
const ELSEWHERE_M = 300;
/** What a replay is noised with so that no position is the very same. */
const RENOISED_M = 1;

/** A drive that was received honestly, and what an attacker has at hand besides. */
export interface Scene {
  readonly honest: readonly PositionFix[];
  /** Fixes of this index and later are the attacker's to change. */
  readonly from: number;
  /** Another honest drive over the same network. */
  readonly other: readonly PositionFix[];
  readonly random: RandomStream;
  /** What lies ahead of the vehicle at `from`. */
  readonly way: DrawnWay;
}

export interface Attack {
  readonly name: string;
  /** What is done, and what cannot be told from an honest vehicle by its positions. */
  readonly what: string;
  /** All fixes as they arrive; undefined when this drive does not allow the attack. */
  readonly forge: (scene: Scene) => readonly PositionFix[] | undefined;
}

/** One entry per attack; each begins at `scene.from`. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'ghost ahead',
    what: 'the sender is taken over and the vehicle goes on 300 m or more ahead, driving properly',
    forge: (scene) => ghostAhead(scene),
  },
  {
    name: 'replay, as it was',
    what: 'the fixes of the first minute are sent again with new times; the vehicle is silent',
    forge: (scene) => replay(scene, 0, false),
  },
  {
    name: 'replay beside the vehicle',
    what: 'the same, and the vehicle goes on sending',
    forge: (scene) => replay(scene, 0, true),
  },
  {
    name: 'replay, noise added',
    what: 'the same with 1 m of new noise; the vehicle is silent',
    forge: (scene) => replay(scene, RENOISED_M, false),
  },
  {
    name: 'second sender elsewhere',
    what: 'another vehicle, 500 m off or more, sends under the same name in turn',
    forge: (scene) => secondElsewhere(scene),
  },
  {
    name: 'second sender 5 s behind',
    what: 'a vehicle that follows sends under the same name in turn',
    forge: (scene) => secondBehind(scene, 5),
  },
  {
    name: 'second sender 15 s behind',
    what: 'a vehicle that follows sends under the same name in turn',
    forge: (scene) => secondBehind(scene, 15),
  },
  { name: 'drawn aside 2 m/s', what: 'the position drifts sideways, speed and course as before', forge: (s) => drag(s, 90, 2) },
  { name: 'drawn aside 5 m/s', what: 'the position drifts sideways, speed and course as before', forge: (s) => drag(s, 90, 5) },
  { name: 'drawn ahead 2 m/s', what: 'the position drifts ahead, speed and course as before', forge: (s) => drag(s, 0, 2) },
  { name: 'drawn ahead 5 m/s', what: 'the position drifts ahead, speed and course as before', forge: (s) => drag(s, 0, 5) },
  {
    name: 'speed doubled',
    what: 'twice the speed is stated',
    forge: (s) => restate(s, (fix) => ({ ...fix, speedMps: fix.speedMps * 2 })),
  },
  {
    name: 'speed halved',
    what: 'half the speed is stated',
    forge: (s) => restate(s, (fix) => ({ ...fix, speedMps: fix.speedMps / 2 })),
  },
  {
    name: 'speed x 1.25',
    what: 'a quarter more speed is stated',
    forge: (s) => restate(s, (fix) => ({ ...fix, speedMps: fix.speedMps * 1.25 })),
  },
  {
    name: 'course turned round',
    what: 'the opposite course is stated',
    forge: (s) => restate(s, (fix) => ({ ...fix, headingDeg: (fix.headingDeg + 180) % 360 })),
  },
  { name: 'shifted 100 m', what: 'every position is 100 m to the side, at once', forge: (s) => shift(s, 100) },
  { name: 'shifted 200 m', what: 'every position is 200 m to the side, at once', forge: (s) => shift(s, 200) },
  { name: 'frozen', what: 'the position stays, speed and course go on', forge: (s) => frozen(s) },
  {
    name: 'speeding, 49 m/s along the way',
    what: 'the vehicle goes on along its way and gathers speed by 4 m/s2 up to 49 m/s; no turn slows it',
    forge: (s) => speeding(s, 49, false),
  },
  {
    name: 'speeding, 35 m/s along the way',
    what: 'the same up to 35 m/s (126 km/h)',
    forge: (s) => speeding(s, 35, false),
  },
  {
    name: 'step of speed to 40 m/s',
    what: 'from one second to the next it drives, and states, 40 m/s along its way',
    forge: (s) => speeding(s, 40, true),
  },
  {
    name: 'ahead by 1500 m after a silence',
    what: 'silent for 31 s, then 1500 m further along its way than it can have driven at 13 m/s',
    forge: (s) => aheadAfterSilence(s, 31, 1500),
  },
  {
    name: 'ahead by 700 m after a silence',
    what: 'silent for 20 s, then 700 m further along its way than it can have driven at 13 m/s',
    forge: (s) => aheadAfterSilence(s, 20, 700),
  },
  {
    name: 'consistent ghost',
    what: 'a whole made-up trip from the start, driven properly along the route: no position tells it from a vehicle',
    forge: ({ honest }) => honest,
  },
];

function metresBetween(a: PositionFix, b: PositionFix): number {
  const north = (b.lat - a.lat) * DEGREE_M;
  const east = (b.lon - a.lon) * DEGREE_M * Math.cos((a.lat * Math.PI) / 180);
  return Math.sqrt(north * north + east * east);
}

function moved(fix: PositionFix, towardsDeg: number, metres: number): PositionFix {
  const towards = (towardsDeg * Math.PI) / 180;
  const lat = fix.lat + (metres * Math.cos(towards)) / DEGREE_M;
  return { ...fix, lat, lon: fix.lon + (metres * Math.sin(towards)) / (DEGREE_M * Math.cos((lat * Math.PI) / 180)) };
}

/** Fixes of one track, each at the time of another's. */
function redated(track: readonly PositionFix[], like: readonly PositionFix[], addedMs = 0): PositionFix[] {
  return like.slice(0, track.length).map((at, i) => ({ ...track[i]!, atMs: at.atMs + addedMs }));
}

function ghostAhead({ honest, from }: Scene): readonly PositionFix[] | undefined {
  const here = honest[from]!;
  const ahead = honest.findIndex((fix, i) => i > from && metresBetween(here, fix) >= ELSEWHERE_M);
  if (ahead < 0 || honest.length - ahead < 30) return undefined;
  return [...honest.slice(0, from), ...redated(honest.slice(ahead), honest.slice(from))];
}

function replay({ honest, from, random }: Scene, noiseM: number, isVehicleThere: boolean): readonly PositionFix[] | undefined {
  const old = honest.slice(0, from);
  const movedM = Math.max(...old.map((fix) => metresBetween(fix, honest[from]!)));
  if (movedM < ELSEWHERE_M) return undefined;
  const copies = old.map((fix) => (noiseM === 0 ? fix : moved(fix, random.uniform(0, 360), random.normal(0, noiseM))));
  const replayed = redated(copies, honest.slice(from), isVehicleThere ? 500 : 0);
  return isVehicleThere ? inOrder([...honest, ...replayed]) : [...old, ...replayed];
}

function secondElsewhere({ honest, from, other }: Scene): readonly PositionFix[] | undefined {
  const second = redated(other, honest.slice(from), 500);
  const isFar = second.every((fix, i) => metresBetween(fix, honest[from + i]!) > 500);
  return isFar ? inOrder([...honest, ...second]) : undefined;
}

function secondBehind({ honest, from }: Scene, behindS: number): readonly PositionFix[] {
  return inOrder([...honest, ...redated(honest.slice(from - behindS), honest.slice(from), 500)]);
}

function inOrder(fixes: readonly PositionFix[]): readonly PositionFix[] {
  return [...fixes].sort((a, b) => a.atMs - b.atMs);
}

function drag({ honest, from }: Scene, towardsDeg: number, mps: number): readonly PositionFix[] {
  const startMs = honest[from]!.atMs;
  // One direction throughout, seen from the course at the start: a spoofed sky does not turn with the road.
  const towards = honest[from]!.headingDeg + towardsDeg;
  return honest.map((fix, i) => (i < from ? fix : moved(fix, towards, (mps * (fix.atMs - startMs)) / 1000)));
}

function restate({ honest, from }: Scene, lie: (fix: PositionFix) => PositionFix): readonly PositionFix[] {
  return honest.map((fix, i) => (i < from ? fix : lie(fix)));
}

function shift({ honest, from }: Scene, metres: number): readonly PositionFix[] {
  const towards = honest[from]!.headingDeg + 90;
  return honest.map((fix, i) => (i < from ? fix : moved(fix, towards, metres)));
}

function frozen({ honest, from }: Scene): readonly PositionFix[] {
  const { lat, lon } = honest[from]!;
  return honest.map((fix, i) => (i < from ? fix : { ...fix, lat, lon }));
}
