import { queueAhead } from '../preemption/queue-ahead.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { JAM_SPACING_M } from '../preemption/traffic-constants.ts';
import type { RouteStop } from '../routing/route.ts';
import { type LaneTraffic, laneTraffic } from '../traffic/traffic-state.ts';
import { isSuspect } from './doubt.ts';
import { heardState } from './heard-states.ts';
import { moveAll } from './requests.ts';
import { type CoreState, drivenM, isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Green for so long, and the vehicle as long without getting on: whoever stands then is not waiting for this light. */
const GREEN_MS = 30_000;
/** Nobody has stood in any lane of its movement for so long while it stood, and that was green: it stands in another lane. */
const ABSENT_MS = 15_000;
const STANDS_MPS = 1;
/** So near to the bar, with fewer than so many before it in each lane of its movement. */
const BEFORE_BAR_M = 100;
/** Nearer to the bar, or beyond it, one vehicle in front of it may not show in the counts. */
const AT_BAR_M = 15;
const NOBODY_VEH = 2;
/** Of its place: nobody fits between it and the bar. */
const SURE_SIGMAS = 2;
/** Beyond the junction there is room: no lane is filled to more than this share. */
const FILLED_SHARE = 0.6;
/** Moved by so much it is asked for again. */
const MOVED_M = 10;

/**
 * A vehicle that stands before its green with nobody in front of it and room behind the junction is not going that way, or not yet: it turns
 * off from another lane, or has stopped. What is held for it, here and further on, is given back until it moves.
 */
export function endStandingOnGreen(turn: Turn, state: CoreState, mission: MissionView): MissionView {
  if (!isOpen(mission) || mission.positionLost || isSuspect(mission)) return mission;
  const first = mission.requests.find((r) => !r.passed && r.state === 'activated');
  if (first === undefined) return mission;
  const lanes = lanesOfGreen(turn, state, mission, first);
  const isAbsent = lanes?.every(({ queueVeh }) => queueVeh === 0) === true;
  const absentSinceMs = isAbsent ? (first.absentSinceMs ?? turn.nowMs) : undefined;
  const seen = withAbsence(mission, first, absentSinceMs);
  if (lanes === undefined) return seen;
  const isElsewhere = absentSinceMs !== undefined && turn.nowMs - absentSinceMs >= ABSENT_MS;
  if (!isElsewhere && !standsInVain(turn, state, mission, first, lanes)) return seen;
  const ended = moveAll(turn, seen, { kind: 'lose', reason: 'stands-on-green' }, (r) => r.state === 'activated');
  const againBeyondM = drivenM(mission) + MOVED_M;
  return { ...ended, requests: ended.requests.map((r) => (r.id === first.id ? { ...r, againBeyondM } : r)) };
}

function withAbsence(mission: MissionView, request: PriorityRequest, absentSinceMs: number | undefined): MissionView {
  if (request.absentSinceMs === absentSinceMs) return mission;
  const { absentSinceMs: _, ...rest } = request;
  const next = absentSinceMs === undefined ? rest : { ...rest, absentSinceMs };
  return { ...mission, requests: mission.requests.map((r) => (r.id === request.id ? next : r)) };
}

/** The lanes of its movement, each counted, where it stands near its bar, that is green and there is room beyond; otherwise undefined. */
function lanesOfGreen(
  turn: Turn,
  state: CoreState,
  { progress, route }: MissionView,
  { stop }: PriorityRequest,
): readonly LaneTraffic[] | undefined {
  if (progress === undefined || route === undefined || progress.speedMps >= STANDS_MPS) return undefined;
  const toBarM = stop.alongM - progress.alongM;
  if (toBarM < -AT_BAR_M || toBarM > BEFORE_BAR_M || greenMs(turn, state, stop) === undefined) return undefined;
  const lanes = laneTraffic(turn.index, state.traffic, stop.junction).filter(
    ({ link, lane, source }) => link === stop.link && stop.lanes.includes(lane) && source === 'counted',
  );
  if (lanes.length < stop.lanes.length || !hasRoomBeyond(turn, state, route.links[stop.linkIndex + 1]!)) return undefined;
  return lanes;
}

/** For how long its light has been green; undefined where it is not. */
function greenMs(turn: Turn, state: CoreState, stop: RouteStop): number | undefined {
  const heard = heardState(turn.index, state, state.junctions.get(stop.junction), turn.nowMs);
  const shown = heard?.groups.find(({ group }) => group === stop.group);
  return shown?.lamp === 'green' ? turn.nowMs - shown.sinceMs : undefined;
}

/** It may be in a lane of its movement, with nobody in front of it. */
function standsInVain(
  turn: Turn,
  state: CoreState,
  { progress }: MissionView,
  { stop, commanded }: PriorityRequest,
  lanes: readonly LaneTraffic[],
): boolean {
  if ((commanded?.forMs ?? 0) < GREEN_MS || (greenMs(turn, state, stop) ?? 0) < GREEN_MS) return false;
  const { alongM, uncertaintyM } = progress!;
  const toBarM = stop.alongM - alongM;
  // Where all lanes of its movement stand on green, it is something beyond the bar that keeps them.
  const isAlone = lanes.some(({ queueVeh }) => queueVeh === 0);
  if (toBarM < AT_BAR_M) return isAlone && toBarM + SURE_SIGMAS * uncertaintyM < JAM_SPACING_M;
  const { lengthM } = turn.index.link(stop.link);
  const { vehicles } = queueAhead(lanes, stop.link, stop.lanes, lengthM, Math.min(lengthM, toBarM));
  return vehicles < NOBODY_VEH;
}

/** Where nobody counts beyond the junction, that is not known. */
function hasRoomBeyond({ index }: Turn, { traffic }: CoreState, next: string): boolean {
  const { to, lengthM } = index.link(next);
  const junction = index.findJunctionAt(to);
  const lanes = junction === undefined ? [] : laneTraffic(index, traffic, junction.id).filter(({ link }) => link === next);
  const roomVeh = (FILLED_SHARE * lengthM) / JAM_SPACING_M;
  return lanes.length > 0 && lanes.every(({ vehicles, source }) => source === 'counted' && vehicles < roomVeh);
}
