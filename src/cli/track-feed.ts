import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../adapters/clock.ts';
import type { Connection } from '../adapters/mqtt/connection.ts';
import { encode } from '../contract/codec.ts';
import { positionCodec } from '../contract/position.ts';
import type { TrackFix } from './track-fixes.ts';

export interface TrackFeedSetup {
  readonly fixes: AsyncIterable<TrackFix>;
  readonly city: string;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly speed: number;
  /** The times of the track, not ours. */
  readonly keepTime: boolean;
  readonly onSent: (sent: number) => void;
}

export interface Fed {
  readonly sent: number;
  /** While the connection was away. */
  readonly notSent: number;
}

/** Publishes each fix when it is due, the first one now. Ends early, without an error, when the signal is raised. */
export async function feedTrack(setup: TrackFeedSetup, signal: AbortSignal): Promise<Fed> {
  const { clock, speed, city, connection } = setup;
  const startMs = clock.nowMs();
  let firstMs: number | undefined;
  let sent = 0;
  let notSent = 0;
  for await (const fix of setup.fixes) {
    if (!fix.ok) continue;
    firstMs ??= fix.value.atMs;
    const dueMs = startMs + fix.value.atMs - firstMs;
    await until(dueMs, clock, speed, signal);
    if (signal.aborted) break;
    const atMs = setup.keepTime ? fix.value.atMs : dueMs;
    try {
      await connection.publish(encode(positionCodec, city, { ...fix.value, atMs }));
      sent += 1;
    } catch {
      notSent += 1;
    }
    setup.onSent(sent);
  }
  return { sent, notSent };
}

async function until(dueMs: number, clock: Clock, speed: number, signal: AbortSignal): Promise<void> {
  const waitMs = (dueMs - clock.nowMs()) / speed;
  if (waitMs > 0) await setTimeout(waitMs, undefined, { signal }).catch(() => undefined);
}
