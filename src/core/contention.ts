import type { JunctionId, MissionId } from '../kernel/ids.ts';
import { arbitrate, MARGIN_S, type Order } from '../preemption/arbitration/arbitrate.ts';
import { CLASS, neededS } from '../preemption/arbitration/contender.ts';
import { isHeldThrough } from '../preemption/arbitration/hold-through.ts';
import { stageChanges } from '../preemption/arbitration/stage-changes.ts';
import { type Claimant, isSameOrder, type StandingOrder, standingOrder } from '../preemption/arbitration/standing-order.ts';
import type { Urgency } from '../preemption/mission.ts';
import { basisOf } from '../preemption/proposal.ts';
import { isFinal } from '../preemption/request.ts';
import type { Claim } from './propose-all.ts';
import { type CoreState, type JunctionView, UNKNOWN_JUNCTION } from './state.ts';
import type { Turn } from './turn.ts';

/** So near, an ambulance that has its green is not stopped any more: for one of its class, and for a more urgent one. */
const COMMITTED_S = 10;
const COMMITTED_TO_HIGHER_S = 5;

/** What one junction is to be asked for. */
export interface Contention {
  readonly view: JunctionView;
  /** Those whose turn it is, and those who have to wait for them. */
  readonly wave: readonly Claim[];
  readonly others: readonly Claim[];
}

/** Decides who gets a junction now, and notes the order where there is more than one who wants it. */
export function contend(turn: Turn, state: CoreState, junction: JunctionId, found: readonly Claim[]): Contention {
  const before = state.junctions.get(junction) ?? UNKNOWN_JUNCTION;
  const claims = found.map((claim) => heldThrough(turn, state, before, claim));
  if (claims.length === 1) {
    const { order: _, ...view } = before;
    return { view: before.order === undefined ? before : view, wave: claims, others: [] };
  }
  const order = orderOf(before, claims);
  const standing = standingOrder(order, claims.map(claimantOf), before.order, passedHere(state, before), turn.nowMs);
  if (!isSameOrder(before.order, standing)) report(turn, junction, standing);
  const wave = waveNow(before, order, claims);
  return { view: { ...before, order: standing }, wave, others: claims.filter((claim) => !wave.includes(claim)) };
}

function orderOf(view: JunctionView, claims: readonly Claim[]): Order {
  const { junction } = claims[0]!.outlook;
  const committed = committedTo(view, claims);
  return arbitrate({
    junction,
    contenders: claims.map(claimantOf),
    standing: view.order?.places ?? [],
    ...(committed === undefined ? {} : { committed }),
    waitingVeh: (claims[0]!.outlook.state?.lanes ?? []).reduce((sum, { queueVeh }) => sum + queueVeh, 0),
  });
}

function claimantOf({ mission, ask, outlook: { forecast }, slackS }: Claim): Claimant {
  const { arrivalS, clearS, transitionS } = forecast;
  const { group, link } = ask.stop;
  const times = { arrivalS, clearS, transitionS, slackS };
  return { mission: mission.mission, request: ask.id, urgency: mission.urgency, group, link, ...times };
}

/** The ambulance that the junction shows green for and that is about to cross. */
function committedTo({ asking, state }: JunctionView, claims: readonly Claim[]): MissionId | undefined {
  if (asking?.purpose !== 'green-wave') return undefined;
  const served = claims.filter(({ ask }) => ask.state === 'activated' && isGreen(state, ask.stop.group));
  const next = served.toSorted((a, b) => a.outlook.forecast.arrivalS - b.outlook.forecast.arrivalS)[0];
  if (next === undefined) return undefined;
  const isLower = claims.some(({ mission }) => CLASS[mission.urgency] < CLASS[next.mission.urgency]);
  return next.outlook.forecast.arrivalS <= (isLower ? COMMITTED_TO_HIGHER_S : COMMITTED_S) ? next.mission.mission : undefined;
}

function isGreen(state: JunctionView['state'], group: string): boolean {
  return state?.groups.some((shown) => shown.group === group && shown.lamp === 'green') === true;
}

/** A green that an ambulance has just passed on is kept for the next one, where giving it back in between would serve nobody. */
function heldThrough(turn: Turn, state: CoreState, { asking }: JunctionView, claim: Claim): Claim {
  const { outlook } = claim;
  const { junction, forecast, state: reported } = outlook;
  if (claim.proposal !== undefined || asking?.purpose !== 'green-wave' || reported === undefined) return claim;
  const stage = junction.stages.find(({ id }) => id === asking.stage);
  if (stage?.groups.includes(claim.ask.stop.group) !== true || !hasEnded(state, asking.request)) return claim;
  const held = { index: turn.index, junction, state: reported, stage: stage.id, nowMs: turn.nowMs };
  if (!isHeldThrough(held, neededS(claimantOf(claim)), forecast.arrivalS)) return claim;
  const basis = basisOf(outlook, { kind: 'kept-green' });
  return { ...claim, proposal: { kind: 'serve', stage: stage.id, purpose: 'green-wave', basis } };
}

function hasEnded(state: CoreState, id: string): boolean {
  for (const { requests } of state.missions.values()) {
    const request = requests.find((r) => r.id === id);
    if (request !== undefined) return isFinal(request.state);
  }
  return true;
}

/** Of those in the order as it stood: who has crossed the stop bar since. */
function passedHere(state: CoreState, { order }: JunctionView): ReadonlyMap<MissionId, Urgency> {
  const passed = new Map<MissionId, Urgency>();
  for (const { mission: id, request } of order?.places ?? []) {
    const mission = state.missions.get(id);
    const asked = mission?.requests.find((r) => r.id === request);
    if (mission !== undefined && asked?.passed === true && asked.offRoute === undefined) passed.set(id, mission.urgency);
  }
  return passed;
}

/** The first wave with a member whose time has come; one that is not the first of all only where that leaves time for it. */
function waveNow(view: JunctionView, order: Order, claims: readonly Claim[]): readonly Claim[] {
  const waves = order.waves.map(({ members }) =>
    claims.filter(({ mission }) => members.some((m) => m.mission === mission.mission)),
  );
  const due = waves.findIndex((wave) => wave.some(({ proposal }) => proposal !== undefined));
  const wave = waves[due] ?? [];
  const first = waves[0] ?? [];
  if (due <= 0 || wave.some(({ ask }) => ask.id === view.asking?.request)) return wave;
  const { junction } = claims[0]!.outlook;
  const { stages, setupS, leastS } = stageChanges(junction);
  const [own, next] = [order.waves[due]!, order.waves[0]!].map(({ stage }) => stages.indexOf(stage)) as [number, number];
  const beginsS = Math.min(...wave.map(({ outlook }) => outlook.forecast.transitionS));
  const askedS = Math.min(...first.map((claim) => neededS(claimantOf(claim)))) - MARGIN_S;
  return beginsS + leastS[own]! + setupS[own]![next]! <= askedS ? wave : [];
}

function report(turn: Turn, junction: JunctionId, { places, gap }: StandingOrder): void {
  const order = places.map(({ request, wave, greenMs, waitS }) => ({ request, wave, greenMs, waitS: Math.round(waitS) }));
  turn.emit({ kind: 'ordered', junction, order, gap, cause: turn.inputN });
}
