import type { AmbulanceRun, JunctionTrace } from '../../src/experiment/run-result.ts';
import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import type { Lamp } from '../../src/signal/lamp.ts';

const ENTER_S = 1800;
const CYCLE_S = 170;
/** From the departure to the end of the run. */
const LIMIT_S = 2400;
const GREEN_S = 72;
const SPEED_MPS = 17.4;
const SPACINGS_M = [310, 420, 180, 365, 290, 510, 240, 330, 400, 150, 380, 295, 470, 310, 260, 345, 410, 225, 390, 330, 280];
const TAIL_M = 350;

/** What an imagined run is made of: how early each light turns green before the ambulance; undefined = fixed-time programme. */
export interface ImaginedArm {
  readonly arm: string;
  readonly leadS: number | undefined;
}

export const IMAGINED_ARMS: readonly ImaginedArm[] = [
  { arm: 'none', leadS: undefined },
  { arm: 'eta-30', leadS: 30 },
  { arm: 'eta-120', leadS: 120 },
  { arm: 'clearway', leadS: 240 },
];

/** Runs of a corridor like the flagship's, made up from a point queue per junction: for tests of what is drawn and summed up. */
export function imaginedResults(seeds: readonly number[]): AmbulanceRun[] {
  return seeds.flatMap((seed) => IMAGINED_ARMS.map((arm) => imaginedRun(arm, seed)));
}

function imaginedRun({ arm, leadS }: ImaginedArm, seed: number): AmbulanceRun {
  const random = randomStream(seed, 'imagined');
  const path: [number, number][] = [[ENTER_S, 0]];
  const junctions: JunctionTrace[] = [];
  let [timeS, distanceM, stops, stoppedS, pushedM] = [ENTER_S, 0, 0, 0, 0];
  SPACINGS_M.forEach((spacingM, i) => {
    const end = passJunction({ random, leadS, index: i, fromS: timeS, fromM: distanceM, spacingM, pushedM });
    pushedM = leadS === undefined ? 0 : (leadS > 60 ? 0.8 : 0.3) * end.queueM;
    if (end.waitedS > 0) [stops, stoppedS] = [stops + 1, stoppedS + end.waitedS];
    path.push(...end.path);
    junctions.push(end.junction);
    [timeS, distanceM] = [end.crossedS, distanceM + spacingM];
  });
  const arrivedS = timeS + TAIL_M / SPEED_MPS;
  path.push([arrivedS, distanceM + TAIL_M]);
  const effort = (leadS ?? 0) / 240;
  const drive = {
    drive: { kind: 'arrived', timeS: arrivedS - ENTER_S },
    limitS: LIMIT_S,
    junctionsOnGreen: junctions.filter((j) => j.passedOnGreen).length,
    junctionsOnRoute: junctions.length,
    stops,
    stoppedS,
  } as const;
  return {
    subject: 'ambulance',
    arm,
    seed,
    traffic: {
      completedTrips: 4000 + seed,
      throughputVehPerH: 4500,
      meanTravelTimeS: 400 + 20 * effort,
      meanTripDelayS: 215 + 20 * effort,
      unfinishedTrips: 300,
    },
    pedestrians: null,
    gridlock: null,
    ...drive,
    fleet: [{ mission: 'M1', vehicle: 'AMB-1', urgency: 'life-threat', ...drive }],
    crossStreets: [],
    spillbackLinkS: 600 * effort,
    preemptions: { granted: leadS === undefined ? 0 : junctions.length, unused: 0, false: 0 },
    othersMeanDelayS: 210 + 18 * effort + random.uniform(-3, 3),
    othersLossS: 2_000_000 + 180_000 * effort,
    crossLossS: 600_000 * (1 + 0.6 * effort + random.uniform(-0.02, 0.02)),
    needlessGreenS: leadS === undefined ? 0 : 4,
    recoveryS: leadS === undefined ? 0 : 180 + random.uniform(-20, 20),
    recoveries: [],
    violations: [],
    refusals:
      leadS === undefined
        ? { 'request:strategy-gives-no-priority': 21 }
        : { 'request:too-early': 40, 'match:late': 2, 'interlock:max-presence': 1 },
    logSha256: seed.toString(16).padStart(64, arm.length.toString(16)),
    trace: { path, routeLengthM: distanceM + TAIL_M, junctions: junctions.map((j) => withLamps(j, arrivedS)) },
  };
}

