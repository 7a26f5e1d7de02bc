import { etaS } from '../routing/eta.ts';
import { basisOf, type Outlook, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';

/**
 * The usual trigger, a baseline: green is asked for once distance / max(speed, 5 m/s) falls to the lead, and kept until the
 * ambulance has passed. Knows nothing of queues.
 */
export function proposeFixedEta(outlook: Outlook, leadS: number): Proposal {
  const stage = stageFor(outlook.junction, outlook.request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  const remainingS = etaS(outlook.forecast.distanceM, outlook.speedMps);
  if (remainingS > leadS && outlook.request.state !== 'activated') return { kind: 'wait', reason: 'too-early' };
  return { kind: 'serve', stage: stage.id, purpose: 'green-wave', basis: basisOf(outlook, { kind: 'trigger' }) };
}
