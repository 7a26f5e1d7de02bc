import type { Matched } from '../location/matched.ts';
import { pointOnLink } from '../roadnet/geometry.ts';
import { advance, type Progress, stayAt } from '../routing/progress.ts';
import type { Route } from '../routing/route.ts';
import { ARRIVED_M, airDistanceM } from './destination.ts';
import { isSuspect } from './doubt.ts';
import { endMission } from './end-mission.ts';
import { carryOver, move } from './requests.ts';
import { drivenM, type MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** A stop bar crossed a moment ago stays crossed when noise puts a new route's start before it. */
const JUST_PASSED_MS = 30_000;

/**
 * Sets a mission on a route from where the vehicle is, or was (`since`) when it was last known to be on it: junctions of both
 * the old and the new one go on as they were.
 */
export function takeRoute(
  turn: Turn,
  mission: MissionView,
  route: Route,
  at: Matched,
  reason?: 'closed-road' | 'faster-way' | 'quicker-under-plan' | 'resumed',
  since?: Progress,
): MissionView {
  turn.emit({
    kind: 'routed',
    mission: mission.mission,
    cause: reason === undefined ? mission.matchedN : turn.inputN,
    ...(reason === undefined ? {} : { reason }),
    links: route.links,
    junctions: route.stops.map((stop) => stop.junction),
    lengthM: Math.round(route.lengthM),
    ...(mission.uncertainStart === undefined ? {} : { uncertainStart: true }),
  });
  if (mission.phase !== 'under-way') {
    turn.emit({
      kind: 'mission',
      mission: mission.mission,
      vehicle: mission.vehicle,
      phase: 'under-way',
      cause: mission.matchedN,
    });
  }
  const progress = since ?? startOn(turn, mission, route, at);
  const { keeping: _, unaided, nearest, ...rest } = mission;
  const started: MissionView = {
    ...rest,
    // A way that we give it ourselves may be longer than what was left before; one that it takes by itself may not be much.
    ...(reason === undefined && nearest !== undefined ? { nearest } : {}),
    phase: 'under-way',
    route,
    progress,
    routedM: drivenM(mission) - progress.alongM,
    // One leg that could not be estimated leaves the sum of all unknown.
    ...(unaided === 'unknown' ? { unaided } : {}),
    savedBeforeS: mission.savedS ?? mission.savedBeforeS,
  };
  return drive(turn, carryOver(turn, started, route.stops.slice(progress.passedStops)), route, at);
}

function startOn(turn: Turn, mission: MissionView, route: Route, at: Matched): Progress {
  const progress = advance(route, undefined, at);
  const first = route.stops[0];
  const last = mission.requests.findLast((r) => r.passed && r.offRoute === undefined);
  const isJustPassed =
    first !== undefined &&
    last?.stop.link === first.link &&
    last.stop.movement === first.movement &&
    turn.nowMs - last.sinceMs <= JUST_PASSED_MS;
  return isJustPassed ? { ...progress, passedStops: Math.max(1, progress.passedStops) } : progress;
}

/** Moves a mission on along its route: stop bars are passed, and the end is reached. */
export function drive(turn: Turn, mission: MissionView, route: Route, at: Matched): MissionView {
  if (isSuspect(mission) && mission.progress !== undefined) return stay(mission, mission.progress, at);
  const progress = advance(route, mission.progress, at);
  // By the place in the route, which may come to one junction more than once.
  const passed = new Set(route.stops.slice(0, progress.passedStops).map((stop) => stop.linkIndex));
  const requests = mission.requests.map((r) => {
    if (r.passed || !passed.has(r.stop.linkIndex)) return r;
    turn.emit({ kind: 'passed', junction: r.junction, mission: mission.mission, request: r.id, cause: mission.matchedN });
    return { ...move(turn, mission, r, { kind: 'finish' }), passed: true };
  });
  const savedS = savedAt(mission, route.stops[progress.passedStops - 1]?.alongM, turn.nowMs);
  const hasPassed = progress.passedStops > (mission.progress?.passedStops ?? 0);
  const { nearest } = mission;
  const leftM = route.lengthM - progress.alongM;
  const airM = airDistanceM(turn.index, pointOnLink(turn.index, at.link, at.offsetM), mission.destination);
  const nearer =
    nearest === undefined ? { leftM, airM } : { leftM: Math.min(nearest.leftM, leftM), airM: Math.min(nearest.airM, airM) };
  const saved = hasPassed && savedS !== undefined ? { savedS } : {};
  const next: MissionView = { ...mission, progress, requests, nearest: nearer, ...saved };
  return leftM <= ARRIVED_M ? endMission(turn, next, 'done') : next;
}

/** What is not believed decides nothing: if it was right, all is made up for with the first position that is believed again. */
function stay(mission: MissionView, progress: Progress, match: Matched): MissionView {
  const { standingBeyond: _, ...before } = stayAt(progress, match);
  return { ...mission, progress: { ...before, speedMps: match.speedMps } };
}

/** Seconds saved when the stop bar at `alongM` is passed now; undefined when that cannot be estimated. */
function savedAt({ unaided, savedBeforeS }: MissionView, alongM: number | undefined, nowMs: number): number | undefined {
  if (unaided === undefined || unaided === 'unknown') return undefined;
  const bar = unaided.bars.find((b) => b.alongM === alongM);
  return bar === undefined ? undefined : savedBeforeS + bar.passedS - (nowMs - unaided.sinceMs) / 1000;
}
