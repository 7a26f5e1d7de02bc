import { etaS } from '../routing/eta.ts';
import { basisOf, type Outlook, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';
import { AMBULANCE_SPEED_FACTOR } from './traffic-constants.ts';

/** However far the drive has fallen off the plan, a vehicle that is so near gets its green as from a usual trigger. */
const LOCAL_LEAD_S = 30;

/**
 * A wave by offsets, a baseline: from dispatch on, each junction goes green when the ambulance would come if nothing held it up,
 * and stays so until it has passed. The plan is made once, in whatever traffic, and not corrected.
 */
export function proposeOffsetWave(outlook: Outlook): Proposal {
  const { forecast, request, index, junction, nowMs, speedMps } = outlook;
  const stage = stageFor(junction, request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  const freeMps = index.link(request.stop.link).speedLimitMps * AMBULANCE_SPEED_FACTOR;
  // A request waits in one state from dispatch on, so that `sinceMs` is when the plan was made.
  const plannedInS = request.stop.alongM / freeMps - (nowMs - request.sinceMs) / 1000;
  const due = plannedInS <= forecast.transitionS || etaS(forecast.distanceM, speedMps) <= LOCAL_LEAD_S;
  if (request.state !== 'activated' && !due) return { kind: 'wait', reason: 'too-early' };
  return { kind: 'serve', stage: stage.id, purpose: 'green-wave', basis: basisOf(outlook, { kind: 'trigger' }) };
}
