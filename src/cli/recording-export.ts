import { renameSync, rmSync } from 'node:fs';
import { ByteFile } from '../adapters/files/byte-file.ts';
import { type OpenRecording, openRecording } from '../adapters/files/recording-file.ts';
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

/** How much of its run a recording holds. */
export interface RecordedSpan {
  /** The last second in it, and the run's last; the former is before the latter where the recording was cut off. */
  readonly toS: number;
  readonly endS: number;
}

/**
 * Writes SUMO's fcd and tripinfo from a recording, of one that was cut off up to where it ends; both files are there whole or not at
 * all. `onSecond` is told every second that has been written, and may take its time. Throws InputFaults when the recording cannot
 * be read, is damaged or was made on another map.
 */
export async function exportRecording(
  files: RecordingFiles,
  map: RoadMap,
  onSecond: (second: number) => void | Promise<void> = () => {},
): Promise<RecordedSpan> {
  const { header, seconds } = await openRecording(files.recording);
  const sha256 = mapSha256(map);
  if (sha256 !== header.mapSha256) {
    const advice = `is of another map, "${header.map}" (SHA-256 ${header.mapSha256}): give that file, unchanged`;
    throw new InputFaults(files.recording, [{ path: '', value: sha256, advice }]);
  }
  try {
    const toS = await writeFormats(files, { header, seconds }, map, onSecond);
    for (const path of [files.fcd, files.tripinfo]) renameSync(part(path), path);
    return { toS, endS: header.endS };
  } finally {
    for (const path of [files.fcd, files.tripinfo]) rmSync(part(path), { force: true });
  }
}

/** Returns the last second that was written, 0 when there was none. */
async function writeFormats(
  files: RecordingFiles,
  { header, seconds }: OpenRecording,
  map: RoadMap,
  onSecond: (second: number) => void | Promise<void>,
): Promise<number> {
  let toS = 0;
  const sinks: ByteFile[] = [];
  const open = (path: string, packing: 'text' | 'none'): ByteFile => {
    const file = new ByteFile(part(path), packing);
    sinks.push(file);
    return file;
  };
  try {
    const writers = [
      new FcdWriter(open(files.fcd, 'text'), header, map),
      new TripinfoWriter(open(files.tripinfo, 'none'), header, map),
    ];
    for await (const second of seconds) {
      for (const writer of writers) writer.second(second);
      toS = second.second;
      await onSecond(toS);
    }
    for (const writer of writers) writer.end();
  } finally {
    for (const sink of sinks) sink.close();
  }
  return toS;
}

function part(path: string): string {
  return `${path}.part`;
}
