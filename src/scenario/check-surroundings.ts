import type { Fault } from '../kernel/faults.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { PedestrianDemand, Scenario } from './scenario.ts';
import { unknown } from './usual-faults.ts';

/** Faults of what surrounds the traffic: closed links, people on foot, drivers who yield. */
export function surroundingsFaults(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  return [
    ...closedLinkFaults(scenario, index),
    ...(scenario.pedestrians === undefined ? [] : pedestrianFaults(scenario.pedestrians, index)),
    ...yieldingFaults(scenario, index),
  ];
}

function closedLinkFaults({ closedLinks = [] }: Scenario, index: RoadIndex): readonly Fault[] {
  return closedLinks.flatMap((link, i): readonly Fault[] => {
    const path = `closedLinks[${i}]`;
    if (index.findLink(link) === undefined) return [unknown(path, link, 'link')];
    return closedLinks.indexOf(link) < i ? [{ path, value: link, advice: 'is there already: remove one' }] : [];
  });
}

function pedestrianFaults({ junctions }: PedestrianDemand, index: RoadIndex): readonly Fault[] {
  const withCrossing = index.map.junctions.filter(({ groups }) => groups.some(({ kind }) => kind === 'pedestrian'));
  const hasCrossing = new Set(withCrossing.map(({ id }) => id));
  if (junctions === undefined && hasCrossing.size === 0) {
    const advice = 'no junction of the map has a crossing (a pedestrian signal group): remove this, or add crossings to the map';
    return [{ path: 'pedestrians', value: undefined, advice }];
  }
  return (junctions ?? []).flatMap((id, i): readonly Fault[] => {
    const path = `pedestrians.junctions[${i}]`;
    if (index.findJunction(id) === undefined) return [unknown(path, id, 'junction')];
    if (hasCrossing.has(id)) return [];
    return [{ path, value: id, advice: 'this junction has no crossing (no pedestrian signal group): take it from the list' }];
  });
}

/** Half a lane: what the simulator's drivers need beside them. */
const LEAST_SPARE_M = 1.6;

/** Yielding that nobody can do would give the figures of a run without it, and nobody would know. */
function yieldingFaults(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const roomy = index.map.links.some(({ spareWidthM = 0 }) => spareWidthM >= LEAST_SPARE_M);
  if (scenario.yielding === undefined || roomy) return [];
  const advice = `no link of the map has room to pull over (spareWidthM of ${LEAST_SPARE_M} m or more), so nobody could yield: give it to the links that have it, or remove this`;
  return [{ path: 'yielding', value: scenario.yielding, advice }];
}
