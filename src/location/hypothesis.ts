import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { type Belief, emptyBelief } from './belief.ts';

/**
 * One belief of the matcher as a state holds it: the vehicle is on this link, about here. Plain data. A belief is put onto the
 * next link already when the end of the last one comes within its spread; `drawnAtM` is then negative, which means: still on `after`.
 */
export interface Hypothesis {
  readonly link: LinkId;
  /** Link it came from, where that is known. */
  readonly after?: LinkId;
  /** Along the drawn line of the link, from its first node. */
  readonly drawnAtM: number;
  /** How far east and north of the truth the fixes are believed to lie at present: reflections last for many seconds. */
  readonly biasM: readonly [number, number];
  /** Covariance of place and bias, metres²: place-place, place-east, place-north, east-east, east-north, north-north. */
  readonly covarianceM2: readonly [number, number, number, number, number, number];
  /** Share of the belief, all hypotheses of a vehicle adding up to 1. */
  readonly weight: number;
}

export function beliefOf(index: RoadIndex, hypothesis: Hypothesis): Belief {
  const belief = emptyBelief();
  belief.link = index.linkNumber(hypothesis.link);
  belief.after = hypothesis.after === undefined ? -1 : index.linkNumber(hypothesis.after);
  belief.drawnAtM = hypothesis.drawnAtM;
  [belief.biasX, belief.biasY] = hypothesis.biasM;
  [belief.ss, belief.sx, belief.sy, belief.xx, belief.xy, belief.yy] = hypothesis.covarianceM2;
  belief.weight = hypothesis.weight;
  return belief;
}

export function hypothesisOf(index: RoadIndex, belief: Belief): Hypothesis {
  const { links } = index.map;
  return {
    link: links[belief.link]!.id,
    ...(belief.after < 0 ? {} : { after: links[belief.after]!.id }),
    drawnAtM: belief.drawnAtM,
    biasM: [belief.biasX, belief.biasY],
    covarianceM2: [belief.ss, belief.sx, belief.sy, belief.xx, belief.xy, belief.yy],
    weight: belief.weight,
  };
}
