import type { Command } from 'commander';
import { openLog } from '../adapters/files/log-file.ts';
import { loadMap } from '../adapters/files/map-file.ts';
import { type ReplayOutcome, replayLog } from '../journal/replay.ts';
import { mapSha256 } from '../journal/session.ts';
import { InputFaults } from '../kernel/faults.ts';
import { indexMap } from '../roadnet/road-index.ts';

/** `clearway replay LOG --map MAP`: feeds the logged inputs to a fresh core; exit code 1 when anything comes out otherwise. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('run a log again and see that every event and command comes out the same')
    .argument('<log>', 'event log (.jsonl.gz)')
    .requiredOption('--map <file>', 'the map that the log was made on')
    .action(async (path: string, options: { readonly map: string }) => {
      const outcome = await replay(path, options.map);
      process.stdout.write(`${describeOutcome(outcome)}\n`);
      if (outcome.kind === 'differs') process.exitCode = 1;
    });
}

/** Throws InputFaults when the log or the map cannot be read, or do not belong together. */
export async function replay(logPath: string, mapPath: string): Promise<ReplayOutcome> {
  const map = loadMap(mapPath);
  const { header, records } = await openLog(logPath);
  const sha256 = mapSha256(map);
  if (sha256 !== header.mapSha256) {
    const advice = `is not the map of this log, which was made on "${header.map}" (SHA-256 ${header.mapSha256}): give that file, unchanged`;
    throw new InputFaults(mapPath, [{ path: '', value: sha256, advice }]);
  }
  return replayLog(indexMap(map), header, records);
}

export function describeOutcome(outcome: ReplayOutcome): string {
  if (outcome.kind === 'reproduced') {
    const { inputs, events, commands, missing } = outcome;
    const cut = missing === 0 ? '' : `\nThe log ends ${missing} events early: it was cut off there.`;
    return `${inputs} inputs, ${events} events, ${commands} commands reproduced.${cut}`;
  }
  const { n, logged, reproduced } = outcome;
  return [
    `Record ${n} came out otherwise.`,
    `  logged:     ${logged ?? '(no such record)'}`,
    `  reproduced: ${reproduced ?? '(no such record)'}`,
  ].join('\n');
}
