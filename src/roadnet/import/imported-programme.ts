import type { JunctionId, StageId } from '../../kernel/ids.ts';

/** The signal programme of one junction as an import read it; seconds count from the zero of the data's own time. */
export interface ImportedProgramme {
  readonly junction: JunctionId;
  readonly cycleS: number;
  readonly stages: readonly { readonly stage: StageId; readonly greenS: number }[];
  /** The first stage starts here and every cycle later. */
  readonly startsS: number;
  /** Present: greens vary with the traffic; those of `stages` are then the longest. */
  readonly actuated?: {
    readonly minGreenS: readonly number[];
    readonly gapS: number;
    readonly detectorM: number;
  };
}
