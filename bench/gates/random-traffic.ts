import type { LinkId } from '../../src/kernel/ids.ts';
import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import type { VehiclePlan } from '../../src/simulator/simulator.ts';

/** Longest way, in links, where a map lets one drive round for ever. */
const MOST_LINKS = 40;

/** Vehicles that enter wherever the map can be entered, one per `headwayS` and entrance on average, and turn as chance has it. */
export function randomTraffic(map: RoadMap, seed: number, headwayS: number, untilS: number): VehiclePlan[] {
  const stream = randomStream(seed, 'traffic');
  const onward = onwardFrom(map);
  const reached = new Set(map.movements.flatMap(({ to, turn }) => (turn === 'uturn' ? [] : [to])));
  const entrances = map.links.map(({ id }) => id).filter((id) => !reached.has(id));
  const plans = entrances.flatMap((entrance) => {
    const own: VehiclePlan[] = [];
    for (let departS = stream.uniform(0, headwayS); departS < untilS; departS += stream.uniform(0, 2 * headwayS)) {
      const driverSeed = Math.floor(stream.uniform(0, 1e9));
      own.push({ departS, route: walk(entrance, onward, stream), speedFactor: stream.uniform(0.8, 1.2), driverSeed });
    }
    return own;
  });
  return plans.sort((a, b) => a.departS - b.departS);
}

function onwardFrom(map: RoadMap): ReadonlyMap<LinkId, readonly LinkId[]> {
  const onward = new Map<LinkId, LinkId[]>(map.links.map(({ id }) => [id, []]));
  for (const { from, to, turn } of map.movements) if (turn !== 'uturn') onward.get(from)?.push(to);
  return onward;
}

function walk(entrance: LinkId, onward: ReadonlyMap<LinkId, readonly LinkId[]>, stream: RandomStream): LinkId[] {
  const route = [entrance];
  for (;;) {
    const next = onward.get(route.at(-1)!) ?? [];
    if (next.length === 0 || route.length === MOST_LINKS) return route;
    route.push(next[Math.min(next.length - 1, Math.floor(stream.uniform(0, next.length)))]!);
  }
}
