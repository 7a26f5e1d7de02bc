import type { SignalGroupId, StageId } from '../../kernel/ids.ts';
import type { Junction, VehicleGroup } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import type { CycleOf, GroupCycle } from '../group-cycle.ts';
import { JAM_SPACING_M, SATURATION_HEADWAY_S } from '../traffic-constants.ts';
import { STEP_S, STEPS } from './horizon.ts';
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

/** The traffic at a junction as it reports it; arrivals from those who drive on its approaches. */
export function junctionTraffic(
  index: RoadIndex,
  junction: Junction,
  state: JunctionState,
  cycleOf: CycleOf,
  nowMs: number,
): JunctionTraffic {
  const groups: GroupTraffic[] = [];
  const owedS = new Float64Array(STEPS);
  for (const group of junction.groups) {
    const shown = state.groups.find((one) => one.group === group.id);
    const cycle = cycleOf(junction.id, group.id);
    const own = ownLamps(shown, cycle, nowMs);
    noteOwed(group, shown, own, nowMs, owedS);
    if (group.kind === 'vehicle') groups.push(trafficOf(index, group, state, cycle, own));
  }
  const opens = new Map(
    junction.stages.map(({ id, groups: open }) => [id, Uint8Array.from(groups, ({ group }) => (open.includes(group) ? 1 : 0))]),
  );
  return { groups, opens, owedS };
}

function trafficOf(
  index: RoadIndex,
  group: VehicleGroup,
  state: JunctionState,
  cycle: GroupCycle | undefined,
  own: Uint8Array,
): GroupTraffic {
  const lanes = new Set(
    group.movements.flatMap((id) => index.movement(id).lanes.map(([lane]) => `${index.movement(id).from} ${lane}`)),
  );
  const counts = state.lanes.filter(({ link, lane }) => lanes.has(`${link} ${lane}`));
  const saturationVehPerS = lanes.size / SATURATION_HEADWAY_S;
  const { greenS = UNSEEN_CYCLE.greenS, redS = UNSEEN_CYCLE.redS } = cycle ?? {};
  const usualVehPerS = (saturationVehPerS * USUAL_LOAD * greenS) / (greenS + redS);
  let drivingVeh = usualVehPerS * USUAL_WEIGHT_S;
  let drivenS = USUAL_WEIGHT_S;
  let queueVeh = 0;
  for (const count of counts) {
    const { lengthM, speedLimitMps } = index.link(count.link);
    drivingVeh += Math.max(0, count.vehicles - count.queueVeh);
    drivenS += Math.max(0, lengthM - count.queueVeh * JAM_SPACING_M) / speedLimitMps / counts.length;
    queueVeh += count.queueVeh;
  }
  return {
    group: group.id,
    lanes: lanes.size,
    queueVeh,
    arrivalsVeh: Math.min(drivingVeh / drivenS, saturationVehPerS) * STEP_S,
    saturationVeh: saturationVehPerS * STEP_S,
    own,
  };
}
