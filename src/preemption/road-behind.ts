import type { JunctionId } from '../kernel/ids.ts';
import type { VehicleGroup } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { LaneCount } from '../signal/junction-state.ts';
import { JAM_SPACING_M, SATURATION_HEADWAY_S } from './traffic-constants.ts';

/** The road that a signal group lets traffic onto. */
export interface RoadBehind {
  /** What it still takes; infinite where nobody knows. */
  readonly roomVeh: number;
  /** What it would take if nobody were on it. */
  readonly emptyVeh: number;
  /** What leaves it at its other end, on average. */
  readonly drainVehPerS: number;
}

/** Share of time for which the next junction lets traffic through. */
const NEXT_SHARE = 0.42;

const UNKNOWN: RoadBehind = { roomVeh: Number.POSITIVE_INFINITY, emptyVeh: Number.POSITIVE_INFINITY, drainVehPerS: 0 };

/** Where the group's first movement leads to, with what stands and drives there; `lanesAt` gives what is known of a junction's approaches. */
export function roadBehind(
  index: RoadIndex,
  group: VehicleGroup,
  lanesAt: (junction: JunctionId) => readonly LaneCount[] | undefined,
): RoadBehind {
  const to = index.link(index.movement(group.movements[0]!).to);
  const next = index.findJunctionAt(to.to);
  const counts = next === undefined ? undefined : lanesAt(next.id)?.filter(({ link }) => link === to.id);
  if (counts === undefined || counts.length === 0) return UNKNOWN;
  let emptyVeh = 0;
  let thereVeh = 0;
  for (const { lane, vehicles } of counts) {
    emptyVeh += (to.lengthM - (to.lanes[lane]?.startM ?? 0)) / JAM_SPACING_M;
    thereVeh += vehicles;
  }
  return {
    roomVeh: Math.max(0, emptyVeh - thereVeh),
    emptyVeh,
    drainVehPerS: (NEXT_SHARE * counts.length) / SATURATION_HEADWAY_S,
  };
}
