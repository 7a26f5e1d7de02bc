import type { LinkId } from '../../src/kernel/ids.ts';
import { type Matched, type MatchState, matchFix } from '../../src/location/matcher.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { DrivenSecond } from './drive.ts';

/** Matches a whole drive; throws when a fix is refused. */
export function matchDrive(index: RoadIndex, seconds: readonly DrivenSecond[], route: readonly LinkId[]): Matched[] {
  let state: MatchState | undefined;
  return seconds.map(({ fix }) => {
    const next = matchFix(index, state, fix, fix.atMs, route);
    state = next.state;
    if (next.outcome.kind === 'refused') throw new Error(`${next.outcome.reason}: ${next.outcome.detail}`);
    return next.outcome;
  });
}

/** Share of seconds on the right directed link, and root mean square error of the offset on it. */
export function accuracyOf(
  trips: readonly { readonly driven: readonly DrivenSecond[]; readonly matches: readonly Matched[] }[],
): { readonly rightPct: number; readonly rmseM: number } {
  let [seconds, right, squares] = [0, 0, 0];
  for (const { driven, matches } of trips) {
    matches.forEach((match, i) => {
      seconds++;
      if (match.link !== driven[i]!.link) return;
      right++;
      squares += (match.offsetM - driven[i]!.offsetM) ** 2;
    });
  }
  return { rightPct: (100 * right) / seconds, rmseM: Math.sqrt(squares / right) };
}
