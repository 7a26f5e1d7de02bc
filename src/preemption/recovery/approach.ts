import type { JunctionId } from '../../kernel/ids.ts';
import type { Junction, SignalGroup } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { type RoadBehind, roadBehind } from '../road-behind.ts';
import { JAM_SPACING_M, SATURATION_HEADWAY_S } from '../traffic-constants.ts';
import type { StageClock } from './programme-clock.ts';

/** Who waits at one signal group and who will come. Vehicles, seconds. */
export interface Approach extends RoadBehind {
  readonly group: SignalGroup;
  readonly queueVeh: number;
  /** On the way to the queue, spread over the next `comingS`; afterwards `arrivalsVehPerS`. */
  readonly comingVehPerS: number;
  readonly comingS: number;
  readonly arrivalsVehPerS: number;
  readonly dischargeVehPerS: number;
  /** What its own programme lets through on average. */
  readonly capacityVehPerS: number;
  readonly storageVeh: number;
}

/** People who come to a crossing, a second: few, and never none. */
const ON_FOOT_PER_S = 1 / 60;
const ON_FOOT_DISCHARGE_PER_S = 10;
/** More than this share of what its programme lets through does not come for long. */
const FULL_SHARE = 0.95;

/**
 * Every signal group with its queue as reported. Since its last green everybody has stayed who came: that tells how many come. Of a group
 * that is green only those on the way do.
 */
export function approachesOf(
  index: RoadIndex,
  junction: Junction,
  states: ReadonlyMap<JunctionId, JunctionState>,
  state: JunctionState,
  clock: StageClock,
  nowMs: number,
): readonly Approach[] {
  return junction.groups.map((group): Approach => {
    const shown = state.groups.find((one) => one.group === group.id);
    const redS = shown === undefined || shown.lamp === 'green' ? 0 : (nowMs - shown.sinceMs) / 1000;
    if (group.kind !== 'vehicle') return onFoot(group, redS);
    const greenMs = clock.stages.reduce(
      (sum, { stage, startMs, endMs }) => sum + (stage.groups.includes(group.id) ? endMs - startMs : 0),
      0,
    );
    const lanes = new Set(
      group.movements.flatMap((id) => index.movement(id).lanes.map(([lane]) => `${index.movement(id).from} ${lane}`)),
    );
    const counts = state.lanes.filter(({ link, lane }) => lanes.has(`${link} ${lane}`));
    const dischargeVehPerS = lanes.size / SATURATION_HEADWAY_S;
    const capacityVehPerS = (dischargeVehPerS * greenMs) / clock.cycleMs;
    let [queueVeh, vehicles, storageVeh, comingS] = [0, 0, 0, 1];
    for (const count of counts) {
      const { lengthM, speedLimitMps, lanes: own } = index.link(count.link);
      const laneM = lengthM - (own[count.lane]?.startM ?? 0);
      queueVeh += count.queueVeh;
      vehicles += Math.max(count.vehicles, count.queueVeh);
      storageVeh += laneM / JAM_SPACING_M;
      comingS = Math.max(comingS, (laneM - count.queueVeh * JAM_SPACING_M) / speedLimitMps);
    }
    const seenVehPerS = redS > 0 ? vehicles / (redS + comingS) : (vehicles - queueVeh) / comingS;
    const arrivalsVehPerS = Math.min(seenVehPerS, FULL_SHARE * capacityVehPerS);
    const comingVehPerS = (vehicles - queueVeh) / comingS;
    const flow = { queueVeh, comingVehPerS, comingS, arrivalsVehPerS, dischargeVehPerS, capacityVehPerS, storageVeh };
    return { group, ...flow, ...roadBehind(index, group, (next) => states.get(next)?.lanes) };
  });
}

function onFoot(group: SignalGroup, redS: number): Approach {
  return {
    group,
    queueVeh: redS * ON_FOOT_PER_S,
    comingVehPerS: ON_FOOT_PER_S,
    comingS: 0,
    arrivalsVehPerS: ON_FOOT_PER_S,
    dischargeVehPerS: ON_FOOT_DISCHARGE_PER_S,
    capacityVehPerS: ON_FOOT_DISCHARGE_PER_S,
    storageVeh: Number.POSITIVE_INFINITY,
    roomVeh: Number.POSITIVE_INFINITY,
    emptyVeh: Number.POSITIVE_INFINITY,
    drainVehPerS: 0,
  };
}
