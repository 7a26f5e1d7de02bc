import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;

/** By which a file is known to be the one that was written. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads the file piece by piece, so that its size is no matter. Throws what the file system throws. */
export function digestOf(path: string): FileDigest {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK_BYTES);
  const fd = openSync(path, 'r');
  let bytes = 0;
  try {
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) {
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(fd);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Is the file the one of that digest? Of another size it is not even read. */
export function isIntact(path: string, digest: FileDigest): boolean {
  return statSync(path).size === digest.bytes && digestOf(path).sha256 === digest.sha256;
}
