import { closeSync, openSync, readSync } from 'node:fs';
import { InputFaults } from '../../kernel/faults.ts';
import { troubleOf } from './file-trouble.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The bytes of a file from its beginning, a piece at a time; each piece keeps its bytes.
 * @throws InputFaults when the file cannot be read.
 */
export function* fileChunks(path: string): Generator<Uint8Array> {
  const file = attempt(path, () => openSync(path, 'r'));
  try {
    for (;;) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      const count = attempt(path, () => readSync(file, chunk));
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be read: ${troubleOf(error)}` }]);
  }
}
