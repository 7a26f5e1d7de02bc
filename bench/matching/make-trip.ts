import type { LinkId } from '../../src/kernel/ids.ts';
import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import { findRouteToLink } from '../../src/roadnet/fastest-route.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { driveTrip } from './drive-trip.ts';
import type { Trip } from './driven.ts';
import type { Carriageway } from './trip-path.ts';

/** Shorter ones say little about following a vehicle. */
const LEAST_LINKS = 8;
export const MOST_S = 240;
/** A departing trip goes on this long after it left the plan, in links. */
const LINKS_AFTER_DEPARTURE = 8;
const ATTEMPTS = 200;

/** The fastest way between two links drawn by chance over the whole map, from a place of it drawn by chance, for at most four minutes. */
export function makeTrip(index: RoadIndex, carriageway: Carriageway, seed: number): Trip {
  const random = randomStream(seed, 'trip');
  const links = drawWay(index, random.fork('way'));
  return { seed, links, planned: links, instants: driveTrip(index, links, carriageway, MOST_S, random.fork('drive')) };
}

/** Leaves the planned way at one of its nodes, by a movement that is no U-turn, and goes on by chance over links that were not planned. */
export function makeDeparture(index: RoadIndex, carriageway: Carriageway, seed: number): Trip {
  const random = randomStream(seed, 'departure');
  const draw = random.fork('way');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const planned = drawWay(index, draw).slice(0, 24);
    const departsAt = 3 + Math.floor(draw.next() * Math.max(1, Math.min(8, planned.length - 4)));
    const links = planned.slice(0, departsAt);
    const left = new Set<LinkId>(planned);
    while (links.length < departsAt + LINKS_AFTER_DEPARTURE) {
      const ways = index.movementsFrom(links.at(-1)!).filter(({ to, turn }) => turn !== 'uturn' && !left.has(to));
      if (ways.length === 0) break;
      const next = ways[Math.floor(draw.next() * ways.length)]!.to;
      links.push(next);
      left.add(next);
    }
    if (links.length < departsAt + 4) continue;
    return { seed, links, planned, departsAt, instants: driveTrip(index, links, carriageway, MOST_S * 2, random.fork('drive')) };
  }
  throw new Error(`no departure found for seed ${seed}`);
}

function drawWay(index: RoadIndex, random: RandomStream): readonly LinkId[] {
  const { links } = index.map;
  const drawLink = (): LinkId => links[Math.floor(random.next() * links.length)]!.id;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const way = findRouteToLink(index, drawLink(), drawLink());
    if (way === undefined || way.length < LEAST_LINKS) continue;
    return way.slice(Math.floor(random.next() * (way.length - LEAST_LINKS + 1)));
  }
  throw new Error('no two links drawn by chance are joined by a way of eight links or more');
}
