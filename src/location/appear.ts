import type { LinkId } from '../kernel/ids.ts';
import { type LinkNearby, linksNear } from '../roadnet/links-near.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { PositionFix } from './fix.ts';
import { type Hypothesis, placeOf } from './hypothesis.ts';
import { asideFit, headingFit } from './likelihood.ts';
import { sigmaOfM } from './plausibility.ts';

/** Belief given at each fix to a road that no hypothesis leads to: a U-turn, a drive out of a yard, an error of the map. */
const SURPRISE = 1e-4;
/** How much likelier a first fix is on the planned route than beside it. */
const ON_ROUTE_ODDS = 4;
/** How likely a vehicle appears on a road about to end: it rather is about to drive in, on the other direction of that road. */
const DEAD_END_ODDS = 0.1;

/** Roads near that no hypothesis covers. */
export function appear(
  index: RoadIndex,
  followed: readonly Hypothesis[],
  fix: PositionFix,
  route: ReadonlySet<LinkId>,
  radiusM: number,
): Hypothesis[] {
  const sigmaM = sigmaOfM(fix);
  const places = followed.map((hypothesis) => placeOf(index, hypothesis));
  const appeared: Hypothesis[] = [];
  for (const near of linksNear(index, fix, radiusM)) {
    const covered = (p: { link: LinkId; offsetM: number }): boolean =>
      p.link === near.link && Math.abs(p.offsetM - near.offsetM) < radiusM;
    if (followed.some(covered) || places.some(covered)) continue;
    const aside = asideFit(near.distanceM, sigmaM);
    const heading = headingFit(fix.headingDeg, fix.speedMps, near.headingDeg);
    const odds = (route.has(near.link) ? ON_ROUTE_ODDS : 1) * (isAboutToEnd(index, near, sigmaM) ? DEAD_END_ODDS : 1);
    const weight = (SURPRISE * odds * aside * heading) / (8 * sigmaM);
    appeared.push({ link: near.link, offsetM: near.offsetM, varianceM2: sigmaM * sigmaM, weight });
  }
  return appeared;
}

function isAboutToEnd(index: RoadIndex, near: LinkNearby, sigmaM: number): boolean {
  return index.movementsFrom(near.link).length === 0 && near.offsetM > index.link(near.link).lengthM - 3 * sigmaM;
}
