import type { JunctionId, SignalGroupId } from '../../kernel/ids.ts';
import type { Junction, Stage, VehicleGroup } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import type { GroupCycle } from '../group-cycle.ts';
import { APPROACH_S, SATURATION_HEADWAY_S } from '../traffic-constants.ts';
import { STEP_S } from './corridor.ts';
import { ownGreens } from './own-programme.ts';
import { HORIZON_STEPS } from './roll-out.ts';

/** An approach near saturation takes very long to recover, but not for ever: at least this share of its capacity is to spare. */
const SPARE_LEAST = 0.3;
/** Share of time that a group is green as long as its cycle is not known. */
const USUAL_SHARE = 0.3;

/** Others' traffic at one signal group that the wave keeps red; vehicles, and vehicles per step. */
interface GroupTraffic {
  readonly queueVeh: number;
  readonly arrivalsVeh: number;
  readonly saturationVeh: number;
  readonly capacityVeh: number;
  readonly minGreenS: number;
  /** Queue after each step if its own programme goes on. */
  readonly usualVeh: Float64Array;
}

/** Queues at the stop bars of all vehicle groups that a wave's stage keeps red. */
export class OthersDelay {
  readonly #groups: readonly GroupTraffic[];

  constructor(
    index: RoadIndex,
    junction: Junction,
    wave: Stage,
    state: JunctionState,
    cycleOf: (junction: JunctionId, group: SignalGroupId) => GroupCycle | undefined,
    nowMs: number,
  ) {
    this.#groups = junction.groups.flatMap((group) =>
      group.kind !== 'vehicle' || wave.groups.includes(group.id)
        ? []
        : [trafficOf(index, group, state, cycleOf(junction.id, group.id), nowMs)],
    );
  }

  /**
   * Vehicle-seconds that they lose if the wave shows `greens` (from `at` on) between `fromS` and the passage, and serves them in its
   * pauses, instead of what their own programme would have shown: in queues until then, and until these have dissolved.
   */
  seconds(greens: Uint8Array, at: number, fromS: number, passageS: number, pauseS: number): number {
    const first = Math.min(HORIZON_STEPS, Math.max(0, Math.round(fromS / STEP_S)));
    const last = Math.min(HORIZON_STEPS, Math.ceil(passageS / STEP_S));
    let sum = 0;
    for (const group of this.#groups) sum += secondsOf(group, greens, at, first, last, pauseS);
    return sum;
  }
}

function trafficOf(
  index: RoadIndex,
  group: VehicleGroup,
  state: JunctionState,
  cycle: GroupCycle | undefined,
  nowMs: number,
): GroupTraffic {
  const lanes = new Set(
    group.movements.flatMap((id) => index.movement(id).lanes.map(([lane]) => `${index.movement(id).from} ${lane}`)),
  );
  const counts = state.lanes.filter(({ link, lane }) => lanes.has(`${link} ${lane}`));
  const { greenS, redS } = cycle ?? {};
  const share = greenS === undefined || redS === undefined ? USUAL_SHARE : greenS / (greenS + redS);
  const saturationVeh = (counts.length * STEP_S) / SATURATION_HEADWAY_S;
  const capacityVeh = saturationVeh * share;
  const presentVeh = counts.reduce((sum, { vehicles }) => sum + vehicles, 0);
  const shown = state.groups.find((one) => one.group === group.id);
  const own = state.mode === 'programme' ? ownGreens(shown, cycle, nowMs) : undefined;
  const queueVeh = counts.reduce((sum, count) => sum + count.queueVeh, 0);
  const arrivalsVeh = Math.min((presentVeh * STEP_S) / APPROACH_S, capacityVeh);
  return {
    queueVeh,
    arrivalsVeh,
    saturationVeh,
    capacityVeh,
    minGreenS: group.minGreenS,
    usualVeh: usualQueue(queueVeh, arrivalsVeh, (step) => (own === undefined ? capacityVeh : own[step]! * saturationVeh)),
  };
}

function usualQueue(queueVeh: number, arrivalsVeh: number, outVeh: (step: number) => number): Float64Array {
  const queues = new Float64Array(HORIZON_STEPS);
  let queue = queueVeh;
  for (let step = 0; step < HORIZON_STEPS; step++) {
    queue = Math.max(0, queue + arrivalsVeh - outVeh(step));
    queues[step] = queue;
  }
  return queues;
}

function secondsOf(group: GroupTraffic, greens: Uint8Array, at: number, first: number, last: number, pauseS: number): number {
  if (first >= last) return 0;
  const { arrivalsVeh, saturationVeh, capacityVeh, usualVeh } = group;
  const inPauseVeh = pauseS > 0 ? (saturationVeh * group.minGreenS) / pauseS : 0;
  let planned = first === 0 ? group.queueVeh : usualVeh[first - 1]!;
  let sum = 0;
  for (let step = first; step < last; step++) {
    planned += greens[at + step] === 1 ? arrivalsVeh : arrivalsVeh - inPauseVeh;
    if (planned < 0) planned = 0;
    sum += planned - usualVeh[step]!;
  }
  const left = planned - usualVeh[last - 1]!;
  const spare = Math.max(capacityVeh - arrivalsVeh, SPARE_LEAST * capacityVeh);
  return spare <= 0 ? sum * STEP_S : (sum + (left * Math.abs(left)) / (2 * spare)) * STEP_S;
}
