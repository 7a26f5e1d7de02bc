import type { CityflowPhase } from './cityflow-file.ts';
import { leastGapMs, type Span, spansOf } from './cycle-spans.ts';
import type { GroupPlan } from './stage-plan.ts';
import type { Tally } from './tally.ts';

/** The least yellow and the least green of a map's group. */
export const YELLOW_S = 3;
const LEAST_GREEN_S = 4;

/**
 * When in the cycle each group is green: while its phases run, but where a group in conflict opens less than 3 s after them, it
 * closes so much earlier. `open`: by group and phase; `conflicts`: pairs of groups by number.
 */
export function greensOf(
  open: readonly (readonly boolean[])[],
  phases: readonly CityflowPhase[],
  conflicts: readonly (readonly [number, number])[],
  tally: Tally,
): GroupPlan {
  const { spans, cycleMs } = timesOf(phases);
  const inFile = open.map((marked) => spansOf({ phases: spans, cycleMs }, marked));
  const openings = inFile.map((own, group) => {
    const against = conflicts.flatMap(([a, b]) => (a === group ? [b] : b === group ? [a] : []));
    const cut = own.map((span) => {
      const gapMs = Math.min(...against.map((other) => leastGapMs(cycleMs, [span], inFile[other] ?? [])));
      const missingMs = Math.max(0, 1000 * YELLOW_S - gapMs);
      tally.add(
        'seconds of green per cycle that give way to a yellow: a group in conflict opens less than 3 s later',
        missingMs / 1000,
      );
      return { ...span, endMs: span.endMs - missingMs };
    });
    return cut.filter(({ startMs, endMs }) => endMs - startMs >= 1000 * LEAST_GREEN_S);
  });
  const short = inFile.flat().length - openings.flat().length;
  tally.add('greens of less than 4 s: left out', short);
  return { cycleMs, openings, yellowMs: open.map(() => 1000 * YELLOW_S), conflicts };
}

function timesOf(phases: readonly CityflowPhase[]): { readonly spans: readonly Span[]; readonly cycleMs: number } {
  let atMs = 0;
  const spans = phases.map(({ time }): Span => {
    const startMs = atMs;
    atMs += Math.round(1000 * time);
    return { startMs, endMs: atMs };
  });
  return { spans, cycleMs: atMs };
}
