import { bayRelief } from './bay-relief.ts';
import { ROUND_RESERVE_S } from './corridor/control-of-bar.ts';
import type { CorridorPlan } from './corridor/corridor-plan.ts';
import { crossServiceRound } from './cross-service.ts';
import { basisOf, type Outlook, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';
import { proposeWavefront } from './wavefront.ts';

/** A pause is due from this long before its time: plans are made once a second. */
const DUE_MS = 500;
/** So near, the ambulance gets the rest of the maximum presence: a round would hold it up for longer. */
const IMMINENT_S = 12;

/**
 * Ours, where junctions can be held for a short time only: asks and pauses at the times of the corridor's plan, so that the rounds that
 * serve waiting streets travel from junction to junction ahead of the ambulance.
 */
export function proposeBandedWave(outlook: Outlook, plan: CorridorPlan): Proposal {
  const { junction, request, state, nowMs, asking, index } = outlook;
  const stage = stageFor(junction, request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  const beginMs = plan.beginMs.get(request.stop.linkIndex);
  if (request.state !== 'activated' && beginMs === undefined) return proposeWavefront(outlook);
  if (request.state !== 'activated' && beginMs !== undefined && beginMs > nowMs) return { kind: 'wait', reason: 'too-early' };
  const basis = basisOf(outlook, { kind: 'corridor-plan' });
  if (request.state !== 'activated' || state === undefined)
    return { kind: 'serve', stage: stage.id, purpose: 'green-wave', basis };
  const round = crossServiceRound(junction, state, stage.id, nowMs);
  if (round !== undefined && (asking?.purpose === 'cross-service' || isPauseDue(outlook, plan, round.beginWithinS)))
    return { kind: 'serve', stage: round.next, purpose: 'cross-service', basis };
  const relieving = asking?.purpose === 'green-wave' && asking.stage !== stage.id;
  const shown = bayRelief(index, junction, request.stop, state, relieving) ?? stage;
  return { kind: 'serve', stage: shown.id, purpose: 'green-wave', basis };
}

/** By the plan, or because those who wait could not all be served in time if it began any later. */
function isPauseDue({ request, forecast, nowMs }: Outlook, plan: CorridorPlan, beginWithinS: number): boolean {
  if (forecast.arrivalS < IMMINENT_S) return false;
  const { linkIndex } = request.stop;
  const pauseMs = plan.pauseMs.get(linkIndex);
  if (pauseMs !== undefined && pauseMs <= nowMs + DUE_MS) return true;
  const arrivalMs = plan.arrivalMs.get(linkIndex) ?? nowMs + forecast.arrivalS * 1000;
  return beginWithinS <= ROUND_RESERVE_S && arrivalMs > nowMs + IMMINENT_S * 1000;
}
