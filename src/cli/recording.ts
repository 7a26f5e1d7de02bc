import type { Command } from 'commander';
import { loadMap } from '../adapters/files/map-file.ts';
import { exportRecording, recordingFiles } from './recording-export.ts';

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
      await exportRecording(files, loadMap(options.map));
      process.stdout.write(`${files.fcd}\n${files.tripinfo}\n`);
    });
}
