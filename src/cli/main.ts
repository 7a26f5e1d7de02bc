import { Command, CommanderError } from 'commander';
import { compileSmallFunctions } from '../adapters/engine.ts';
import { VERSION } from '../journal/version.ts';
import { Failure } from '../kernel/failure.ts';
import { InputFaults } from '../kernel/faults.ts';
import { registerCheck } from './check.ts';
import { registerCity } from './city.ts';
import { registerDispatch } from './dispatch.ts';
import { registerEvaluate } from './evaluate.ts';
import { registerExplain } from './explain.ts';
import { registerFeed } from './feed.ts';
import { registerMap } from './map.ts';
import { registerRecording } from './recording.ts';
import { registerReplay } from './replay.ts';
import { registerServe } from './serve.ts';
import { registerSimulate } from './simulate.ts';
import { registerWay } from './way.ts';

/** Exit code for a wrong file or flag. */
const WRONG_INPUT = 2;
/** It ran and failed. */
const FAILED = 1;

/** Runs one command line; returns the exit code: 0 done, 1 it ran and failed, 2 a file or flag is wrong. */
export async function main(argv: readonly string[]): Promise<number> {
  compileSmallFunctions();
  endWithReader();
  const program = new Command('clearway')
    .description('Opens a green wave ahead of an ambulance, safely, and measures what it saved.')
    .version(VERSION)
    .exitOverride();
  for (const register of [
    registerSimulate,
    registerEvaluate,
    registerServe,
    registerCity,
    registerDispatch,
    registerFeed,
    registerExplain,
    registerReplay,
    registerWay,
    registerRecording,
    registerMap,
    registerCheck,
  ]) {
    register(program);
  }
  try {
    await program.parseAsync([...argv]);
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    return report(error);
  }
}

/** Whoever reads our output may have seen enough (`| head`): that is no error. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_INPUT;
  if (error instanceof InputFaults) {
    process.stderr.write(`${error.message}\n`);
    return WRONG_INPUT;
  }
  if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    return FAILED;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return FAILED;
}
