import { randomStream } from '../../src/kernel/random.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { TrustReason } from '../../src/trust/trust-reason.ts';
import type { Trip } from '../matching/driven.ts';
import { type ReceiverNoise, receive } from '../matching/receiver.ts';
import { quantile } from '../statistics/spread.ts';
import type { Attack } from './attack.ts';
import { drawWay } from './drawn-way.ts';
import { judgeDrive } from './judge-drive.ts';
import { type Rate, rateOf } from './rate.ts';

export interface AttackFigures {
  readonly attack: string;
  readonly what: string;
  readonly sigmaM: number;
  readonly cases: number;
  /** Suspected within a minute of its beginning. */
  readonly detected: Rate;
  /** Over those detected, seconds from the first forged fix; null without any. */
  readonly secondsP50: number | null;
  readonly secondsP90: number | null;
  readonly reasons: Readonly<Partial<Record<TrustReason, number>>>;
}

/** The attack begins after a minute of honest driving. */
const HONEST_FIXES = 60;
const WITHIN_MS = 60_000;
/** So many fixes of it at least, or a drive is too short to be attacked. */
const LEAST_FIXES = 45;

export function measureAttack(
  index: RoadIndex,
  trips: readonly Trip[],
  attack: Attack,
  noise: ReceiverNoise,
  most: number,
  unstated: boolean,
): AttackFigures {
  const seconds: number[] = [];
  const reasons: Partial<Record<TrustReason, number>> = {};
  let cases = 0;
  trips.forEach((trip, i) => {
    if (cases >= most) return;
    const random = randomStream(trip.seed, 'receiver');
    const received = receive(index, trip, noise, random);
    const honest = received.map(({ fix }) => fix);
    if (honest.length < HONEST_FIXES + LEAST_FIXES) return;
    const other = receive(index, trips[(i + 1) % trips.length]!, noise, random.fork('other')).map(({ fix }) => fix);
    const way = drawWay(index, trip, received, HONEST_FIXES);
    const forged = attack.forge({ honest, from: HONEST_FIXES, other, random: random.fork('attack'), way });
    if (forged === undefined) return;
    const beganMs = honest[HONEST_FIXES]!.atMs;
    const suspected = judgeDrive(index, index.link(trip.planned.at(-1)!).to, forged, unstated);
    // One who is suspected before is no case: what follows says nothing about the attack.
    if (suspected.some(({ fromMs }) => fromMs < beganMs)) return;
    cases++;
    const first = suspected[0];
    if (first === undefined || first.fromMs - beganMs > WITHIN_MS) return;
    seconds.push((first.fromMs - beganMs) / 1000);
    reasons[first.reason] = (reasons[first.reason] ?? 0) + 1;
  });
  return {
    attack: attack.name,
    what: attack.what,
    sigmaM: noise.sigmaM,
    cases,
    detected: rateOf(seconds.length, cases),
    secondsP50: seconds.length === 0 ? null : quantile(seconds, 0.5),
    secondsP90: seconds.length === 0 ? null : quantile(seconds, 0.9),
    reasons,
  };
}
