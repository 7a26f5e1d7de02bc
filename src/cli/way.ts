import { dirname } from 'node:path';
import type { Command } from 'commander';
import { openLog } from '../adapters/files/log-file.ts';
import { makeFolders } from '../adapters/files/make-folders.ts';
import { loadMap } from '../adapters/files/map-file.ts';
import { saveWhole } from '../adapters/files/whole-file.ts';
import { drivenWay, type VehicleTrack, vehicleTracks } from '../journal/driven-way.ts';
import { InputFaults } from '../kernel/faults.ts';
import { indexMap } from '../roadnet/road-index.ts';

interface WayOptions {
  readonly map: string;
  readonly vehicle?: string;
  readonly out?: string;
}

/** `clearway way LOG --map MAP`: where a vehicle drove, told afterwards from all its positions. */
export function registerWay(program: Command): void {
  program
    .command('way')
    .description('say where a vehicle drove, from all its positions in a log, as GeoJSON')
    .argument('<log>', 'event log (.jsonl.gz)')
    .requiredOption('--map <file>', 'the map that the log was made on')
    .option('--vehicle <id>', 'the vehicle; needed when the log holds several')
    .option('-o, --out <file>', 'GeoJSON file (default: standard output)')
    .addHelpText('after', '\nParts are broken off where no road leads from one position to the next.')
    .action(async (log: string, options: WayOptions) => {
      await way(log, options);
    });
}

async function way(logPath: string, { map, vehicle, out }: WayOptions): Promise<void> {
  const index = indexMap(loadMap(map));
  const { records } = await openLog(logPath);
  const track = trackOf(await vehicleTracks(records), vehicle, logPath);
  const driven = drivenWay(index, track);
  const text = `${JSON.stringify(driven.way)}\n`;
  const { fixes, refused, parts, links } = driven.figures;
  process.stderr.write(
    `${track.vehicle}: ${fixes} positions, ${refused} not used; ${parts} unbroken parts over ${links} links\n`,
  );
  if (out === undefined) process.stdout.write(text);
  else {
    makeFolders(dirname(out));
    saveWhole(out, text);
  }
}

/** Throws InputFaults when the log has no positions of the vehicle, or of several and none is named. */
export function trackOf(tracks: readonly VehicleTrack[], vehicle: string | undefined, logPath: string): VehicleTrack {
  const track = vehicle === undefined ? tracks[0] : tracks.find((one) => one.vehicle === vehicle);
  if (track !== undefined && (vehicle !== undefined || tracks.length === 1)) return track;
  const names = tracks.map((one) => one.vehicle).join(', ');
  if (tracks.length === 0)
    throw new InputFaults(logPath, [{ path: '', value: undefined, advice: 'holds no positions of any vehicle' }]);
  throw new InputFaults('clearway way', [
    { path: '--vehicle', value: vehicle, advice: `name one that the log has positions of: ${names}` },
  ]);
}
