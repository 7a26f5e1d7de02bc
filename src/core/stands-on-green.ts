import { queueAhead } from '../preemption/queue-ahead.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { JAM_SPACING_M } from '../preemption/traffic-constants.ts';
import { laneTraffic } from '../traffic/traffic-state.ts';
import { isSuspect } from './doubt.ts';
import { heardState } from './heard-states.ts';
import { moveAll } from './requests.ts';
import { type CoreState, drivenM, isOpen, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** Green for so long, and the vehicle as long without getting on: whoever stands then is not waiting for this light. */
const GREEN_MS = 30_000;
const STANDS_MPS = 1;
/** So near to the bar, with fewer than so many before it in each lane of its movement. */
const BEFORE_BAR_M = 100;
/** At the bar itself it may just as well have been seen beyond or before it. */
const AT_BAR_M = 15;
const NOBODY_VEH = 2;
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
  if (first === undefined || !standsOnGreen(turn, state, mission, first)) return mission;
  const ended = moveAll(turn, mission, { kind: 'lose', reason: 'stands-on-green' }, (r) => r.state === 'activated');
  const againBeyondM = drivenM(mission) + MOVED_M;
  return { ...ended, requests: ended.requests.map((r) => (r.id === first.id ? { ...r, againBeyondM } : r)) };
}

function standsOnGreen(turn: Turn, state: CoreState, { progress, route }: MissionView, request: PriorityRequest): boolean {
  const { stop, commanded } = request;
  if (progress === undefined || route === undefined || progress.speedMps >= STANDS_MPS) return false;
  const toBarM = stop.alongM - progress.alongM;
  if (toBarM < AT_BAR_M || toBarM > BEFORE_BAR_M || (commanded?.forMs ?? 0) < GREEN_MS) return false;
  const heard = heardState(turn.index, state, state.junctions.get(stop.junction), turn.nowMs);
  const shown = heard?.groups.find(({ group }) => group === stop.group);
  if (shown?.lamp !== 'green' || turn.nowMs - shown.sinceMs < GREEN_MS) return false;
  const { lengthM } = turn.index.link(stop.link);
  const lanes = laneTraffic(turn.index, state.traffic, stop.junction).filter(
    ({ link, lane, source }) => link === stop.link && stop.lanes.includes(lane) && source === 'counted',
  );
  if (lanes.length < stop.lanes.length) return false;
  const { vehicles } = queueAhead(lanes, stop.link, stop.lanes, lengthM, Math.min(lengthM, toBarM));
  return vehicles < NOBODY_VEH && hasRoomBeyond(turn, state, route.links[stop.linkIndex + 1]!);
}

/** Where nobody counts beyond the junction, that is not known. */
function hasRoomBeyond({ index }: Turn, { traffic }: CoreState, next: string): boolean {
  const { to, lengthM } = index.link(next);
  const junction = index.findJunctionAt(to);
  const lanes = junction === undefined ? [] : laneTraffic(index, traffic, junction.id).filter(({ link }) => link === next);
  const roomVeh = (FILLED_SHARE * lengthM) / JAM_SPACING_M;
  return lanes.length > 0 && lanes.every(({ vehicles }) => vehicles < roomVeh);
}
