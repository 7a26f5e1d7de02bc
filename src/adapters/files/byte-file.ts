import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, gzipSync } from 'node:zlib';
import { InputFaults } from '../../kernel/faults.ts';
import { troubleOf, writing } from './file-trouble.ts';

const CHUNK_BYTES = 1 << 20;

/** How a file is packed, by what it holds. */
const PACKINGS = {
  none: (bytes: Uint8Array) => bytes,
  text: (bytes: Uint8Array) => gzipSync(bytes, { level: constants.Z_BEST_SPEED }),
  // Numbers repeat by chance only: to look for repetition takes twice the time and packs them worse.
  numbers: (bytes: Uint8Array) => gzipSync(bytes, { level: constants.Z_BEST_SPEED, strategy: constants.Z_HUFFMAN_ONLY }),
} as const;

/**
 * Bytes written to a file as they come, a megabyte at a time, as a whole gzip member each where they are packed: a killed process
 * leaves a file that reads well up to its last member, and no more than a megabyte waits in memory. A disk that takes no more is a
 * `Failure`, at the write that finds it so or when the file is closed.
 */
export class ByteFile {
  readonly #path: string;
  readonly #fd: number;
  readonly #pack: (bytes: Uint8Array) => Uint8Array;
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #filled = 0;

  /** An existing file is replaced. Throws InputFaults when it cannot be written. */
  constructor(path: string, packing: keyof typeof PACKINGS) {
    this.#path = path;
    this.#pack = PACKINGS[packing];
    try {
      this.#fd = openSync(path, 'w');
    } catch (error) {
      throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be written: ${troubleOf(error)}` }]);
    }
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + CHUNK_BYTES - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === CHUNK_BYTES) this.#flush();
    }
  }

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#fd);
    }
  }

  #flush(): void {
    if (this.#filled === 0) return;
    const packed = this.#pack(this.#chunk.subarray(0, this.#filled));
    // What a full disk did not take is not tried again when the file is closed.
    this.#filled = 0;
    writing(this.#path, () => {
      for (let at = 0; at < packed.length; ) at += writeSync(this.#fd, packed, at);
    });
  }
}
