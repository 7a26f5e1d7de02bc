import type { StageId } from '../kernel/ids.ts';
import type { Stage } from '../roadnet/map.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { bayRelief } from './bay-relief.ts';
import { bestPlan, type Chosen } from './junction-plan/best-plan.ts';
import type { FirstMove, Situation } from './junction-plan/candidates.ts';
import type { JunctionPlanRule, PlanRule } from './plan-basis.ts';
import { basisOf, type Outlook, oneDecimal, type PlanPurpose, type Proposal } from './proposal.ts';
import type { PriorityRequest } from './request.ts';
import { stageFor } from './stage-choice.ts';
import { PRESENCE_RESERVE_S } from './traffic-constants.ts';
import { OTHERS_PER_S } from './urgency-rate.ts';
import { LATE_FIXED_S, proposeWavefront, serviceDue } from './wavefront.ts';

/** Further ahead nothing is begun. */
const AHEAD_S = 200;
/** So near, the ambulance has the junction. */
const IMMINENT_S = 8;
/** A junction held for longer, or for this share of its maximum presence, serves those who wait by the rule of that. */
const LONG_HELD_S = 120;
const LONG_HELD_SHARE = 0.4;
/** A drive behind others in streets of one lane each way takes so many times longer than is reckoned, and a hold begun now has to last for it. */
const SLOW_FACTOR = 1.375;
/** Time in which the ambulance crosses the stop bar. */
const CROSSING_S = 1;
/** Standard error of an arrival: position and reaction, and a share of the time until then. */
const SIGMA_S = 3;
const SIGMA_SHARE = 0.12;

/**
 * Ours, where driving decides when the ambulance comes: each junction's part is the beginning of the plan that costs least, rolled forward anew every
 * second. Where long queues decide and there is hurry, or a junction is silent or does not tell what its programme will do, the green begins by the
 * cumulative queue lead.
 */
export function proposePlannedWave(outlook: Outlook): Proposal {
  const { index, junction, request, state, asking, forecast } = outlook;
  const stage = stageFor(junction, request.stop.group);
  if (stage === undefined || state === undefined || !isPlanned(outlook)) return proposeWavefront(outlook);
  const isActive = request.state === 'activated';
  if (forecast.drivingS > AHEAD_S) return isActive ? proposeWavefront(outlook) : { kind: 'wait', reason: 'too-early' };
  const relieving = asking?.purpose === 'green-wave' && asking.stage !== stage.id;
  const wave = bayRelief(index, junction, request.stop, state, relieving) ?? stage;
  const serve = (shown: StageId, purpose: PlanPurpose, rule: PlanRule): Proposal => {
    return { kind: 'serve', stage: shown, purpose, basis: basisOf(outlook, rule) };
  };
  if (forecast.drivingS < IMMINENT_S) return serve(wave.id, 'green-wave', { kind: 'imminent' });
  if (isLongHeld(outlook)) {
    const due = serviceDue(outlook, stage.id);
    return serve(due ?? wave.id, due === undefined ? 'green-wave' : 'cross-service', { kind: 'long-held' });
  }
  const plan = planOf(outlook, state, stage);
  if (plan === undefined) return proposeWavefront(outlook);
  const { first } = plan;
  if (first.kind === 'wait') return { kind: 'wait', reason: 'too-early' };
  if (!isActive && outlastsHold(outlook)) return { kind: 'wait', reason: 'hold-would-end' };
  if (first.kind === 'serve-others') return serve(first.stage, 'cross-service', ruleOf(outlook, plan));
  return serve(wave.id, 'green-wave', ruleOf(outlook, plan));
}

function ruleOf({ urgency, forecast, nowMs }: Outlook, { costVehS, delayS, freeFromS, instead }: Chosen): JunctionPlanRule {
  const inMs = (seconds: number): number => Math.round(nowMs + seconds * 1000);
  return {
    kind: 'junction-plan',
    costVehS: Math.round(costVehS),
    delayS: oneDecimal(delayS),
    othersPerS: OTHERS_PER_S[urgency],
    passageMs: inMs(forecast.drivingS + CROSSING_S),
    ...(freeFromS === undefined ? {} : { freeFromMs: inMs(freeFromS) }),
    ...(instead === undefined ? {} : { instead: { ...instead.first, costVehS: Math.round(instead.costVehS) } }),
  };
}

/** Seconds from now. */
export interface PlannedHold {
  /** When the junction is first asked for something, and when it is green for the ambulance; the same where its own programme is by then. */
  readonly beginS: number;
  readonly greenS: number;
}

