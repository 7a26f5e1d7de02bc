import { randomStream } from '../../src/kernel/random.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { TrustReason } from '../../src/trust/trust-reason.ts';
import type { Trip } from '../matching/driven.ts';
import { type ReceiverNoise, receive } from '../matching/receiver.ts';
import { judgeDrive } from './judge-drive.ts';
import { perHour } from './rate.ts';

export interface HonestFigures {
  readonly noise: ReceiverNoise;
  readonly trips: number;
  readonly hours: number;
  readonly alarms: number;
  readonly perHour: number;
  readonly perHourHigh: number;
  /** Share of the time in which the vehicle was not believed. */
  readonly doubtedPct: number;
  readonly reasons: Readonly<Partial<Record<TrustReason, number>>>;
}

/** What honest vehicles are suspected of. */
export function measureHonest(index: RoadIndex, trips: readonly Trip[], noise: ReceiverNoise, unstated: boolean): HonestFigures {
  let [ms, doubtedMs, alarms] = [0, 0, 0];
  const reasons: Partial<Record<TrustReason, number>> = {};
  for (const trip of trips) {
    const fixes = receive(index, trip, noise, randomStream(trip.seed, 'receiver')).map(({ fix }) => fix);
    ms += fixes.at(-1)!.atMs - fixes[0]!.atMs;
    for (const { fromMs, untilMs, reason } of judgeDrive(index, index.link(trip.planned.at(-1)!).to, fixes, unstated)) {
      alarms++;
      doubtedMs += untilMs - fromMs;
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
  }
  const hours = ms / 3_600_000;
  const { rate, high } = perHour(alarms, hours);
  return {
    noise,
    trips: trips.length,
    hours,
    alarms,
    perHour: rate,
    perHourHigh: high,
    doubtedPct: (100 * doubtedMs) / ms,
    reasons,
  };
}
