import type { SignalGroupId } from '../kernel/ids.ts';
import type { PlacedLeg } from './junction-arrangement.ts';
import { type LegMovement, linksOf, waysMeet } from './junction-movements.ts';
import type { PedestrianGroup, VehicleGroup } from './map.ts';

/** Yellow 3 s up to 50 km/h (GB 14886), 4 s above. */
const YELLOW_S = 3;
const YELLOW_FAST_S = 4;
const FAST_MPS = 14;
const MIN_GREEN_THROUGH_S = 8;
const MIN_GREEN_LEFT_S = 6;
const WALK_S = 7;
const WALKING_MPS = 1.1;
const LANE_WIDTH_M = 3.25;
/** From this many lanes on, a crossing has a refuge in the middle, and each half is walked by itself. */
const REFUGE_FROM_LANES = 6;

/** A signal group while the junction is being designed. */
export type DesignedGroup =
  | {
      readonly kind: 'vehicle';
      readonly leg: PlacedLeg;
      readonly left: boolean;
      readonly ways: readonly LegMovement[];
      readonly group: VehicleGroup;
    }
  | { readonly kind: 'pedestrian'; readonly leg: PlacedLeg; readonly group: PedestrianGroup };

/** Whether two groups must never be open together: their paths meet, or traffic enters or leaves over the crossing other than by a right turn. */
export function groupsConflict(a: DesignedGroup, b: DesignedGroup): boolean {
  if (a.kind === 'pedestrian') return b.kind === 'vehicle' && groupsConflict(b, a);
  if (b.kind === 'pedestrian') {
    return a.ways.some((way) => way.entry === b.leg.leg || (way.exit === b.leg.leg && way.movement.turn !== 'right'));
  }
  return a.ways.some((mine) => b.ways.some((other) => waysMeet(mine, other)));
}

/** Groups of one approach: T and L, or one for all; see `designJunction` for the rule. */
export function vehicleGroups(leg: PlacedLeg, movements: readonly LegMovement[], star: boolean): readonly DesignedGroup[] {
  const ways = movements.filter((way) => way.entry === leg.leg);
  if (ways.length === 0) return [];
  const turnsLeft = ({ movement: { turn } }: LegMovement): boolean => turn === 'left' || turn === 'uturn';
  const left = ways.filter(turnsLeft);
  const rest = ways.filter((way) => !turnsLeft(way));
  if (star) return [vehicleGroup(leg, leg.bound, ways, false)];
  if (left.length === 0) return [vehicleGroup(leg, `${leg.bound}T`, ways, false)];
  if (rest.every((way) => way.movement.turn === 'right')) return [vehicleGroup(leg, `${leg.bound}L`, ways, true)];
  if (shareLanes(left, rest)) return [vehicleGroup(leg, `${leg.bound}T`, ways, false)];
  return [vehicleGroup(leg, `${leg.bound}T`, rest, false), vehicleGroup(leg, `${leg.bound}L`, left, true)];
}

/** One red arrow would block the other's traffic in a shared lane, so such movements need one group. */
function shareLanes(a: readonly LegMovement[], b: readonly LegMovement[]): boolean {
  const lanes = new Set(a.flatMap((way) => way.movement.lanes.map(([from]) => from)));
  return b.some((way) => way.movement.lanes.some(([from]) => lanes.has(from)));
}

function vehicleGroup(leg: PlacedLeg, id: SignalGroupId, ways: readonly LegMovement[], left: boolean): DesignedGroup {
  const fast = (leg.leg.inbound?.speedLimitMps ?? 0) > FAST_MPS;
  const group: VehicleGroup = {
    kind: 'vehicle',
    id,
    movements: ways.map((way) => way.movement.id),
    minGreenS: left ? MIN_GREEN_LEFT_S : MIN_GREEN_THROUGH_S,
    yellowS: fast ? YELLOW_FAST_S : YELLOW_S,
  };
  return { kind: 'vehicle', leg, left, ways, group };
}

/** The crossing over one leg. */
export function pedestrianGroup(leg: PlacedLeg): DesignedGroup & { kind: 'pedestrian' } {
  const lanesIn = leg.leg.inbound?.laneTurns.length ?? 0;
  const lanesOut = leg.leg.outbound?.lanes ?? 0;
  const lanes = lanesIn + lanesOut >= REFUGE_FROM_LANES ? Math.max(lanesIn, lanesOut) : lanesIn + lanesOut;
  const group: PedestrianGroup = {
    kind: 'pedestrian',
    id: `P-${leg.side}`,
    crosses: linksOf(leg.leg),
    walkS: WALK_S,
    clearanceS: Math.ceil((lanes * LANE_WIDTH_M) / WALKING_MPS),
  };
  return { kind: 'pedestrian', leg, group };
}
