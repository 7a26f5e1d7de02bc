import type { PositionFix } from '../location/fix.ts';
import type { Matched } from '../location/matched.ts';
import type { MatchOutcome } from '../location/matcher.ts';
import { sigmaOfM } from '../location/plausibility.ts';
import type { FixRefusal } from '../location/refusal.ts';
import { distanceM } from '../roadnet/geometry.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { advance } from '../routing/progress.ts';
import { plausibleMps } from '../trust/fastest.ts';
import { leastDriveS } from '../trust/least-time.ts';
import { NEW_TRUST, observe, type RoadFit } from '../trust/trust.ts';
import type { TrustReason } from '../trust/trust-reason.ts';
import { airDistanceM } from './destination.ts';
import { moveAll } from './requests.ts';
import type { MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** A fix refused for these says when it was sent, not where from; it is no evidence. */
const UNTIMELY: ReadonlySet<FixRefusal> = new Set(['late', 'future-dated']);
/** Farther from its road than noise, lanes and the drawing of the road explain. */
const OFF_ROAD_SIGMAS = 3.5;
const LANES_M = 7;
const OFF_ROAD_M = 10;
/** A belief with less of a share says nothing of the road it is on. */
const MAY_BE_SHARE = 0.05;
/** After so long without a position the way made since is looked at. */
const SILENCE_MS = 6_000;
/** A missed turn can cost a kilometre; more is another destination. */
const AWAY_M = 1500;
const AWAY_AIR_M = 500;
/** The operator is called again for the same vehicle and reason after so long. */
const ALERT_AGAIN_MS = 60_000;

const WORDS: Readonly<Record<TrustReason, string>> = {
  'too-fast': 'it drives faster than anyone can on its road or through its turns',
  'implausible-acceleration': 'its speed changes faster than a vehicle can',
  'speed-contradicts-distance': 'it does not move as far as the speed that it states',
  'heading-contradicts-movement': 'it does not move the way that it is said to head',
  'implausible-jump': 'it went on in a place that it cannot have driven to',
  'two-tracks': 'two vehicles send positions under its name',
  'replayed-track': 'its positions are those of a while ago once more',
  'frozen-position': 'it states a speed and stays in the very same place',
  'off-road': 'no road is where it says it is',
  'not-on-route': 'it leaves its routes and drives away from its destination',
};

/** The mission, located by a fix but not moved on yet, with what that says for or against its vehicle; `before` is the mission before the fix. */
export function watchTrust(
  turn: Turn,
  before: MissionView,
  after: MissionView,
  fix: PositionFix,
  outcome: MatchOutcome,
): MissionView {
  if (outcome.kind === 'refused' && UNTIMELY.has(outcome.reason)) return after;
  const { atMs, lat, lon, speedMps, headingDeg, derived } = fix;
  const stated = derived === undefined ? {} : { derived };
  const point = { atMs, lat, lon, speedMps, headingDeg, sigmaM: sigmaOfM(fix), ...stated };
  const fit = fitOf(turn.index, before, after, point.sigmaM, outcome);
  const trust = observe(before.trust ?? NEW_TRUST, point, { ...fit, drivesAway: drivesAway(turn.index, after, fix, outcome) });
  const wasSuspect = before.trust?.suspect?.reason;
  const reason = trust.suspect?.reason;
  const judged: MissionView = { ...after, trust };
  if (reason === wasSuspect) return judged;
  const { mission, vehicle } = after;
  turn.emit({ kind: 'trust', mission, vehicle, cause: turn.inputN, ...(reason === undefined ? {} : { suspect: reason }) });
  return reason === undefined ? judged : callOperator(turn, judged, reason);
}

function fitOf(
  index: RoadIndex,
  before: MissionView,
  after: MissionView,
  sigmaM: number,
  outcome: MatchOutcome,
): Omit<RoadFit, 'drivesAway'> {
  if (outcome.kind === 'refused') return { isOffRoad: outcome.reason === 'no-road-near' };
  const explainedM = OFF_ROAD_M + OFF_ROAD_SIGMAS * Math.sqrt(sigmaM * sigmaM + LANES_M * LANES_M);
  const isOutOfReach = isBeyondReach(index, before, after, sigmaM);
  return { isOffRoad: outcome.errorM > explainedM, limitMps: limitOf(index, after, outcome), isOutOfReach };
}

/** Much farther from its destination than it has been, along the roads and as the crow flies: one missed turn can make the way left long. */
function drivesAway(index: RoadIndex, after: MissionView, fix: PositionFix, outcome: MatchOutcome): boolean {
  const { nearest, destination } = after;
  if (nearest === undefined || leftM(after, outcome) - nearest.leftM <= AWAY_M) return false;
  return airDistanceM(index, fix, destination) - nearest.airM > AWAY_AIR_M;
}

/** What is left of its route if the position is right. */
function leftM({ route, progress }: MissionView, outcome: MatchOutcome): number {
  if (route === undefined || progress === undefined) return 0;
  return route.lengthM - (outcome.kind === 'refused' ? progress : advance(route, progress, outcome)).alongM;
}

/** The highest limit of the roads that it may be on. */
function limitOf(index: RoadIndex, { match }: MissionView, { link }: Matched): number {
  const possible = (match?.hypotheses ?? []).filter(({ weight }) => weight > MAY_BE_SHARE).map((one) => one.link);
  return Math.max(...[link, ...possible].map((id) => index.link(id).speedLimitMps));
}

/** Whether, after a silence, it is where no vehicle drives to along the roads in that time. */
function isBeyondReach(index: RoadIndex, before: MissionView, after: MissionView, sigmaM: number): boolean {
  const [from, to] = [before.match, after.match];
  if (from === undefined || to === undefined || to.atMs - from.atMs < SILENCE_MS) return false;
  const needS = leastDriveS(index, from.hypotheses, to.hypotheses, distanceM(from, to));
  return needS - (OFF_ROAD_SIGMAS * (sigmaM + from.sigmaM)) / plausibleMps() > (to.atMs - from.atMs) / 1000;
}

function callOperator(turn: Turn, mission: MissionView, reason: TrustReason): MissionView {
  const { doubted, vehicle } = mission;
  if (doubted?.reason === reason && turn.nowMs - doubted.atMs < ALERT_AGAIN_MS) return mission;
  const text = `The positions of ${vehicle} are not believed: ${WORDS[reason]}. It gets no green until they are.`;
  turn.alert({ code: 'position-implausible', vehicle, reason, text });
  return { ...mission, doubted: { reason, atMs: turn.nowMs } };
}

/** A suspect gets no green: what it holds is let go by the usual way, and what it asked for waits. */
export function withhold(turn: Turn, mission: MissionView): MissionView {
  const reason = 'vehicle-suspect';
  const lost = moveAll(turn, mission, { kind: 'lose', reason }, (r) => r.state === 'activated');
  const queued = moveAll(turn, lost, { kind: 'wait', reason }, (r) => r.state === 'received' || r.state === 'queued');
  const isSame = queued.requests.every((r, i) => r === mission.requests[i]);
  return isSame ? mission : queued;
}

export function isSuspect(mission: MissionView): boolean {
  return mission.trust?.suspect !== undefined;
}
