import type { Command } from 'commander';
import { loadMap } from '../adapters/files/map-file.ts';
import type { RoadMap } from '../roadnet/map.ts';
import { exportRecording, type RecordingFiles, recordingFiles } from './recording-export.ts';

/** `clearway recording export FILE --map MAP`: what SUMO's tools read, from a recording of a run. */
export function registerRecording(program: Command): void {
  const recording = program.command('recording').description('work with recordings of runs (.rec.gz)');
  recording
    .command('export')
    .description("write a recording's trajectories and trips as SUMO's fcd (.fcd.xml.gz) and tripinfo (.tripinfo.xml), beside it")
    .argument('<recording>', 'recording that "simulate --record" made (.rec.gz)')
    .requiredOption('--map <file>', 'the map that the run was made on')
    .action(async (path: string, options: { readonly map: string }) => {
      const files = { ...recordingFiles(path.replace(/\.rec\.gz$/, '')), recording: path };
      process.exitCode = await exportHeld(files, loadMap(options.map));
    });
}

/** Exports what a recording holds; returns the exit code, 1 where that is not the whole run. */
export async function exportHeld(files: RecordingFiles, map: RoadMap): Promise<number> {
  const { toS, endS } = await exportRecording(files, map);
  process.stdout.write(`${files.fcd}\n${files.tripinfo}\n`);
  if (toS >= endS) return 0;
  process.stderr.write(
    `${files.recording}: ends after second ${toS} of ${endS}: it was cut off there, and so are the two files made of it. ` +
      'Trips that ended later are not in them; record the run again for all of it.\n',
  );
  return 1;
}
