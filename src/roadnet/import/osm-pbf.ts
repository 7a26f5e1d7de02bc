import { inflateSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { InputFaults } from '../../kernel/faults.ts';
import type { OsmReader, OsmVisitor } from './osm-elements.ts';
import { requiredFeatures, visitBlock } from './osm-pbf-block.ts';

/** Limits of the format: what is larger is no such file. */
const MOST_HEADER_BYTES = 64 * 1024;
const MOST_BLOCK_BYTES = 32 * 1024 * 1024;
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);
const NO_PBF =
  'is no OpenStreetMap PBF file: expected a name ending in .osm.pbf and what belongs to it, as Geofabrik and osmium write';
/** Field numbers of the compressions that a block may have beside zlib. */
const COMPRESSIONS: Readonly<Record<number, string>> = { 4: 'lzma', 5: 'bzip2', 6: 'lz4', 7: 'zstd' };

/**
 * Reads OpenStreetMap's PBF format block by block, so that no more than one block is held: https://wiki.openstreetmap.org/wiki/PBF_Format
 * @param open the bytes of the file from its beginning, in pieces of any size
 */
export function osmPbfReader(source: string, open: () => Iterable<Uint8Array>): OsmReader {
  return (visitor) => readBlocks(source, new Bytes(open()), visitor);
}

function readBlocks(source: string, bytes: Bytes, visitor: OsmVisitor): void {
  for (let block = 1; ; block++) {
    const fail = (advice: string): never => {
      throw new InputFaults(source, [{ path: block === 1 ? '' : `block ${block}`, value: undefined, advice }]);
    };
    const sizeBytes = bytes.take(4);
    if (sizeBytes === 'at-end' && block > 1) return;
    if (sizeBytes === 'at-end')
      throw new InputFaults(source, [{ path: '', value: undefined, advice: 'is empty: expected OpenStreetMap data' }]);
    const headerSize = sizeBytes === 'cut' ? 0 : new DataView(sizeBytes.buffer, sizeBytes.byteOffset).getUint32(0);
    if (headerSize === 0 || headerSize > MOST_HEADER_BYTES) fail(block === 1 ? NO_PBF : 'is damaged, or the file is cut short');
    const header = decoded(() => readBlobHeader(whole(bytes, headerSize)), block, fail);
    if (block === 1 && header.type !== 'OSMHeader') fail(NO_PBF);
    if (header.size > MOST_BLOCK_BYTES) fail('is larger than the format allows');
    const blob = decoded(() => inflated(whole(bytes, header.size)), block, fail);
    if (header.type === 'OSMHeader') {
      const unknown = decoded(() => requiredFeatures(blob), block, fail).filter((feature) => !KNOWN_FEATURES.has(feature));
      if (unknown.length > 0) fail(`needs features of the format that are not read here: ${unknown.join(', ')}`);
    } else if (header.type === 'OSMData') {
      decoded(() => visitBlock(blob, visitor), block, fail);
    }
  }
}

/** What `decode` makes of bytes from the file; whatever it stumbles over is damage of the file. */
function decoded<T>(decode: () => T, block: number, fail: (advice: string) => never): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof InputFaults) throw error;
    if (error instanceof CutShort) return fail('the file ends in the midst of a block: it is cut short, get it anew');
    const why = error instanceof Error ? error.message : String(error);
    return fail(block === 1 && !(error instanceof Unreadable) ? NO_PBF : `cannot be decoded: ${why}`);
  }
}

class CutShort extends Error {}
class Unreadable extends Error {}

function whole(bytes: Bytes, count: number): Uint8Array {
  const taken = count === 0 ? new Uint8Array() : bytes.take(count);
  if (typeof taken === 'string') throw new CutShort();
  return taken;
}

function readBlobHeader(bytes: Uint8Array): { readonly type: string; readonly size: number } {
  return new PbfReader(bytes).readFields(
    (tag, header, pbf) => {
      if (tag === 1) header.type = pbf.readString();
      else if (tag === 3) header.size = pbf.readVarint();
    },
    { type: '', size: 0 },
  );
}

function inflated(blob: Uint8Array): Uint8Array {
  const found = new PbfReader(blob).readFields<{ raw?: Uint8Array; zlib?: Uint8Array; other?: string }>((tag, fields, pbf) => {
    if (tag === 1) fields.raw = pbf.readBytes();
    else if (tag === 3) fields.zlib = pbf.readBytes();
    else fields.other = COMPRESSIONS[tag] ?? fields.other;
  }, {});
  if (found.raw !== undefined) return found.raw;
  if (found.zlib !== undefined) return inflateSync(found.zlib, { maxOutputLength: MOST_BLOCK_BYTES });
  throw new Unreadable(`its compression ${found.other ?? ''} is not read here, only zlib; osmium cat -o NEW.osm.pbf rewrites it`);
}

/** Bytes from pieces of any size. */
class Bytes {
  readonly #pieces: Iterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** The next `count` bytes; `at-end` where there are none left, `cut` where there are fewer. */
  take(count: number): Uint8Array | 'at-end' | 'cut' {
    const parts = [this.#held];
    let held = this.#held.length;
    while (held < count) {
      const next = this.#pieces.next();
      if (next.done === true) return held === 0 ? 'at-end' : 'cut';
      parts.push(next.value);
      held += next.value.length;
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = all.subarray(count);
    return all.subarray(0, count);
  }
}
