import type { PositionFix } from './fix.ts';
import type { MatchBelief } from './match-belief.ts';

/** An accepted fix, and what was believed before it; nothing before a vehicle's first. */
export interface Remembered {
  readonly fix: PositionFix;
  readonly before?: MatchBelief;
}

/** So much later than a newer one a fix may come and still be worked in. */
const WATERMARK_MS = 2000;
/** At ten fixes a second the watermark's two seconds. */
const MOST_REMEMBERED = 20;

/** Where a late fix is to be worked in. */
export interface Rewind {
  readonly before: MatchBelief | undefined;
  /** What is still remembered of the fixes before it. */
  readonly recent: readonly Remembered[];
  /** Fixes after it, oldest first. */
  readonly later: readonly PositionFix[];
}

/** The place of a fix that is older than the newest but within the watermark; undefined when it is newer, known already, or too old. */
export function findRewind(
  state: { readonly atMs: number; readonly recent: readonly Remembered[] },
  fix: PositionFix,
): Rewind | undefined {
  if (!(fix.atMs < state.atMs && fix.atMs >= state.atMs - WATERMARK_MS)) return undefined;
  const at = state.recent.findIndex((one) => one.fix.atMs >= fix.atMs);
  const first = state.recent[at];
  if (first === undefined || first.fix.atMs === fix.atMs) return undefined;
  if (first.before !== undefined && first.before.atMs >= fix.atMs) return undefined;
  return { before: first.before, recent: state.recent.slice(0, at), later: state.recent.slice(at).map((one) => one.fix) };
}

/** Whether a fix of this time has been taken. */
export function isKnown(state: { readonly recent: readonly Remembered[] }, atMs: number): boolean {
  return state.recent.some((one) => one.fix.atMs === atMs);
}

/** Those remembered with one more; what no late fix can need any longer is forgotten. */
export function remember(
  recent: readonly Remembered[],
  before: MatchBelief | undefined,
  fix: PositionFix,
): readonly Remembered[] {
  const kept = recent.filter((one) => one.fix.atMs >= fix.atMs - WATERMARK_MS).slice(-(MOST_REMEMBERED - 1));
  return [...kept, { fix, ...(before !== undefined && { before: plain(before) }) }];
}

/** The belief alone, without what a state holds beside it: memories must not hold memories. */
function plain({ atMs, lat, lon, speedMps, sigmaM, whiteShare, learnedFixes, hypotheses }: MatchBelief): MatchBelief {
  return { atMs, lat, lon, speedMps, sigmaM, whiteShare, learnedFixes, hypotheses };
}
