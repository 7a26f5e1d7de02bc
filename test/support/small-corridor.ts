import { type Corridor, decodeCorridor } from '../../src/roadnet/corridor.ts';
import { buildCorridor } from '../../src/roadnet/corridor-build.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import type { Programme } from '../../src/signal/programme.ts';

/** A straight road of `count` signalised junctions J01, J02, ... 300 m apart, entries SOUTH and NORTH, cross streets of 2 lanes. */
export function smallCorridor(count: number, maxPresenceS = 120): Corridor {
  const cross = { lanes: 2, speedKmh: 40, westM: 250, eastM: 250 };
  return decodeCorridor('small corridor', {
    format: 'clearway-corridor/1',
    name: `small-${count}`,
    title: 'Small corridor for tests',
    schematic: true,
    attribution: 'made for tests',
    road: { name: 'Main Road', lanes: 2, speedKmh: 50, leftBayM: 60, crossLeftBayM: 60 },
    first: { lat: 30.16, lon: 120.265 },
    bearingDeg: 0,
    entries: { south: { node: 'SOUTH', lengthM: 400 }, north: { node: 'NORTH', lengthM: 300 } },
    maxPresenceS,
    junctions: Array.from({ length: count }, (_, i) => ({
      id: `J${String(i + 1).padStart(2, '0')}`,
      name: `Street ${i + 1}`,
      ...(i === 0 ? {} : { fromPreviousM: 300 }),
      cross,
    })),
  });
}

export function smallIndex(count: number, maxPresenceS = 120): RoadIndex {
  return indexMap(buildCorridor(smallCorridor(count, maxPresenceS)));
}

/** What its first junction shows by itself: a cycle of 100 s. */
export const J01_PROGRAMME: Programme = {
  junction: 'J01',
  cycleS: 100,
  offsetS: 0,
  stages: [
    { stage: 'A', greenS: 38 },
    { stage: 'B', greenS: 10 },
    { stage: 'C', greenS: 24 },
    { stage: 'D', greenS: 8 },
  ],
};
