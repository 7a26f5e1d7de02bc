import { randomStream } from '../kernel/random.ts';
import { findRouteToLink } from '../roadnet/fastest-route.ts';
import { FREE_FLOW, type LiveConditions } from '../roadnet/live-conditions.ts';
import { modelS, referenceRoute } from '../roadnet/road-graph.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { BAD_DAY, drawConditions } from './draw-conditions.ts';

export interface Verified {
  /** Pairs of links that a way joins. */
  readonly joined: number;
  /** Pairs where the search's way takes another time than the reference's, or only one of them finds one. */
  readonly wrong: readonly string[];
}

export interface MapVerified {
  readonly freeFlow: Verified;
  readonly badDay: Verified;
}

/** Searches ways between links drawn by chance, in free flow and on a bad day, and holds each against the reference's. */
export function verifyRoutes(index: RoadIndex, pairs: number, seed: number): MapVerified {
  const badDay = drawConditions(index.map, BAD_DAY, randomStream(seed, 'bad day'));
  return { freeFlow: verified(index, pairs, seed, FREE_FLOW), badDay: verified(index, pairs, seed, badDay) };
}

function verified(index: RoadIndex, pairs: number, seed: number, live: LiveConditions): Verified {
  const { links } = index.map;
  const random = randomStream(seed, 'pairs');
  const drawLink = (): string => links[Math.floor(random.next() * links.length)]!.id;
  const wrong: string[] = [];
  let joined = 0;
  for (let i = 0; i < pairs; i++) {
    const [from, to] = [drawLink(), drawLink()];
    const found = findRouteToLink(index, from, to, live);
    const foundS = found === undefined ? undefined : modelS(index, found, live);
    const bestS = referenceRoute(index, from, to, live)?.seconds;
    if (bestS !== undefined) joined++;
    if (foundS !== bestS) wrong.push(`${from} to ${to}: ${foundS ?? 'no way'}, reference ${bestS ?? 'no way'}`);
  }
  return { joined, wrong };
}

export function describeVerified({ freeFlow, badDay }: MapVerified, pairs: number): string {
  const line = (name: string, { joined, wrong }: Verified): readonly string[] => [
    `  ${name}  ${pairs} pairs of links, ${joined} joined by a way, ${wrong.length === 0 ? 'each as fast as the reference' : `${wrong.length} unlike the reference:`}`,
    ...wrong.map((pair) => `    ${pair}`),
  ];
  return `${['routes', ...line('in free flow', freeFlow), ...line('on a bad day', badDay)].join('\n')}\n`;
}
