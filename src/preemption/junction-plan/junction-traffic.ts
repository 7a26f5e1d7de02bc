import type { MovementId, SignalGroupId, StageId } from '../../kernel/ids.ts';
import type { Junction } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { laneTraffic, type TrafficState } from '../../traffic/traffic-state.ts';
import type { CycleOf, GroupCycle } from '../group-cycle.ts';
import { roadBehind } from '../road-behind.ts';
import type { PlanPart } from '../strategy.ts';
import { JAM_SPACING_M, SATURATION_HEADWAY_S } from '../traffic-constants.ts';
import { STEP_S, STEPS } from './horizon.ts';
import { type GroupLanes, junctionLanesOf } from './junction-lanes.ts';
import { noteOwed, ownLamps, UNSEEN_CYCLE } from './own-lamps.ts';

/** Share of its capacity that a group is reckoned to need as long as nobody was counted: programmes are made for their demand. */
const USUAL_LOAD = 0.6;
/** Seconds of counting that this is worth. */
const USUAL_WEIGHT_S = 40;

/** Traffic at the stop bars of one vehicle group. Vehicles over all its lanes; rates per step. */
export interface GroupTraffic {
  readonly group: SignalGroupId;
  readonly lanes: number;
  readonly queueVeh: number;
  readonly arrivalsVeh: number;
  readonly saturationVeh: number;
  /** Standing vehicles that have room on its lanes. */
  readonly storageVeh: number;
  /** On the road behind it: what has room now, what would if it were empty, and what leaves that road in a step. */
  readonly roomVeh: number;
  readonly emptyVeh: number;
  readonly drainVeh: number;
  /** Of a vehicle that it lets go, what is then before the ambulance on each lane of the road that the ambulance turns into. */
  readonly joiningVeh: number;
  /** Per step: 1 where the junction's own programme will probably show green. */
  readonly own: Uint8Array;
}

/** What one junction's vehicle groups have to do with, now and under its own programme. */
export interface JunctionTraffic {
  readonly groups: readonly GroupTraffic[];
  /** By stage: 1 for each of `groups` that it opens. */
  readonly opens: ReadonlyMap<StageId, Uint8Array>;
  /** Per step: what minimum greens and pedestrians still owe if the own programme is left then, seconds. */
  readonly owedS: Float64Array;
}

/** The junction, and the way of the ambulance through it. */
export interface AtJunction {
  readonly junction: Junction;
  readonly state: JunctionState;
  readonly group: SignalGroupId;
  readonly movement: MovementId;
  readonly nowMs: number;
  /** A part of the plans that is left out. */
  readonly without?: PlanPart;
}

/** Roads that never fill. */
const ENDLESS = { roomVeh: Number.POSITIVE_INFINITY, storageVeh: Number.POSITIVE_INFINITY } as const;

/** The traffic at a junction as it reports it; arrivals from those who drive on its approaches. */
export function junctionTraffic(
  index: RoadIndex,
  { junction, state, group: ambulances, movement, nowMs, without }: AtJunction,
  traffic: TrafficState | undefined,
  cycleOf: CycleOf,
): JunctionTraffic {
  const { groups: known, opens, joiningShares } = junctionLanesOf(index, junction);
  const joining = joiningShares(movement);
  const owedS = new Float64Array(STEPS);
  const owns = junction.groups.map((group) => {
    const shown = state.groups.find((one) => one.group === group.id);
    const own = ownLamps(shown, cycleOf(junction.id, group.id), nowMs);
    noteOwed(group, shown, own, nowMs, owedS);
    return own;
  });
  const groups = known.map((one): GroupTraffic => {
    const { group, place } = one;
    const { roomVeh, emptyVeh, drainVehPerS } = roadBehind(index, group, (next) => laneTraffic(index, traffic, next));
    const joiningVeh = group.id === ambulances || without === 'metering' ? 0 : joining[place]!;
    const behind = { roomVeh, emptyVeh, drainVeh: drainVehPerS * STEP_S, joiningVeh };
    const endless = without === 'drain' ? ENDLESS : {};
    return { ...trafficOf(index, one, state, cycleOf(junction.id, group.id), owns[place]!), ...behind, ...endless };
  });
  return { groups, opens, owedS };
}

function trafficOf(
  index: RoadIndex,
  { group, lanes, lanesOf }: GroupLanes,
  state: JunctionState,
  cycle: GroupCycle | undefined,
  own: Uint8Array,
): Omit<GroupTraffic, 'roomVeh' | 'emptyVeh' | 'drainVeh' | 'joiningVeh'> {
  const counts = state.lanes.filter(({ link, lane }) => lanesOf.get(link)?.has(lane) === true);
  const saturationVehPerS = lanes / SATURATION_HEADWAY_S;
  const { greenS = UNSEEN_CYCLE.greenS, redS = UNSEEN_CYCLE.redS } = cycle ?? {};
  const usualVehPerS = (saturationVehPerS * USUAL_LOAD * greenS) / (greenS + redS);
  let drivingVeh = usualVehPerS * USUAL_WEIGHT_S;
  let drivenS = USUAL_WEIGHT_S;
  let queueVeh = 0;
  let storageVeh = 0;
  for (const count of counts) {
    const { lengthM, speedLimitMps, lanes: made } = index.link(count.link);
    drivingVeh += Math.max(0, count.vehicles - count.queueVeh);
    drivenS += Math.max(0, lengthM - count.queueVeh * JAM_SPACING_M) / speedLimitMps / counts.length;
    queueVeh += count.queueVeh;
    storageVeh += (lengthM - (made[count.lane]?.startM ?? 0)) / JAM_SPACING_M;
  }
  return {
    group: group.id,
    lanes,
    queueVeh,
    arrivalsVeh: Math.min(drivingVeh / drivenS, saturationVehPerS) * STEP_S,
    saturationVeh: saturationVehPerS * STEP_S,
    storageVeh: counts.length === 0 ? Number.POSITIVE_INFINITY : storageVeh,
    own,
  };
}
