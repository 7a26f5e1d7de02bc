import type { LinkId } from '../kernel/ids.ts';
import type { MatchBelief } from './match-belief.ts';

/** The same belief with its hypotheses on some links so much likelier than they were: something else than fixes speaks for those. */
export function lean<B extends MatchBelief>(belief: B, links: ReadonlySet<LinkId>, odds: number): B {
  const weighed = belief.hypotheses.map((one) => (links.has(linkOf(one)) ? { ...one, weight: one.weight * odds } : one));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const hypotheses = weighed.map((one) => ({ ...one, weight: one.weight / total })).sort((a, b) => b.weight - a.weight);
  return { ...belief, hypotheses };
}

/** Shortly before a node a hypothesis is on the next link already. */
function linkOf({ link, after, drawnAtM }: MatchBelief['hypotheses'][number]): LinkId {
  return after !== undefined && drawnAtM < 0 ? after : link;
}
