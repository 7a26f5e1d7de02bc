import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { InputFaults } from '../../kernel/faults.ts';
import { decodeRecordingHeader, type RecordingHeader } from '../../recording/header.ts';
import { type RecordedSecond, RecordingDecoder } from '../../recording/recording-decoder.ts';
import { troubleOf } from './file-trouble.ts';

const LINE_END = 10;

/** A recording open for reading: its header, and its seconds as they come. Iterate `seconds` once. */
export interface OpenRecording {
  readonly header: RecordingHeader;
  readonly seconds: AsyncIterable<RecordedSecond>;
}

/** Opens a recording; what follows the last whole frame was cut off by a kill and is left out. Throws InputFaults, while reading too. */
export async function openRecording(path: string): Promise<OpenRecording> {
  const bytes = new Pending(unpacked(path));
  const line = await bytes.line().catch((error: unknown) => {
    throw fault(path, `cannot be read: ${troubleOf(error)}`);
  });
  if (line === undefined) throw fault(path, 'is no recording: it has no header line');
  return { header: decodeRecordingHeader(path, line), seconds: secondsOf(path, bytes) };
}

async function* secondsOf(path: string, bytes: Pending): AsyncGenerator<RecordedSecond> {
  const decoder = new RecordingDecoder();
  for (let lastS = 0; ; ) {
    const second = await nextSecond(bytes, decoder).catch((error: unknown) => {
      throw fault(path, `is damaged after second ${lastS}: ${troubleOf(error)}`);
    });
    if (second === undefined) return;
    lastS = second.second;
    yield second;
  }
}

async function nextSecond(bytes: Pending, decoder: RecordingDecoder): Promise<RecordedSecond | undefined> {
  const frame = await bytes.frame();
  return frame === undefined ? undefined : decoder.decode(frame);
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // The pipeline's error also ends the loop below, which reports it.
  pipeline(createReadStream(path), gunzip, () => {});
  for await (const chunk of gunzip) yield chunk as Uint8Array;
}

/** Bytes of a stream that have come and not been asked for yet. */
class Pending {
  readonly #chunks: AsyncGenerator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncGenerator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** Up to the next line end, without it; undefined when none comes. */
  async line(): Promise<string | undefined> {
    let end = this.#bytes.indexOf(LINE_END);
    while (end < 0) {
      if (!(await this.#more())) return undefined;
      end = this.#bytes.indexOf(LINE_END);
    }
    return new TextDecoder().decode(this.#take(0, end, end + 1));
  }

  /** The next frame; undefined when there is no whole one left. */
  async frame(): Promise<Uint8Array | undefined> {
    for (;;) {
      const size = sizeAt(this.#bytes);
      if (size !== undefined && this.#bytes.length >= size.head + size.frame) {
        return this.#take(size.head, size.head + size.frame, size.head + size.frame);
      }
      if (!(await this.#more())) return undefined;
    }
  }

  #take(from: number, to: number, next: number): Uint8Array {
    const taken = this.#bytes.subarray(from, to);
    this.#bytes = this.#bytes.subarray(next);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    const joined = new Uint8Array(this.#bytes.length + next.value.length);
    joined.set(this.#bytes);
    joined.set(next.value, this.#bytes.length);
    this.#bytes = joined;
    return true;
  }
}

/** The length that a frame begins with; undefined while it is not there whole. */
function sizeAt(bytes: Uint8Array): { readonly head: number; readonly frame: number } | undefined {
  let frame = 0;
  for (let i = 0, factor = 1; i < bytes.length; i++, factor *= 128) {
    frame += (bytes[i]! & 0x7f) * factor;
    if (bytes[i]! < 0x80) return { head: i + 1, frame };
  }
  return undefined;
}

function fault(path: string, advice: string): InputFaults {
  return new InputFaults(path, [{ path: '', value: undefined, advice }]);
}
