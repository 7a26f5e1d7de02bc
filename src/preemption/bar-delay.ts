import type { LinkId, SignalGroupId } from '../kernel/ids.ts';
import type { Junction, Stage, VehicleGroup } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { transitionS } from '../signal/clearance.ts';
import type { JunctionState, LaneCount } from '../signal/junction-state.ts';
import { STEP_S } from './corridor/corridor.ts';
import { ownGreens, UNSEEN_CYCLE } from './corridor/own-programme.ts';
import type { GroupCycle } from './group-cycle.ts';
import { queueAhead } from './queue-ahead.ts';
import { stageFor } from './stage-choice.ts';
import { APPROACH_S, PRESENCE_RESERVE_S, SATURATION_HEADWAY_S, STARTUP_LOST_S } from './traffic-constants.ts';
import { unaidedDelayS } from './unaided-trip.ts';

/** What a stage in service still owes at some later time, on average. */
const USUAL_TRANSITION_S = 8;
/** Nearer than this the transition is that of the stage which is shown now. */
const TRANSITION_KNOWN_S = 45;
/** Of a hold, before the ambulance comes and after the queue has gone. */
const MARGIN_S = 20;
/** Share of a hold in which those whom it keeps red would have had green. */
const OWN_SHARE = 0.35;

/** A signal group that an ambulance may come to, and what is known of its junction. */
export interface BarOutlook {
  readonly junction: Junction;
  readonly group: SignalGroupId;
  readonly link: LinkId;
  /** Lanes of the approach from which the movement may be driven. */
  readonly lanes: readonly number[];
  /** Last report; absent when the junction has never reported or is silent. */
  readonly state: JunctionState | undefined;
  /** Lanes of its approaches, as counted or believed. */
  readonly traffic: readonly LaneCount[];
  /** It is likely to do what it is asked. */
  readonly isWilling: boolean;
  readonly cycle: GroupCycle | undefined;
  /** The ambulance can hardly be there sooner. */
  readonly soonestS: number;
}

export interface BarDelay {
  /** Left to the ambulance [s]: what a lead as long as is feasible does not clear away, or all where nothing is done for it. */
  readonly delayS: number;
  /** Vehicle-seconds that those lose who are held up for it. */
  readonly othersS: number;
}

/** What a stop bar costs an ambulance under a feasible lead, and the others. */
export function barDelay(index: RoadIndex, bar: BarOutlook, nowMs: number): BarDelay {
  const { junction, group, link, lanes, state, traffic, isWilling, soonestS } = bar;
  const stage = stageFor(junction, group);
  const { lengthM } = index.link(link);
  const queueVeh = queueAhead(traffic, link, lanes, lengthM, lengthM).vehicles;
  if (state === undefined || stage === undefined || !isWilling) return { delayS: unaidedS(bar, queueVeh, nowMs), othersS: 0 };
  const owedS = soonestS < TRANSITION_KNOWN_S ? transitionS(junction, state, stage.id, nowMs) : USUAL_TRANSITION_S;
  if (!Number.isFinite(owedS)) return { delayS: unaidedS(bar, queueVeh, nowMs), othersS: 0 };
  const clearS = owedS + (owedS > 0 ? STARTUP_LOST_S : 0) + queueVeh * SATURATION_HEADWAY_S;
  const leadS = Math.min(soonestS, Math.max(0, junction.maxPresenceS - PRESENCE_RESERVE_S));
  return { delayS: Math.max(0, clearS - leadS), othersS: heldUpS(index, junction, stage, traffic, clearS + MARGIN_S) };
}

/** Nothing is done for it: its own programme as foretold at the soonest arrival, else as it is on average. */
function unaidedS({ group, state, cycle, soonestS }: BarOutlook, queueVeh: number, nowMs: number): number {
  const { greenS = UNSEEN_CYCLE.greenS, redS = UNSEEN_CYCLE.redS } = cycle ?? {};
  if (state?.mode !== 'programme') return unaidedDelayS(queueVeh, greenS, redS);
  const greens = ownGreens(
    state.groups.find((shown) => shown.group === group),
    cycle,
    nowMs,
  );
  const from = Math.round(soonestS / STEP_S);
  const next = greens.indexOf(1, from);
  if (from >= greens.length || next < 0) return unaidedDelayS(queueVeh, greenS, redS);
  return (next - from) * STEP_S + queueVeh * SATURATION_HEADWAY_S;
}

/** Vehicle-seconds lost by the queues and arrivals that a stage keeps red for so long, as far as they would have had green. */
export function heldUpS(index: RoadIndex, junction: Junction, stage: Stage, traffic: readonly LaneCount[], forS: number): number {
  const held = junction.groups.filter(
    (group): group is VehicleGroup => group.kind === 'vehicle' && !stage.groups.includes(group.id),
  );
  const lanes = new Set(held.flatMap(({ movements }) => movements.flatMap((id) => lanesOf(index, id))));
  return traffic.reduce((sum, { link, lane, queueVeh, vehicles }) => {
    if (!lanes.has(`${link} ${lane}`)) return sum;
    return sum + OWN_SHARE * forS * (queueVeh + (vehicles * forS) / (2 * APPROACH_S));
  }, 0);
}

function lanesOf(index: RoadIndex, movement: string): readonly string[] {
  const { from, lanes } = index.movement(movement);
  return lanes.map(([lane]) => `${from} ${lane}`);
}
