import type { SignalGroupId } from '../kernel/ids.ts';
import { arrangeLegs } from './junction-arrangement.ts';
import { ALL_RED_S, type JunctionRequest, PEDESTRIAN_MARGIN_S } from './junction-design.ts';
import { type DesignedGroup, pedestrianGroup, vehicleGroups } from './junction-groups.ts';
import type { Junction, PedestrianGroup } from './map.ts';

/**
 * Signals where no streams of traffic meet, as along a road: all traffic goes together, and stops together for people on foot.
 * Groups per approach as at any junction; one crossing, over the road that needs the longest time.
 */
export function designCrossing({ legs, movements, ...request }: JunctionRequest): Junction {
  const arrangement = arrangeLegs(legs);
  const vehicles = arrangement.legs
    .flatMap((leg) => vehicleGroups(leg, movements, true))
    .flatMap(({ group }) => (group.kind === 'vehicle' ? [group] : []));
  const walks = arrangement.legs.map((leg): DesignedGroup & { kind: 'pedestrian' } => pedestrianGroup(leg));
  const walk = walks.map(({ group }) => group).reduce((a, b) => (b.clearanceS > a.clearanceS ? b : a)) satisfies PedestrianGroup;
  const { id, node, name, maxPresenceS, assumed } = request;
  return {
    id,
    node,
    name,
    groups: [...vehicles, walk],
    conflicts: vehicles.map((group): readonly [SignalGroupId, SignalGroupId] => [group.id, walk.id]),
    intergreens: vehicles.flatMap((group) => [
      { from: group.id, to: walk.id, seconds: group.yellowS + ALL_RED_S },
      { from: walk.id, to: group.id, seconds: PEDESTRIAN_MARGIN_S },
    ]),
    stages: [
      { id: 'A', name: 'traffic', groups: vehicles.map((group) => group.id) },
      { id: 'P', name: 'people on foot', groups: [walk.id] },
    ],
    maxPresenceS,
    assumed,
  };
}

/** Whether the signals of a junction hold traffic for people on foot only. */
export function isCrossing({ groups, conflicts }: Junction): boolean {
  const walks = new Set(groups.filter(({ kind }) => kind === 'pedestrian').map(({ id }) => id));
  return conflicts.every(([a, b]) => walks.has(a) || walks.has(b));
}
