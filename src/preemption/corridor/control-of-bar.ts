import type { JunctionId, LinkId, SignalGroupId } from '../../kernel/ids.ts';
import type { Junction, Stage } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { RouteStop } from '../../routing/route.ts';
import { stageIntergreenS, transitionS } from '../../signal/clearance.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { crossServiceRound, type ServiceRound } from '../cross-service.ts';
import type { GroupCycle } from '../group-cycle.ts';
import type { PlanPurpose } from '../proposal.ts';
import { stageFor } from '../stage-choice.ts';
import type { BarControl, BarLight, Hold } from './bar-control.ts';
import { OthersDelay } from './others-delay.ts';
import { ownGreens } from './own-programme.ts';

/** Kept in hand between a round of service and the maximum presence of those it serves. */
export const ROUND_RESERVE_S = 5;
/** What a stage in service still owes when it is left at any moment, on average. */
const OWED_S = 6;
/** Others who turn into the route: their share on their approach, how long they are on it, and the part of that time they may go in. */
const TURN_IN_SHARE = 0.18;
const APPROACH_S = 70;
const OPEN_SHARE = 0.6;

/** What is known of the junction at one stop bar. */
export interface BarView {
  readonly stop: RouteStop;
  /** The link that the route takes behind it. */
  readonly next: LinkId;
  /** Last report; absent when it has never reported or is silent. */
  readonly state: JunctionState | undefined;
  readonly cycleOf: (junction: JunctionId, group: SignalGroupId) => GroupCycle | undefined;
  /** What it is asked for on behalf of this ambulance. */
  readonly asking: { readonly purpose: PlanPurpose; readonly sinceMs: number } | undefined;
  /** Nothing can be asked of it. */
  readonly closed: boolean;
}

/** What may be done at a stop bar, from what its junction reports. */
export function controlOf(index: RoadIndex, bar: BarView, nowMs: number): BarControl {
  const light = lightOf(index, bar, nowMs);
  const { stop, state, cycleOf } = bar;
  const junction = index.junction(stop.junction);
  const stage = stageFor(junction, stop.group);
  if (light.hold === undefined || state === undefined || stage === undefined) return { ...light, others: undefined };
  return { ...light, others: new OthersDelay(index, junction, stage, state, cycleOf, nowMs) };
}

/** The same without what it means for others. */
export function lightOf(index: RoadIndex, { stop, next, state, cycleOf, asking, closed }: BarView, nowMs: number): BarLight {
  const junction = index.junction(stop.junction);
  const stage = stageFor(junction, stop.group);
  const shown = state?.groups.find(({ group }) => group === stop.group);
  const own = ownGreens(shown, cycleOf(stop.junction, stop.group), nowMs);
  if (state === undefined) return { own, hold: undefined, turnInVehPerS: 0 };
  const turnInVehPerS = turnInRate(index, stop, next, state);
  const owedS = stage === undefined || closed ? Number.NaN : transitionS(junction, state, stage.id, nowMs);
  if (stage === undefined || !Number.isFinite(owedS)) return { own, hold: undefined, turnInVehPerS };
  const round = fullRound(junction, stage);
  const firstS = Math.max(0, round.beginWithinS - ROUND_RESERVE_S);
  const backS = Math.max(...junction.stages.map((other) => stageIntergreenS(junction, other.id, stage.id)));
  const hold: Hold = {
    transitionNowS: owedS,
    transitionS: OWED_S + backS,
    pauseS: round.durationS,
    firstS,
    laterS: Math.max(0, firstS - backS),
    now: asking === undefined ? undefined : heldNow(junction, stage, state, asking, firstS, nowMs),
  };
  return { own, hold, turnInVehPerS };
}

/** How long a junction can be held for a stop bar before everybody has to be served. */
export function longestHoldS(index: RoadIndex, stop: RouteStop): number {
  const junction = index.junction(stop.junction);
  const stage = stageFor(junction, stop.group);
  return stage === undefined ? 0 : fullRound(junction, stage).beginWithinS - ROUND_RESERVE_S;
}

function heldNow(
  junction: Junction,
  stage: Stage,
  state: JunctionState,
  asking: NonNullable<BarView['asking']>,
  firstS: number,
  nowMs: number,
): NonNullable<Hold['now']> {
  const round = crossServiceRound(junction, state, stage.id, nowMs, 0);
  if (round === undefined) return { leftS: firstS, servingS: 0 };
  const servingS = asking.purpose === 'cross-service' ? round.durationS - (nowMs - asking.sinceMs) / 1000 : 0;
  return { leftS: Math.max(0, round.beginWithinS - ROUND_RESERVE_S), servingS: Math.max(0, servingS) };
}

/** The round that serves everybody, as a hold that has just begun finds it. */
function fullRound(junction: Junction, wave: Stage): Pick<ServiceRound, 'durationS' | 'beginWithinS'> {
  const groups = junction.groups.map(({ id }) => ({
    group: id,
    lamp: wave.groups.includes(id) ? ('green' as const) : ('red' as const),
    sinceMs: Number.MIN_SAFE_INTEGER,
  }));
  const state = { junction: junction.id, atMs: 0, mode: 'priority' as const, stage: wave.id, groups, lanes: [] };
  return crossServiceRound(junction, state, wave.id, 0) ?? { durationS: 0, beginWithinS: junction.maxPresenceS };
}

/** Vehicles per lane and second that turn in from other approaches while the route's own bar is closed, by Little's law. */
function turnInRate(index: RoadIndex, stop: RouteStop, next: LinkId, state: JunctionState): number {
  const behind = index.link(next);
  const sources = index.linksInto(behind.from).filter(({ id }) => id !== stop.link && index.findMovement(id, next) !== undefined);
  const ids = new Set(sources.map(({ id }) => id));
  const lanes = behind.lanes.filter(({ startM }) => startM === 0).length;
  const vehicles = state.lanes.reduce((sum, count) => sum + (ids.has(count.link) ? count.vehicles : 0), 0);
  return (vehicles * TURN_IN_SHARE) / (APPROACH_S * OPEN_SHARE * Math.max(1, lanes));
}
