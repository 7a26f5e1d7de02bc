import type { LinkId } from '../kernel/ids.ts';
import { findRouteToLink } from '../roadnet/fastest-route.ts';
import type { LatLon } from '../roadnet/geometry.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { planeOf } from '../roadnet/road-plane.ts';
import { type TracedBelief, traceFix } from './apply-fix.ts';
import { emptyBelief, locate } from './belief.ts';
import type { PositionFix } from './fix.ts';
import type { Hypothesis } from './hypothesis.ts';
import { findImplausible } from './plausibility.ts';
import { stepTo } from './predict.ts';

/** Where a vehicle was at one of its fixes, as all of them tell together. */
export interface SmoothedPoint extends LatLon {
  readonly fix: PositionFix;
  readonly link: LinkId;
  /** Along the drawn line of the link, from its first node. */
  readonly drawnAtM: number;
}

/** A stretch of road without a break: its links in the order driven, and a point of them for every fix. */
export interface SmoothedPart {
  readonly links: readonly LinkId[];
  readonly points: readonly SmoothedPoint[];
}

export interface SmoothedPath {
  /** More than one where no way was found from one stretch to the next. */
  readonly parts: readonly SmoothedPart[];
  /** Fixes that are implausible or have no road near. */
  readonly refused: number;
}

interface Step {
  readonly fix: PositionFix;
  readonly traced: TracedBelief;
}

/** A fix on the chosen chain of hypotheses. */
interface Chained {
  readonly fix: PositionFix;
  readonly hypothesis: Hypothesis;
}

/**
 * The likeliest way of a vehicle, seen from the end: of the matcher's hypotheses the chain that leads to the heaviest last one
 * (Viterbi, over what the online filter kept), and along it the places smoothed backwards (Rauch, Tung and Striebel). For logs and
 * recorded traces; `fixes` in order of time.
 */
export function smoothPath(index: RoadIndex, fixes: readonly PositionFix[], route: readonly LinkId[]): SmoothedPath {
  const steps: Step[] = [];
  for (const fix of fixes) {
    const before = steps.at(-1)?.traced.belief;
    if (findImplausible(before, fix, fix.atMs) !== undefined) continue;
    const traced = traceFix(index, before, fix, route);
    if (traced !== undefined) steps.push({ fix, traced });
  }
  const parts = chainsOf(steps).flatMap((chain) => joined(index, chain));
  return { parts: parts.map((part) => smoothed(index, part)), refused: fixes.length - steps.length };
}

/** Chains of hypotheses each of which came of the one before, in order of time. */
function chainsOf(steps: readonly Step[]): Chained[][] {
  const chains: Chained[][] = [];
  let at = -1;
  for (let i = steps.length - 1; i >= 0; i--) {
    const { fix, traced } = steps[i]!;
    if (at < 0) {
      chains.unshift([]);
      at = 0;
    }
    chains[0]!.unshift({ fix, hypothesis: traced.belief.hypotheses[at]! });
    at = traced.parents[at]!;
  }
  return chains;
}

interface Joined {
  readonly chain: readonly Chained[];
  readonly links: readonly LinkId[];
  /** Position in `links` of the link of each fix. */
  readonly at: readonly number[];
}

/** The links between one fix and the next filled in; a new part where no way of a sensible length leads on. */
function joined(index: RoadIndex, chain: readonly Chained[]): Joined[] {
  const parts: { chain: Chained[]; links: LinkId[]; at: number[] }[] = [];
  for (const one of chain) {
    const { link, after } = onLink(one.hypothesis);
    const last = parts.at(-1);
    const from = last?.links.at(-1);
    const between = from === undefined ? undefined : from === link ? [link] : wayBetween(index, from, link, after);
    if (last === undefined || between === undefined) parts.push({ chain: [one], links: [link], at: [0] });
    else {
      last.links.push(...between.slice(1));
      last.chain.push(one);
      last.at.push(last.links.length - 1);
    }
  }
  return parts;
}

/** Longer ways between two fixes are no ways driven. */
const MOST_LINKS_BETWEEN = 12;

function wayBetween(index: RoadIndex, from: LinkId, to: LinkId, after: LinkId | undefined): readonly LinkId[] | undefined {
  if (index.findMovement(from, to) !== undefined) return [from, to];
  const way = after === undefined ? findRouteToLink(index, from, to) : (findRouteToLink(index, from, after) ?? []).concat(to);
  return way !== undefined && way.length > 1 && way.length <= MOST_LINKS_BETWEEN ? way : undefined;
}

function onLink({ link, after, drawnAtM }: Hypothesis): { link: LinkId; after?: LinkId } {
  if (drawnAtM < 0 && after !== undefined) return { link: after };
  return { link, ...(after !== undefined && { after }) };
}

function smoothed(index: RoadIndex, { chain, links, at }: Joined): SmoothedPart {
  const plane = planeOf(index);
  const drawnM = links.map((id) => plane.drawnM[index.linkNumber(id)]!);
  const startsM = [0];
  for (const metres of drawnM) startsM.push(startsM.at(-1)! + metres);
  const alongM = chain.map(({ hypothesis }, i) => {
    const isBefore = hypothesis.drawnAtM < 0 && hypothesis.after !== undefined;
    return startsM[at[i]! + (isBefore ? 1 : 0)]! + hypothesis.drawnAtM;
  });
  for (let i = chain.length - 2; i >= 0; i--) {
    const [here, next] = [chain[i]!, chain[i + 1]!];
    const { travelledM, driftM2 } = stepTo({ ...here.fix, sigmaM: here.fix.accuracyM }, next.fix.atMs, next.fix.speedMps);
    const heldM2 = here.hypothesis.covarianceM2[0];
    const smoothedM = alongM[i]! + (heldM2 / (heldM2 + driftM2)) * (alongM[i + 1]! - alongM[i]! - travelledM);
    alongM[i] = Math.min(alongM[i + 1]!, Math.max(0, smoothedM));
  }
  const points = chain.map(({ fix }, i): SmoothedPoint => {
    const along = Math.min(alongM[i]!, startsM.at(-1)!);
    const k = Math.max(
      0,
      startsM.findLastIndex((startM, j) => startM <= along && j < links.length),
    );
    const belief = { ...emptyBelief(), link: index.linkNumber(links[k]!), drawnAtM: along - startsM[k]! };
    locate(plane, belief);
    return { fix, link: links[k]!, drawnAtM: belief.drawnAtM, ...plane.positionOf(belief.x, belief.y) };
  });
  // Seen from the end it may never have been on the first of them.
  const used = points.map(({ link }) => link);
  return { links: links.slice(links.indexOf(used[0]!), links.lastIndexOf(used.at(-1)!) + 1), points };
}