interface Approach {
  readonly random: RandomStream;
  readonly leadS: number | undefined;
  readonly index: number;
  readonly fromS: number;
  readonly fromM: number;
  readonly spacingM: number;
  /** Platoon that the wave pushes ahead of the ambulance. */
  readonly pushedM: number;
}

function passJunction({ random, leadS, index, fromS, fromM, spacingM, pushedM }: Approach): {
  path: [number, number][];
  junction: JunctionTrace;
  crossedS: number;
  waitedS: number;
  queueM: number;
} {
  const distanceM = fromM + spacingM;
  const offsetS = random.uniform(0, CYCLE_S);
  const queueM = pushedM + Math.min(spacingM - 20, random.uniform(0, 220));
  const reachS = fromS + spacingM / SPEED_MPS;
  const cycleStartS = Math.floor((reachS - offsetS) / CYCLE_S) * CYCLE_S + offsetS;
  const inGreen = reachS - cycleStartS < GREEN_S;
  const greenFromS =
    leadS === undefined
      ? inGreen
        ? cycleStartS
        : cycleStartS + CYCLE_S
      : Math.min(reachS + 12, Math.max(ENTER_S - 60, reachS - leadS));
  const clearS = greenFromS + 2 + (queueM / 7.5) * 1.95;
  const crossedS = Math.max(reachS, clearS);
  const waitedS = crossedS - reachS;
  const backM = distanceM - Math.min(queueM * 0.6, spacingM - 10);
  const path: [number, number][] =
    waitedS > 5
      ? [
          [fromS + (backM - fromM) / SPEED_MPS, backM],
          [crossedS - (distanceM - backM) / 9, backM],
        ]
      : [];
  path.push([crossedS, distanceM]);
  const lamps: { fromS: number; lamp: Lamp }[] = [];
  const usualS = leadS === undefined ? greenFromS : cycleStartS - 2 * CYCLE_S;
  for (let at = usualS - 20 * CYCLE_S; at < greenFromS - GREEN_S; at += CYCLE_S) {
    lamps.push({ fromS: at, lamp: 'green' }, { fromS: at + GREEN_S, lamp: 'yellow' }, { fromS: at + GREEN_S + 3, lamp: 'red' });
  }
  lamps.push({ fromS: greenFromS, lamp: 'green' });
  const endS = leadS === undefined ? greenFromS + Math.max(GREEN_S, crossedS - greenFromS + 2) : crossedS + 2;
  lamps.push({ fromS: endS, lamp: 'yellow' }, { fromS: endS + 3, lamp: 'red' });
  const queue: [number, number][] = [];
  for (let s = ENTER_S; s < ENTER_S + 2400; s += 5)
    queue.push([s, queueAt(s, { greenFromS, clearS, endS, queueM: Math.min(queueM, spacingM - 20), cap: spacingM - 20 })]);
  const junction = {
    junction: `S${String(index + 1).padStart(2, '0')}`,
    name: `Road ${index + 1}`,
    distanceM,
    lamps,
    queue,
    passedOnGreen: greenFromS <= crossedS - 50 / 9,
  };
  return { path, junction, crossedS, waitedS, queueM };
}

function queueAt(s: number, q: { greenFromS: number; clearS: number; endS: number; queueM: number; cap: number }): number {
  if (s < q.greenFromS) return Math.max(0, q.queueM - (q.greenFromS - s) * 0.5);
  if (s < q.clearS) return q.queueM * (1 - (s - q.greenFromS) / (q.clearS - q.greenFromS));
  return s < q.endS ? 0 : Math.min(q.cap, (s - q.endS) * 0.8);
}

/** Lamps up to the mission's end, the programme running on after the ambulance. */
function withLamps(junction: JunctionTrace, endS: number): JunctionTrace {
  const last = junction.lamps.at(-1)?.fromS ?? 0;
  const more: { fromS: number; lamp: Lamp }[] = [];
  for (let at = last + 70; at < endS; at += CYCLE_S) {
    more.push({ fromS: at, lamp: 'green' }, { fromS: at + GREEN_S, lamp: 'yellow' }, { fromS: at + GREEN_S + 3, lamp: 'red' });
  }
  return { ...junction, lamps: [...junction.lamps, ...more] };
}
