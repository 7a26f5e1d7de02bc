import type { LinkId } from '../../src/kernel/ids.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
import { findRouteToLink } from '../../src/roadnet/fastest-route.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';

/** Further apart than this many links two matches in a row are a break. */
const MOST_LINKS_ON = 6;

/** What the matcher told at every fix, and how often two matches in a row do not follow from each other. */
export function matchOnline(
  index: RoadIndex,
  fixes: readonly PositionFix[],
): { readonly linkAt: ReadonlyMap<number, LinkId>; readonly breaks: number } {
  const linkAt = new Map<number, LinkId>();
  let state: MatchState | undefined;
  let [before, breaks]: [LinkId | undefined, number] = [undefined, 0];
  for (const fix of fixes) {
    const next = matchFix(index, state, fix, fix.atMs, []);
    state = next.state;
    if (next.outcome.kind === 'refused') continue;
    const { link } = next.outcome;
    linkAt.set(fix.atMs, link);
    if (before !== undefined && before !== link) {
      const way = findRouteToLink(index, before, link);
      if (way === undefined || way.length > MOST_LINKS_ON) breaks++;
    }
    before = link;
  }
  return { linkAt, breaks };
}
