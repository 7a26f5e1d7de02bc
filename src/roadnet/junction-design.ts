import type { JunctionId, NodeId, SignalGroupId } from '../kernel/ids.ts';
import { arrangeLegs } from './junction-arrangement.ts';
import { groupsConflict, pedestrianGroup, vehicleGroups } from './junction-groups.ts';
import type { Leg } from './junction-legs.ts';
import type { LegMovement } from './junction-movements.ts';
import { designStages } from './junction-stages.ts';
import type { Intergreen, Junction, SignalGroup } from './map.ts';

/** Red for all after yellow: 23 m of box and 5 m of vehicle at 50 km/h. */
export const ALL_RED_S = 2;
/** From the end of pedestrian clearance to the green of traffic that crosses it. */
export const PEDESTRIAN_MARGIN_S = 2;

export interface JunctionRequest {
  readonly id: JunctionId;
  readonly node: NodeId;
  readonly name: string;
  readonly legs: readonly Leg[];
  readonly movements: readonly LegMovement[];
  readonly maxPresenceS: number;
  readonly assumed: boolean;
}

/**
 * Signal groups, conflicts, intergreens and stages by rule, from legs and movements.
 *
 * Per approach a group T (through and right) and a group L (left), or one group for all where left turns share a lane with
 * others or where nothing goes straight on; with five or more legs one group per approach. Groups conflict if any of their
 * paths meet. A crossing for pedestrians over each leg conflicts with what enters the junction from that leg and with what
 * leaves by it, except right turns, which give way to pedestrians. A crossing that no stage of the cycle can serve is left out.
 */
export function designJunction(request: JunctionRequest): Junction {
  const arrangement = arrangeLegs(request.legs);
  const vehicles = arrangement.legs.flatMap((leg) => vehicleGroups(leg, request.movements, arrangement.kind === 'star'));
  const walks = arrangement.legs.map((leg) => pedestrianGroup(leg));
  const { stages, served } = designStages(arrangement, vehicles, walks);
  const groups = [...vehicles, ...served];
  const conflicts: (readonly [SignalGroupId, SignalGroupId])[] = [];
  const intergreens: Intergreen[] = [];
  groups.forEach((a, i) => {
    for (const b of groups.slice(i + 1)) {
      if (!groupsConflict(a, b)) continue;
      conflicts.push([a.group.id, b.group.id]);
      intergreens.push(intergreen(a.group, b.group), intergreen(b.group, a.group));
    }
  });
  const { id, node, name, maxPresenceS, assumed } = request;
  return { id, node, name, groups: groups.map((g) => g.group), conflicts, intergreens, stages, maxPresenceS, assumed };
}

function intergreen(from: SignalGroup, to: SignalGroup): Intergreen {
  const seconds = from.kind === 'vehicle' ? from.yellowS + ALL_RED_S : PEDESTRIAN_MARGIN_S;
  return { from: from.id, to: to.id, seconds };
}
