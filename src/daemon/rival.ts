import { Connection, type ConnectionOptions } from '../adapters/mqtt/connection.ts';
import { decode } from '../contract/codec.ts';
import { type ControllerPresence, presenceCodec } from '../contract/presence.ts';

/** What a controller does about a presence that it hears, its own included. */
export type PresenceVerdict =
  /** It is what this controller says itself. */
  | 'own'
  /** It stands over this controller's: say the own again. */
  | 'say-again'
  /** A controller that began earlier is alive: this one has no business here. */
  | 'give-way';

/** Two controllers of one city would take its junctions from each other in turn; the one that began first stays. */
export function judgePresence(own: ControllerPresence, heard: ControllerPresence): PresenceVerdict {
  if (heard.startedMs === own.startedMs) return heard.state === own.state ? 'own' : 'say-again';
  return heard.state !== 'offline' && heard.startedMs < own.startedMs ? 'give-way' : 'say-again';
}

/** A stored presence is of a live controller when it is said again within so many heartbeats. */
const HEARTBEATS_TO_WAIT = 2.5;
/** For a broker to deliver what it has in store. A controller that is heard of later is given way to. */
const STORE_HEARTBEATS = 0.25;

/**
 * Looks for a live controller of the city, before this one says a word. A broker that was restarted, or a controller's machine
 * that vanished, leaves an `online` in store behind which nobody is; so only one that is said again counts. Rejects when the broker
 * cannot be reached.
 */
export async function findRival(
  options: ConnectionOptions,
  city: string,
  heartbeatMs: number,
): Promise<ControllerPresence | undefined> {
  const { promise, settle } = later();
  let timer: NodeJS.Timeout | undefined;
  const giveUpAfter = (heartbeats: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => settle(undefined), heartbeats * heartbeatMs);
  };
  const connection = new Connection(options, {
    message: (topic, payload, retained) => {
      const presence = decode(presenceCodec, topic, payload, retained);
      if (!presence.ok) return;
      if (presence.value.state === 'offline') settle(undefined);
      else if (retained) giveUpAfter(HEARTBEATS_TO_WAIT);
      else settle(presence.value);
    },
  });
  await connection.start(city, ['presence']);
  if (timer === undefined) giveUpAfter(STORE_HEARTBEATS);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await connection.stop();
  }
}

function later() {
  let settle: (rival: ControllerPresence | undefined) => void = () => undefined;
  const promise = new Promise<ControllerPresence | undefined>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
