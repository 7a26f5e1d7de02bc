import { TOPIC_ID } from '../contract/topics.ts';
import type { IngestRefusal, RefusalSubject } from '../evidence/event.ts';
import type { PositionFix } from '../location/fix.ts';
import { fixOf, type Motion } from './motion.ts';
import type { NmeaState } from './nmea-epoch.ts';
import { quoted, type Unread, unread } from './reading.ts';
import { openMessage } from './source-message.ts';
import type { PositionSource } from './source-schema.ts';
import { filterOfPattern, matchTopic } from './topic-pattern.ts';

/** One position of a message, or why it has none. */
export type Taken =
  | { readonly ok: true; readonly fix: PositionFix }
  | { readonly ok: false; readonly reason: IngestRefusal; readonly subject: RefusalSubject; readonly detail: string };

/** What is kept of one vehicle of one source. */
interface Track {
  readonly nmea: NmeaState;
  readonly motion?: Motion;
}

/** The vehicle heard longest ago is forgotten first; all that it loses is what was to be derived. */
const VEHICLES_MOST = 2000;

/** Positions out of messages that are a centre's own, by its configuration. */
export class PositionSources {
  readonly #sources: readonly PositionSource[];
  readonly #tracks = new Map<string, Track>();

  constructor(sources: readonly PositionSource[]) {
    this.#sources = sources;
  }

  /** What to subscribe to. */
  get filters(): readonly string[] {
    return [...new Set(this.#sources.map(({ topic }) => filterOfPattern(topic)))];
  }

  /** Reads a message by the first source whose topic fits; undefined when none does. Never throws. */
  read(topic: string, payload: Uint8Array, retained: boolean, receivedMs: number): readonly Taken[] | undefined {
    for (const [i, source] of this.#sources.entries()) {
      const match = matchTopic(source.topic, topic);
      if (match === undefined) continue;
      const message = openMessage(source, payload, retained);
      if (!message.ok) return [refused(message, { topic })];
      const vehicle = idOf(source, match.vehicle ?? message.vehicle);
      if (!TOPIC_ID.test(vehicle)) return [refused(notAnId(vehicle), { topic })];
      const key = `${i}/${vehicle}`;
      const before = this.#tracks.get(key) ?? { nmea: {} };
      const { nmea, readings } = message.read(before.nmea, receivedMs);
      let { motion } = before;
      const taken = readings.map((reading): Taken => {
        if (!reading.ok) return refused(reading, { topic, vehicle });
        const next = fixOf(vehicle, reading.sighting, source.datum, motion);
        motion = next.motion;
        return next.fix.ok ? { ok: true, fix: next.fix.value } : refused(next.fix, { topic, vehicle });
      });
      this.#keep(key, { nmea, ...(motion === undefined ? {} : { motion }) });
      return taken;
    }
    return undefined;
  }

  #keep(key: string, track: Track): void {
    this.#tracks.delete(key);
    this.#tracks.set(key, track);
    const [oldest] = this.#tracks.keys();
    if (this.#tracks.size > VEHICLES_MOST && oldest !== undefined) this.#tracks.delete(oldest);
  }
}

function idOf({ names }: PositionSource, name: string): string {
  return names !== undefined && Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

function notAnId(vehicle: string): Unread {
  return unread('malformed', vehicle === '' ? 'no vehicle is named' : `${quoted(vehicle)} cannot be the id of a vehicle`);
}

function refused({ reason, detail }: Unread, subject: RefusalSubject): Taken {
  return { ok: false, reason, subject, detail };
}
