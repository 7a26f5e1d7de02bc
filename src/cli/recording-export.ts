import { renameSync } from 'node:fs';
import { ByteFile } from '../adapters/files/byte-file.ts';
import { openRecording } from '../adapters/files/recording-file.ts';
import { mapSha256 } from '../journal/session.ts';
import { InputFaults } from '../kernel/faults.ts';
import { FcdWriter } from '../recording/fcd.ts';
import { TripinfoWriter } from '../recording/tripinfo.ts';
import type { RoadMap } from '../roadnet/map.ts';

/** Where a recording and what is made of it are kept. */
export interface RecordingFiles {
  readonly recording: string;
  /** SUMO's floating car data, packed. */
  readonly fcd: string;
  /** SUMO's trip information. */
  readonly tripinfo: string;
}

export function recordingFiles(base: string): RecordingFiles {
  return { recording: `${base}.rec.gz`, fcd: `${base}.fcd.xml.gz`, tripinfo: `${base}.tripinfo.xml` };
}

/**
 * Writes SUMO's fcd and tripinfo from a recording; both files are there whole or not at all. `onSecond` is told every second that
 * has been written, and may take its time. Throws InputFaults when the recording cannot be read or was made on another map.
 */
export async function exportRecording(
  files: RecordingFiles,
  map: RoadMap,
  onSecond: (second: number) => void | Promise<void> = () => {},
): Promise<void> {
  const { header, seconds } = await openRecording(files.recording);
  const sha256 = mapSha256(map);
  if (sha256 !== header.mapSha256) {
    const advice = `is of another map, "${header.map}" (SHA-256 ${header.mapSha256}): give that file, unchanged`;
    throw new InputFaults(files.recording, [{ path: '', value: sha256, advice }]);
  }
  const fcdFile = new ByteFile(part(files.fcd), 'text');
  const tripinfoFile = new ByteFile(part(files.tripinfo), 'none');
  try {
    const writers = [new FcdWriter(fcdFile, header, map), new TripinfoWriter(tripinfoFile, header, map)];
    for await (const second of seconds) {
      for (const writer of writers) writer.second(second);
      await onSecond(second.second);
    }
    for (const writer of writers) writer.end();
  } finally {
    fcdFile.close();
    tripinfoFile.close();
  }
  renameSync(part(files.fcd), files.fcd);
  renameSync(part(files.tripinfo), files.tripinfo);
}

function part(path: string): string {
  return `${path}.part`;
}
