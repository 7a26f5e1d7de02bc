import { etaS } from '../routing/eta.ts';
import { basisOf, type Outlook, oneDecimal, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';
import { AMBULANCE_SPEED_FACTOR, SATURATION_HEADWAY_S, STARTUP_LOST_S } from './traffic-constants.ts';

/** Comfortable braking of urban drivers: a light that turns green later than the braking would begin costs time. */
const BRAKING_MPS2 = 2;

/**
 * The queue-aware trigger of the literature, a baseline: each junction by itself reckons with the vehicles on its own approach,
 * lead = transition + t_L + n h_s + the time in which a free ambulance would have to brake, and knows nothing of those whom the
 * wave pushes there from the junctions before. Arrival as the usual triggers estimate it.
 */
export function proposeLinkQueue(outlook: Outlook): Proposal {
  const { forecast, request, index, junction, speedMps } = outlook;
  const stage = stageFor(junction, request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  const freeMps = index.link(request.stop.link).speedLimitMps * AMBULANCE_SPEED_FACTOR;
  const clearS = forecast.queueVeh === 0 ? 0 : STARTUP_LOST_S + forecast.queueVeh * SATURATION_HEADWAY_S;
  const marginS = freeMps / (2 * BRAKING_MPS2);
  const leadS = forecast.transitionS + clearS + marginS;
  if (request.state !== 'activated' && etaS(forecast.distanceM, speedMps) > leadS) return { kind: 'wait', reason: 'too-early' };
  return {
    kind: 'serve',
    stage: stage.id,
    purpose: 'green-wave',
    basis: basisOf(outlook, { kind: 'queue-lead', marginS: oneDecimal(marginS) }),
  };
}
