import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { FollowedFix, FollowedTrip } from './follow-trip.ts';

/**
 * How a fix was matched.
 * `right`: on the directed link that the vehicle is on; inside a node it has just left one and is about to enter another, and either is right.
 * `early-late`: on the link before or behind on its way.
 * `opposite`: on the other direction of the road it is on. `beside`: on any other link. `refused`: not matched, with a reason.
 */
export type FixVerdict = 'right' | 'early-late' | 'opposite' | 'beside' | 'refused';

export interface TripAccuracy {
  readonly seed: number;
  readonly fixes: number;
  readonly verdicts: Readonly<Record<FixVerdict, number>>;
  /** Of those `early-late`, how many are within the sigma of a fix of the boundary that they got wrong. */
  readonly nearBoundary: number;
  /** Along the way driven, of every fix matched to the link it is on or a neighbour on its way: sum of squares, metres². */
  readonly alongSquaresM2: number;
  readonly alongFixes: number;
  /** ... and how many of them lie within two of the sigmas that the matcher states. */
  readonly withinTwoSigmas: number;
}

/** Judges every fix of a followed trip. */
export function accuracyOfTrip(index: RoadIndex, { trip, fixes }: FollowedTrip, sigmaM: number): TripAccuracy {
  const verdicts: Record<FixVerdict, number> = { right: 0, 'early-late': 0, opposite: 0, beside: 0, refused: 0 };
  let [nearBoundary, alongSquaresM2, alongFixes, withinTwoSigmas] = [0, 0, 0, 0];
  for (const fix of fixes) {
    const verdict = verdictOf(index, trip.links, fix);
    verdicts[verdict]++;
    const errorM = alongErrorM(index, trip.links, fix);
    if (fix.match === undefined || errorM === undefined) continue;
    alongFixes++;
    alongSquaresM2 += errorM * errorM;
    if (Math.abs(errorM) <= 2 * fix.match.sigmaM) withinTwoSigmas++;
    if (verdict === 'early-late' && boundaryM(index, trip.links, fix) <= sigmaM) nearBoundary++;
  }
  return { seed: trip.seed, fixes: fixes.length, verdicts, nearBoundary, alongSquaresM2, alongFixes, withinTwoSigmas };
}

export function verdictOf(index: RoadIndex, links: readonly string[], { truth, match }: FollowedFix): FixVerdict {
  if (match === undefined) return 'refused';
  const [before, here, next] = [links[truth.linkIndex - 1], links[truth.linkIndex]!, links[truth.linkIndex + 1]];
  const inNode = truth.offsetM > index.link(here).lengthM;
  if (match.link === here || (inNode && match.link === next)) return 'right';
  if (match.link === next || match.link === before) return 'early-late';
  const [on, true_] = [index.link(match.link), index.link(here)];
  return on.from === true_.to && on.to === true_.from ? 'opposite' : 'beside';
}

/** Positive where it is believed to be further than it is; undefined off its way. */
function alongErrorM(index: RoadIndex, links: readonly string[], { truth, match }: FollowedFix): number | undefined {
  if (match === undefined) return undefined;
  const here = truth.linkIndex;
  const stepM = (i: number): number => {
    const movement = links[i + 1] === undefined ? undefined : index.findMovement(links[i]!, links[i + 1]!);
    return index.link(links[i]!).lengthM + (movement?.lengthM ?? 0);
  };
  if (match.link === links[here]) return match.offsetM - truth.offsetM;
  if (match.link === links[here + 1]) return match.offsetM + stepM(here) - truth.offsetM;
  if (match.link === links[here - 1]) return match.offsetM - stepM(here - 1) - truth.offsetM;
  return undefined;
}

/** From the true place to the nearer end of the link it is on. */
function boundaryM(index: RoadIndex, links: readonly string[], { truth }: FollowedFix): number {
  return Math.min(truth.offsetM, Math.abs(index.link(links[truth.linkIndex]!).lengthM - truth.offsetM));
}
