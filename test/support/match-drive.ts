import type { LinkId } from '../../src/kernel/ids.ts';
import type { Matched } from '../../src/location/matched.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
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

/** Share of seconds on the right directed link, where inside a node the one to come is right as well, and root mean square error of the offset on the link it is on. */
export function accuracyOf(
  index: RoadIndex,
  trips: readonly { readonly driven: readonly DrivenSecond[]; readonly matches: readonly Matched[] }[],
): { readonly rightPct: number; readonly rmseM: number } {
  let [seconds, right, onLink, squares] = [0, 0, 0, 0];
  for (const { driven, matches } of trips) {
    matches.forEach((match, i) => {
      seconds++;
      const { link, offsetM } = driven[i]!;
      const next = driven.slice(i).find((later) => later.link !== link)?.link;
      if (match.link === next && offsetM > index.link(link).lengthM) right++;
      if (match.link !== link) return;
      right++;
      onLink++;
      squares += (match.offsetM - driven[i]!.offsetM) ** 2;
    });
  }
  return { rightPct: (100 * right) / seconds, rmseM: Math.sqrt(squares / onLink) };
}
