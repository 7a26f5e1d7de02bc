import { JunctionRun } from './junction-run.ts';
import { fourLegs, fourLegsProgramme } from './junctions.ts';

/** Open in the stages A and C of the four-leg junction. */
export const ARTERIAL = ['NBT', 'SBT', 'P-E', 'P-W'];
export const CROSS = ['EBT', 'WBT', 'P-N', 'P-S'];

/** The four-leg junction, whose cycle of 100 s begins at second 0: A 0-35, B 40-50, C 55-80, D 85-95. */
export const crossing = (startS = 0): JunctionRun => new JunctionRun(fourLegs, fourLegsProgramme, { startMs: 1000 * startS });
