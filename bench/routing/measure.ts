import { BAD_DAY, drawConditions, USUAL_DAY } from '../../src/cli/draw-conditions.ts';
import type { LinkId } from '../../src/kernel/ids.ts';
import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import { compiledRoads } from '../../src/roadnet/fastest/compiled-roads.ts';
import { findRouteToLink } from '../../src/roadnet/fastest-route.ts';
import { FREE_FLOW, type LiveConditions } from '../../src/roadnet/live-conditions.ts';
import { modelS, referenceRoute } from '../../src/roadnet/road-graph.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { medianOf, quantile } from '../statistics/spread.ts';
import type { RoutingMap } from './routing-maps.ts';

/** How often is asked. */
export interface Questions {
  /** Pairs of links that both answer. */
  readonly compared: number;
  /** Further ones for ours after each of them. */
  readonly between: number;
}

export interface ConditionFigures {
  readonly closedLinks: number;
  readonly closedMovements: number;
  readonly delayedLinks: number;
  /** From the conditions to the weights of all arcs; 0 in free flow, which is compiled. */
  readonly conditionsMs: number;
  readonly queries: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the process, which a busy machine does not lengthen so much. */
  readonly cpuP50Ms: number;
  readonly cpuP99Ms: number;
  readonly mostMs: number;
  readonly referenceQueries: number;
  readonly referenceP50Ms: number;
  readonly referenceP99Ms: number;
  /** Medians over the pairs that both answered, graphology's over ours, of wall time and of CPU time. */
  readonly ratioToGraphologyP50: number;
  readonly cpuRatioToGraphologyP50: number;
  /** Ways of ours that take longer than the reference's, or are not found although there are any. */
  readonly longerThanReference: number;
  /** Ways of ours where the reference finds none, or that are faster: it should be none as well. */
  readonly shorterThanReference: number;
  /** Pairs of the compared that no way joins. */
  readonly unjoined: number;
}

export interface MapFigures {
  readonly map: string;
  readonly nodes: number;
  readonly arcs: number;
  readonly landmarks: number;
  readonly buildMs: number;
  readonly freeFlow: ConditionFigures;
  /** On a usual day, and on a bad one. */
  readonly live: ConditionFigures;
  readonly badDay: ConditionFigures;
}

/** Pairs for the engine to compile what is measured. */
const WARM_UP = 300;

export function measureMap({ name, load }: RoutingMap, questions: Questions, seed: number): MapFigures {
  const index = indexMap(load());
  const began = performance.now();
  const { arcs, landmarks } = compiledRoads(index);
  const buildMs = performance.now() - began;
  const random = randomStream(seed, name);
  const live = drawConditions(index.map, USUAL_DAY, random.fork('live'));
  const badDay = drawConditions(index.map, BAD_DAY, random.fork('bad day'));
  const freeFlow = measureCondition(index, FREE_FLOW, questions, random.fork('pairs'));
  return {
    map: name,
    nodes: arcs.links,
    arcs: arcs.head.length,
    landmarks: landmarks.count,
    buildMs,
    freeFlow,
    live: measureCondition(index, live, questions, random.fork('pairs')),
    badDay: measureCondition(index, badDay, questions, random.fork('pairs')),
  };
}

type Pair = readonly [from: LinkId, to: LinkId];

/** Both in turn: the reference one pair, ours some others and then the same, so that it is not asked while memory is full of the reference's. */
function measureCondition(
  index: RoadIndex,
  live: LiveConditions,
  { compared, between }: Questions,
  random: RandomStream,
): ConditionFigures {
  const { links } = index.map;
  const draw = (): LinkId => links[Math.floor(random.next() * links.length)]!.id;
  const pair = (): Pair => [draw(), draw()];
  const conditionsMs = live === FREE_FLOW ? 0 : timed(() => compiledRoads(index).secondsUnder(live)).ms;
  for (let i = 0; i < WARM_UP; i++) findRouteToLink(index, ...pair(), live);
  referenceRoute(index, ...pair(), live);
  const tally = { longer: 0, shorter: 0, unjoined: 0 };
  const [ours, oursCompared, reference]: [Spent[], Spent[], Spent[]] = [[], [], []];
  for (let i = 0; i < compared; i++) {
    const [from, to] = pair();
    const theirs = timed(() => referenceRoute(index, from, to, live));
    reference.push(theirs);
    for (let n = 0; n < between; n++) {
      const [a, b] = pair();
      ours.push(timed(() => findRouteToLink(index, a, b, live)));
    }
    const found = timed(() => findRouteToLink(index, from, to, live));
    oursCompared.push(found);
    const bestS = theirs.result?.seconds ?? Number.POSITIVE_INFINITY;
    const foundS = found.result === undefined ? Number.POSITIVE_INFINITY : modelS(index, found.result, live);
    if (foundS > bestS) tally.longer++;
    if (foundS < bestS) tally.shorter++;
    if (bestS === Number.POSITIVE_INFINITY) tally.unjoined++;
  }
  const all = [...ours, ...oursCompared];
  return {
    closedLinks: live.closedLinks.length,
    closedMovements: live.closedMovements.length,
    delayedLinks: live.delays.length,
    conditionsMs,
    queries: all.length,
    p50Ms: medianOf(all.map(wallMs)),
    p99Ms: quantile(all.map(wallMs), 0.99),
    cpuP50Ms: medianOf(all.map(cpuMs)),
    cpuP99Ms: quantile(all.map(cpuMs), 0.99),
    mostMs: Math.max(...all.map(wallMs)),
    referenceQueries: reference.length,
    referenceP50Ms: medianOf(reference.map(wallMs)),
    referenceP99Ms: quantile(reference.map(wallMs), 0.99),
    ratioToGraphologyP50: medianOf(reference.map(wallMs)) / medianOf(oursCompared.map(wallMs)),
    cpuRatioToGraphologyP50: medianOf(reference.map(cpuMs)) / medianOf(oursCompared.map(cpuMs)),
    longerThanReference: tally.longer,
    shorterThanReference: tally.shorter,
    unjoined: tally.unjoined,
  };
}

interface Spent {
  readonly ms: number;
  readonly cpuMs: number;
}

function wallMs({ ms }: Spent): number {
  return ms;
}

function cpuMs(spent: Spent): number {
  return spent.cpuMs;
}

function timed<T>(work: () => T): Spent & { readonly result: T } {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const result = work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, ms, cpuMs: (user + system) / 1000 };
}
