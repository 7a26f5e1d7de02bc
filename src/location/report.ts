import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { planeOf, type RoadPlane } from '../roadnet/road-plane.ts';
import { type Belief, locate } from './belief.ts';
import { beliefOf } from './hypothesis.ts';
import type { MatchBelief } from './match-belief.ts';
import type { Matched } from './matched.ts';
import { plannedWay } from './planned-way.ts';

/** Least variance reported, as a share of the fix's: roads and lanes are no better known. */
const REPORTED_SHARE = 0.02;
const REPORTED_M2 = 1;

/** Says where a vehicle is: the link that most of the belief lies on, and the place of its heaviest hypothesis there. */
export function report(index: RoadIndex, belief: MatchBelief, route: readonly LinkId[]): Matched {
  const beliefs = belief.hypotheses.map((hypothesis) => beliefOf(index, hypothesis));
  const shares = sharesOf(beliefs);
  return matchedAt(
    index,
    belief,
    beliefs,
    shares.reduce((best, one) => (one.share > best.share ? one : best)),
    route,
  );
}

/** The same for every link that it may be on, likeliest first. */
export function reportAll(index: RoadIndex, belief: MatchBelief, route: readonly LinkId[]): readonly Matched[] {
  const beliefs = belief.hypotheses.map((hypothesis) => beliefOf(index, hypothesis));
  const shares = sharesOf(beliefs).sort((a, b) => b.share - a.share);
  return shares.map((one) => matchedAt(index, belief, beliefs, one, route));
}

/** A link's heaviest hypothesis, by its position, and the share of the belief in all that it has. */
interface LinkShare {
  readonly heaviest: number;
  readonly share: number;
}

function sharesOf(beliefs: readonly Belief[]): LinkShare[] {
  const links = beliefs.map((one) => linkOf(one));
  return links.flatMap((link, heaviest) => {
    if (links.indexOf(link) < heaviest) return [];
    const share = beliefs.reduce((sum, { weight }, j) => sum + (links[j] === link ? weight : 0), 0);
    return [{ heaviest, share }];
  });
}

function matchedAt(
  index: RoadIndex,
  { lat, lon, sigmaM, atMs, speedMps }: MatchBelief,
  beliefs: readonly Belief[],
  { heaviest, share }: LinkShare,
  route: readonly LinkId[],
): Matched {
  const plane = planeOf(index);
  const planned = plannedWay(index, route).links;
  const onRoute = beliefs.reduce((sum, one) => sum + (planned.has(linkOf(one)) ? one.weight : 0), 0);
  const one = beliefs[heaviest]!;
  locate(plane, one);
  const [dx, dy] = [plane.xOf(lon) - one.x, plane.yOf(lat) - one.y];
  return {
    kind: 'matched',
    link: index.map.links[linkOf(one)]!.id,
    offsetM: offsetOf(plane, one),
    errorM: Math.sqrt(dx * dx + dy * dy),
    sigmaM: plane.scale[one.on]! * Math.sqrt(Math.max(one.ss, REPORTED_M2, REPORTED_SHARE * sigmaM ** 2)),
    probability: Math.min(1, share),
    ...(route.length > 0 && { plannedShare: Math.min(1, onRoute) }),
    atMs,
    speedMps,
  };
}

/** The link that a belief is on; inside a node the nearer one. */
function linkOf({ link, after, drawnAtM }: Belief): number {
  return after >= 0 && drawnAtM < 0 ? after : link;
}

/** From the start of that link, in its own metres. */
function offsetOf(plane: RoadPlane, { link, after, drawnAtM }: Belief): number {
  const isBefore = after >= 0 && drawnAtM < 0;
  const onto = isBefore ? after : link;
  const ownM = plane.ownM(onto, isBefore ? plane.drawnM[after]! + drawnAtM : drawnAtM);
  const lengthM = plane.lengthM[onto]!;
  if (ownM >= 0 && ownM <= lengthM) return ownM;
  if (after < 0 || (ownM < 0 && isBefore)) return Math.min(lengthM, Math.max(0, ownM));
  if (ownM > lengthM && !isBefore) return Math.min(ownM, plane.ownM(onto, plane.drawnM[onto]!));
  const movement = plane.findMovement(after, link);
  const nodeM = movement < 0 ? 0 : plane.movementM[movement]!;
  const share = (drawnAtM + plane.hiddenM[after]!) / (plane.hiddenM[after]! + plane.hiddenM[link]!);
  return isBefore ? lengthM + share * nodeM : (share - 1) * nodeM;
}