/** What the junction's plan as it stands means for the ambulance; undefined where its green does not come by a plan, or by none yet. */
export function plannedHold(outlook: Outlook): PlannedHold | undefined {
  const { junction, request, state, forecast } = outlook;
  const stage = stageFor(junction, request.stop.group);
  if (stage === undefined || state === undefined || !isPlanned(outlook)) return undefined;
  if (forecast.drivingS > AHEAD_S || isLongHeld(outlook)) return undefined;
  const plan = planOf(outlook, state, stage);
  if (plan === undefined) return undefined;
  const atTheLastS = Math.max(0, forecast.drivingS - IMMINENT_S);
  if (plan.waveFromS === Number.POSITIVE_INFINITY) return { beginS: atTheLastS, greenS: atTheLastS };
  return { beginS: plan.plan.ownUntilS, greenS: plan.waveFromS };
}

/** The last plan made for a request: in one second it is followed, and dispatch is told what it means. */
const lastPlans = new WeakMap<PriorityRequest, { readonly outlook: Outlook; readonly plan: Chosen | undefined }>();

/** What its junction does from now on for a request; undefined where no plan has a cost. */
function planOf(outlook: Outlook, state: JunctionState, stage: Stage): Chosen | undefined {
  const last = lastPlans.get(outlook.request);
  if (last !== undefined && looksTheSame(last.outlook, outlook)) return last.plan;
  const plan = newPlan(outlook, state, stage);
  lastPlans.set(outlook.request, { outlook, plan });
  return plan;
}

/** Within one second and one request nothing else differs that a plan is made from. */
function looksTheSame(a: Outlook, b: Outlook): boolean {
  return (
    a.nowMs === b.nowMs &&
    a.state === b.state &&
    a.traffic === b.traffic &&
    a.asking === b.asking &&
    a.urgency === b.urgency &&
    a.without === b.without &&
    a.remainingM === b.remainingM &&
    a.forecast.drivingS === b.forecast.drivingS
  );
}

function newPlan(outlook: Outlook, state: JunctionState, stage: Stage): Chosen | undefined {
  const { index, junction, request, asking, forecast, nowMs, without } = outlook;
  const isActive = request.state === 'activated';
  const situation: Situation = {
    junction,
    wave: stage,
    group: request.stop.group,
    movement: request.stop.movement,
    state,
    doing: !isActive ? 'own-programme' : asking?.purpose === 'cross-service' ? 'serving-others' : 'holding',
    passageS: forecast.drivingS + CROSSING_S,
    nowMs,
    ...(without === undefined ? {} : { without }),
    ...(isActive ? { asked: askedOf(asking) } : {}),
  };
  return bestPlan(index, situation, outlook.traffic, outlook.cycleOf, {
    othersPerS: OTHERS_PER_S[outlook.urgency],
    remainingM: outlook.remainingM,
    sigmaS: without === 'uncertainty' ? 0 : SIGMA_S + SIGMA_SHARE * forecast.drivingS,
  });
}

/** Who shares the green of another ambulance is held as well. */
function askedOf(asking: Outlook['asking']): FirstMove {
  return asking?.purpose === 'cross-service' ? { kind: 'serve-others', stage: asking.stage } : { kind: 'hold' };
}

/** Priority begun now, for whomever, might have to be given up before the ambulance has passed. */
function outlastsHold({ forecast, junction }: Outlook): boolean {
  return forecast.drivingS * SLOW_FACTOR + LATE_FIXED_S > junction.maxPresenceS - PRESENCE_RESERVE_S;
}

/** A jam is drained as a whole for those in a hurry; for the others each junction does what pays there. */
function drains({ isJammed, urgency, without }: Outlook): boolean {
  return isJammed && urgency !== 'routine' && without !== 'cumulative-lead';
}

/** The junction's own plan is followed, not the cumulative queue lead. */
function isPlanned(outlook: Outlook): boolean {
  return isForetold(outlook) && !drains(outlook);
}

function isLongHeld(outlook: Outlook): boolean {
  return heldS(outlook) > Math.min(LONG_HELD_S, LONG_HELD_SHARE * outlook.junction.maxPresenceS);
}

/** What its own programme will show the ambulance is known: announced, or seen before. */
export function isForetold({ state, request, junction, cycleOf }: Outlook): boolean {
  const { group } = request.stop;
  const isAnnounced = state?.groups.some((one) => one.group === group && one.likelyEndMs !== undefined) === true;
  return isAnnounced || cycleOf(junction.id, group)?.greenS !== undefined;
}

function heldS({ state, nowMs }: Outlook): number {
  return state?.priorityHeldSinceMs === undefined ? 0 : (nowMs - state.priorityHeldSinceMs) / 1000;
}
