import type { LiveConditions } from '../live-conditions.ts';
import type { RoadIndex } from '../road-index.ts';
import { type Landmarks, NO_LANDMARKS, placeLandmarks } from './landmarks.ts';
import { FastestSearch } from './search.ts';
import { compileArcs, type TurnArcs } from './turn-arcs.ts';
import { weightsUnder } from './weights.ts';

/** A map made ready for searches. */
export interface CompiledRoads {
  readonly arcs: TurnArcs;
  readonly landmarks: Landmarks;
  readonly search: FastestSearch;
  /** Seconds of every arc under live conditions. */
  secondsUnder(live: LiveConditions): Float64Array;
}

/** Smaller maps are searched as fast without landmarks. */
const LANDMARKS_FROM_LINKS = 3000;

const compiled = new WeakMap<RoadIndex, CompiledRoads>();

/** Made at the first call for a map, which for a hundred thousand links takes half a second; later calls find it. */
export function compiledRoads(index: RoadIndex): CompiledRoads {
  const known = compiled.get(index);
  if (known !== undefined) return known;
  const arcs = compileArcs(index);
  const landmarks = arcs.links < LANDMARKS_FROM_LINKS ? NO_LANDMARKS : placeLandmarks(arcs);
  const weights = new WeakMap<LiveConditions, Float64Array>();
  const roads: CompiledRoads = {
    arcs,
    landmarks,
    search: new FastestSearch(arcs, landmarks),
    secondsUnder: (live) => {
      const seconds = weights.get(live) ?? weightsUnder(index, arcs, live);
      weights.set(live, seconds);
      return seconds;
    },
  };
  compiled.set(index, roads);
  return roads;
}
