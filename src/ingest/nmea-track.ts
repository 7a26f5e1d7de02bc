import { type Line, Lines } from './lines.ts';
import { endOfTrack, type NmeaState, takeLine } from './nmea-epoch.ts';
import { SENTENCE_LENGTH } from './nmea-sentence.ts';
import { type Reading, type TrackReader, unread } from './reading.ts';

/** Sentences as a receiver was recorded, one a line; what is no sentence is refused with its line. */
export class NmeaTrack implements TrackReader {
  readonly #lines = new Lines(SENTENCE_LENGTH);
  readonly #startMs: number | undefined;
  #state: NmeaState = {};
  #line = 0;

  /** `startMs`: about when it begins, for receivers that send no RMC and so no date. */
  constructor(startMs?: number) {
    this.#startMs = startMs;
  }

  push(text: string): readonly Reading[] {
    return this.#lines.push(text).flatMap((line) => this.#take(line));
  }

  end(): readonly Reading[] {
    return [...this.#take(this.#lines.end()), ...endOfTrack(this.#state, this.#nearMs())];
  }

  #take(line: Line): readonly Reading[] {
    this.#line += 1;
    if (line === undefined) return [unread('oversized', `line ${this.#line}: more than ${SENTENCE_LENGTH} characters`)];
    if (line.trim() === '') return [];
    const { state, readings } = takeLine(this.#state, line, this.#nearMs());
    this.#state = state;
    return readings.map((reading) => (reading.ok ? reading : unread(reading.reason, `line ${this.#line}: ${reading.detail}`)));
  }

  #nearMs(): number | undefined {
    return this.#state.lastAtMs ?? this.#startMs;
  }
}
