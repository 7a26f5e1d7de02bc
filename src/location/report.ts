import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { planeOf, type RoadPlane } from '../roadnet/road-plane.ts';
import { type Belief, locate } from './belief.ts';
import type { PositionFix } from './fix.ts';
import { beliefOf } from './hypothesis.ts';
import type { MatchBelief } from './match-belief.ts';
import type { Matched } from './matched.ts';
import { plannedWay } from './planned-way.ts';
import { sigmaOfM } from './plausibility.ts';

/** Least variance reported, as a share of the fix's: roads and lanes are no better known. */
const REPORTED_SHARE = 0.02;
const REPORTED_M2 = 1;

/** Says where a vehicle is: the link that most of the belief lies on, and the place of its heaviest hypothesis there. */
export function report(index: RoadIndex, belief: MatchBelief, fix: PositionFix, route: readonly LinkId[]): Matched {
  const plane = planeOf(index);
  const beliefs = belief.hypotheses.map((hypothesis) => beliefOf(index, hypothesis));
  const links = beliefs.map((one) => linkOf(one));
  let [best, probability] = [0, 0];
  links.forEach((link, i) => {
    if (links.indexOf(link) < i) return;
    let share = 0;
    for (let j = i; j < links.length; j++) if (links[j] === link) share += beliefs[j]!.weight;
    if (share > probability) [best, probability] = [i, share];
  });
  const planned = plannedWay(index, route).links;
  const onRoute = beliefs.reduce((sum, { weight }, i) => sum + (planned.has(links[i]!) ? weight : 0), 0);
  const one = beliefs[best]!;
  locate(plane, one);
  const [dx, dy] = [plane.xOf(fix.lon) - one.x, plane.yOf(fix.lat) - one.y];
  return {
    kind: 'matched',
    link: index.map.links[links[best]!]!.id,
    offsetM: offsetOf(plane, one),
    errorM: Math.sqrt(dx * dx + dy * dy),
    sigmaM: plane.scale[one.on]! * Math.sqrt(Math.max(one.ss, REPORTED_M2, REPORTED_SHARE * sigmaOfM(fix) ** 2)),
    probability: Math.min(1, probability),
    ...(route.length > 0 && { plannedShare: Math.min(1, onRoute) }),
    atMs: fix.atMs,
    speedMps: fix.speedMps,
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
