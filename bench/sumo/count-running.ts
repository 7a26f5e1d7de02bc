import { join } from 'node:path';
import type { SumoCase } from '../cases.ts';
import { runPinned } from '../timed-process.ts';
import { readElements, readFilePieces } from './elements.ts';
import { parametersOf } from './run-sumo.ts';

/** Means over the vehicles and seconds of a window that lasts to the end; `arrived` in the whole run. */
export interface RunningFigures {
  readonly running: number;
  readonly speedMps: number;
  readonly standingShare: number;
  readonly arrived: number;
}

/** Runs a case in SUMO once more, to see how many vehicles drive and how fast; `folder` takes its summary. */
export async function countRunning(run: SumoCase, seed: number, windowFromS: number, folder: string): Promise<RunningFigures> {
  const path = join(folder, 'summary.xml');
  await runPinned('sumo', [...parametersOf(run, seed), '--summary-output', path]);
  return readSummary(readFilePieces(path), run.beginS + windowFromS);
}

/** SUMO's summary: one element per step, speeds averaged over the vehicles running (-1 when there are none). */
export async function readSummary(pieces: AsyncIterable<string>, windowFromS: number): Promise<RunningFigures> {
  let seconds = 0;
  let running = 0;
  let metresPerS = 0;
  let standing = 0;
  let arrived = 0;
  await readElements(pieces, (name, attributes) => {
    if (name !== 'step') return;
    arrived = attributes.number('arrived');
    if (attributes.number('time') < windowFromS) return;
    const vehicles = attributes.number('running');
    seconds += 1;
    running += vehicles;
    metresPerS += vehicles > 0 ? vehicles * attributes.number('meanSpeed') : 0;
    standing += attributes.number('halting');
  });
  return { running: running / seconds, speedMps: metresPerS / running, standingShare: standing / running, arrived };
}
