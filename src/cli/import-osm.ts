import { basename } from 'node:path';
import { fileChunks } from '../adapters/files/file-chunks.ts';
import { importOsm } from '../roadnet/import/osm.ts';
import { osmPbfReader } from '../roadnet/import/osm-pbf.ts';
import { osmXmlReader } from '../roadnet/import/osm-xml.ts';
import type { ImportedSource } from './imported-source.ts';

/**
 * Imports a file of OpenStreetMap data, `.osm.pbf` or `.osm` (XML); it is read as it streams by and never held as a whole.
 * @throws InputFaults with what is wrong with the file.
 */
export function importOsmFile(file: string): ImportedSource {
  const open = (): Iterable<Uint8Array> => fileChunks(file);
  const name = basename(file)
    .replace(/\.(?:pbf|xml)$/, '')
    .replace(/\.osm$/, '');
  const read = file.endsWith('.pbf') ? osmPbfReader(file, open) : osmXmlReader(file, open);
  return { file, name, ...importOsm(file, read, name) };
}
