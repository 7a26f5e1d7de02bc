import { createReadStream } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import type { Reading, TrackReader } from '../../ingest/reading.ts';
import { decodeTrackMapping, type TrackMapping } from '../../ingest/track-mapping.ts';
import { InputFaults } from '../../kernel/faults.ts';
import { troubleOf } from './file-trouble.ts';
import { parsed, readText } from './map-file.ts';

const CHUNK_BYTES = 1 << 16;

/** The readings of a track, as they come out of the file; no more than a piece of it is in memory. Throws InputFaults when it cannot be read. */
export async function* readTrack(path: string, reader: TrackReader): AsyncGenerator<Reading> {
  const pieces = createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK_BYTES })[Symbol.asyncIterator]();
  for (;;) {
    const piece = await pieces.next().catch((error: unknown) => {
      throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be read: ${troubleOf(error)}` }]);
    });
    if (piece.done === true) break;
    yield* reader.push(String(piece.value));
  }
  yield* reader.end();
}

/** How to read a table of positions. Throws InputFaults with every fault of the file. */
export function loadTrackMapping(path: string): TrackMapping {
  return decodeTrackMapping(path, parsed(path, readText(path), 'YAML', parseYaml));
}
