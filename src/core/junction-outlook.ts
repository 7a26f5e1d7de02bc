import { servedBefore } from '../preemption/arbitration/standing-order.ts';
import type { ArrivalDistribution } from '../preemption/arrival/arrival-distribution.ts';
import type { JunctionOutlook } from '../preemption/mission.ts';
import { isBeforeItsTime } from '../preemption/refusal.ts';
import type { PriorityRequest } from '../preemption/request.ts';
import { requestsBehind } from './crossed-leaving.ts';
import type { CoreState, JunctionView, MissionView } from './state.ts';
import type { Turn } from './turn.ts';

/** A junction that is no longer on the way is shown for so long, until it has been given back. */
const LEFT_SHOWN_MS = 10_000;

/** What dispatch sees of the junctions of a mission, in driving order. */
export function junctionOutlooks(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  arrivals: readonly ArrivalDistribution[],
): readonly JunctionOutlook[] {
  const { route } = mission;
  const arrivalAt = new Map(
    arrivals.flatMap((one) => (one.bar === undefined || route === undefined ? [] : [[route.stops[one.bar]!.linkIndex, one]])),
  );
  const behind = requestsBehind(mission);
  const crossed = new Set(behind.map(({ id }) => id));
  const left = mission.requests.filter(
    (r) => r.offRoute === true && !crossed.has(r.id) && turn.nowMs - r.sinceMs <= LEFT_SHOWN_MS,
  );
  return [...behind, ...left, ...mission.requests.filter((r) => !r.passed)].map((request) => {
    const { linkIndex } = request.stop;
    return outlookOf(turn, state, mission, request, request.passed ? undefined : arrivalAt.get(linkIndex));
  });
}

function outlookOf(
  turn: Turn,
  state: CoreState,
  mission: MissionView,
  request: PriorityRequest,
  arrival: ArrivalDistribution | undefined,
): JunctionOutlook {
  const view = state.junctions.get(request.junction);
  const shown = view?.state?.groups.find((g) => g.group === request.stop.group);
  const reason = request.reason ?? (request.state === 'activated' && refuses(view) ? 'junction-refuses' : undefined);
  const atMs = (seconds: number): number => Math.round(turn.nowMs + seconds * 1000);
  const place = isHeldByOther(request) ? view?.order?.places.find((one) => one.request === request.id) : undefined;
  const heldBy = place === undefined || view?.order === undefined ? undefined : servedBefore(view.order, request.id)?.request;
  const greenS = isAskedOrWillBe(request) ? arrival?.greenS : undefined;
  const greenMs = place?.greenMs ?? (greenS === undefined ? undefined : atMs(greenS));
  const aheadM = request.passed ? 0 : Math.max(0, request.stop.alongM - (mission.progress?.alongM ?? 0));
  return {
    junction: request.junction,
    request: request.id,
    state: request.state,
    distanceM: Math.round(aheadM),
    etaMs: atMs(arrival?.medianS ?? 0),
    ...(arrival === undefined ? {} : { etaEarlyMs: atMs(arrival.earlyS), etaLateMs: atMs(arrival.lateS) }),
    green: shown?.lamp === 'green',
    ...(greenMs === undefined ? {} : { greenMs }),
    passed: request.passed && request.offRoute === undefined,
    ...(request.offRoute === undefined ? {} : { left: true }),
    ...(reason === undefined ? {} : { reason }),
    ...(heldBy === undefined ? {} : { heldBy }),
  };
}

function isHeldByOther({ state, reason }: PriorityRequest): boolean {
  return state !== 'activated' && reason === 'held-by-other-request';
}

function isAskedOrWillBe({ state, reason }: PriorityRequest): boolean {
  return state === 'activated' || isBeforeItsTime(reason);
}

function refuses(view: JunctionView | undefined): boolean {
  return view !== undefined && (view.rejections > 0 || view.withheld !== undefined);
}
