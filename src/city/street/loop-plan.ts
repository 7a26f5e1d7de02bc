import type { Junction, MapLink } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { DetectorPlan } from '../../simulator/simulator.ts';

/** A usual inductive loop. */
const UPSTREAM_LOOP_M = 2;
/** At the stop bar a long loop, so that the first vehicle is on it wherever it stops. */
const BAR_LOOP_M = 10;

/** Detectors of one signal group, by their numbers in the plan: at its stop bars, and upstream of them. */
export interface GroupLoops {
  readonly atBar: readonly number[];
  readonly upstream: readonly number[];
}

/** Detectors of one junction; group by group in its order. */
export interface LoopPlan {
  readonly detectors: readonly DetectorPlan[];
  readonly groups: readonly GroupLoops[];
}

/**
 * On each lane of each vehicle group one loop at the stop bar and one `detectorM` upstream, nearer where the lane is shorter.
 * A lane that serves several groups has one pair for all of them. Numbers begin at `first`.
 */
export function planLoops(index: RoadIndex, junction: Junction, detectorM: number, first: number): LoopPlan {
  const detectors: DetectorPlan[] = [];
  const pairs = new Map<string, { readonly atBar: number; readonly upstream: number }>();
  const pairOn = (link: MapLink, lane: number) => {
    const key = `${link.id} ${lane}`;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const atBar = first + detectors.push(loopOn(link, lane, 0, BAR_LOOP_M)) - 1;
    const upstream = first + detectors.push(loopOn(link, lane, detectorM, UPSTREAM_LOOP_M)) - 1;
    const pair = { atBar, upstream };
    pairs.set(key, pair);
    return pair;
  };
  const groups = junction.groups.map((group): GroupLoops => {
    const movements = group.kind === 'vehicle' ? group.movements.map((id) => index.movement(id)) : [];
    const own = new Set(movements.flatMap(({ from, lanes }) => lanes.map(([lane]) => pairOn(index.link(from), lane))));
    return { atBar: [...own].map(({ atBar }) => atBar), upstream: [...own].map(({ upstream }) => upstream) };
  });
  return { detectors, groups };
}

function loopOn(link: MapLink, lane: number, upstreamM: number, lengthM: number): DetectorPlan {
  const laneM = link.lengthM - (link.lanes[lane]?.startM ?? 0);
  const loopM = Math.min(lengthM, laneM);
  return { link: link.id, lane, upstreamM: Math.min(upstreamM, laneM - loopM), lengthM: loopM };
}
