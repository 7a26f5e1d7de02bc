import type { LinkId } from '../kernel/ids.ts';
import { pointOnLink } from '../roadnet/geometry.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';

/**
 * One belief of the matcher: the vehicle is on this link, about here. Plain data. A belief is put onto the next link already
 * when the end of the last one comes within its spread; `offsetM` is then negative, which means: still on `after`, or inside
 * the node between the two.
 */
export interface Hypothesis {
  readonly link: LinkId;
  /** Link it came from, where that is known. */
  readonly after?: LinkId;
  readonly offsetM: number;
  /** Variance of `offsetM`. */
  readonly varianceM2: number;
  /** Share of the belief, all hypotheses of a vehicle adding up to 1. */
  readonly weight: number;
}

/** Where a hypothesis puts the vehicle. */
export interface Place {
  /** Link the vehicle is on; while inside a node, the link it has just left. */
  readonly link: LinkId;
  /** From the link's start; beyond the link's length while inside the node. */
  readonly offsetM: number;
  readonly lat: number;
  readonly lon: number;
  readonly headingDeg: number;
  /** Direction it will have next, where it is about to change link. */
  readonly nextHeadingDeg?: number;
}

/** How far before a node a vehicle may already be turning. */
const TURNING_WITHIN_M = 15;

export function placeOf(index: RoadIndex, hypothesis: Hypothesis): Place {
  const { link, after, offsetM } = hypothesis;
  const lengthM = index.link(link).lengthM;
  if (offsetM >= 0 || after === undefined) {
    const onLinkM = Math.min(Math.max(offsetM, 0), lengthM);
    return { link, offsetM: onLinkM, ...pointOnLink(index, link, onLinkM) };
  }
  const afterM = index.link(after).lengthM;
  const nodeM = index.findMovement(after, link)?.lengthM ?? 0;
  const backM = Math.max(0, afterM + nodeM + offsetM);
  const place = { link: after, offsetM: backM, ...pointOnLink(index, after, Math.min(backM, afterM)) };
  if (backM < afterM - TURNING_WITHIN_M) return place;
  return { ...place, nextHeadingDeg: pointOnLink(index, link, 0).headingDeg };
}

/** Share of the belief that follows the planned route where roads part; the other ways out share the rest. */
const ON_ROUTE_SHARE = 0.9;
const U_TURN_SHARE = 0.02;
const LEAST_WEIGHT = 1e-9;

/** Moves a hypothesis on by the distance travelled, over as many nodes as it takes; one hypothesis per way out of each node. */
export function predict(
  index: RoadIndex,
  hypothesis: Hypothesis,
  travelledM: number,
  addedM2: number,
  route: ReadonlySet<LinkId>,
): Hypothesis[] {
  const varianceM2 = hypothesis.varianceM2 + addedM2;
  const spreadM = Math.sqrt(varianceM2);
  const open: Hypothesis[] = [{ ...hypothesis, offsetM: hypothesis.offsetM + travelledM, varianceM2 }];
  const settled: Hypothesis[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const lengthM = index.link(next.link).lengthM;
    if (next.offsetM + spreadM <= lengthM || next.offsetM < 0) {
      settled.push(next);
      continue;
    }
    const onward = waysOut(index, next, lengthM, route);
    if (onward.length === 0) settled.push({ ...next, offsetM: Math.min(next.offsetM, lengthM) });
    for (const way of onward) if (way.weight > LEAST_WEIGHT) open.push(way);
  }
  return settled;
}

function waysOut(index: RoadIndex, from: Hypothesis, lengthM: number, route: ReadonlySet<LinkId>): Hypothesis[] {
  const movements = index.movementsFrom(from.link);
  const planned = route.has(from.link) ? movements.filter((m) => route.has(m.to)) : [];
  const raw = movements.map((m) => {
    const base = m.turn === 'uturn' ? U_TURN_SHARE : 1;
    if (planned.length === 0) return base;
    const others = Math.max(1, movements.length - planned.length);
    return planned.includes(m) ? ON_ROUTE_SHARE / planned.length : (base * (1 - ON_ROUTE_SHARE)) / others;
  });
  const total = raw.reduce((sum, share) => sum + share, 0);
  return movements.map((m, i) => ({
    link: m.to,
    after: from.link,
    offsetM: from.offsetM - lengthM - m.lengthM,
    varianceM2: from.varianceM2,
    weight: (from.weight * raw[i]!) / total,
  }));
}

const MAX_HYPOTHESES = 8;
const LEAST_SHARE = 1e-6;

/** Merges beliefs that have met, keeps the heaviest, and makes the weights add up to 1. */
export function normalise(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  const heaviestFirst = [...hypotheses].sort((a, b) => b.weight - a.weight);
  const kept: Hypothesis[] = [];
  for (const one of heaviestFirst) {
    const twin = kept.findIndex((other) => haveMet(other, one));
    if (twin >= 0) kept[twin] = { ...kept[twin]!, weight: kept[twin]!.weight + one.weight };
    else if (kept.length < MAX_HYPOTHESES && one.weight > LEAST_SHARE * heaviestFirst[0]!.weight) kept.push(one);
  }
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map((one) => ({ ...one, weight: one.weight / total })).sort((a, b) => b.weight - a.weight);
}

function haveMet(a: Hypothesis, b: Hypothesis): boolean {
  if (a.link !== b.link || Math.abs(a.offsetM - b.offsetM) > 5) return false;
  return a.after === b.after || (a.offsetM >= 0 && b.offsetM >= 0);
}
