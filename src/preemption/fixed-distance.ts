import { basisOf, type Outlook, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';

/** A detector up the road, a baseline: green is asked for once the ambulance is within `leadM` of the stop bar, and kept until it has passed. */
export function proposeFixedDistance(outlook: Outlook, leadM: number): Proposal {
  const stage = stageFor(outlook.junction, outlook.request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  if (outlook.forecast.distanceM > leadM && outlook.request.state !== 'activated') return { kind: 'wait', reason: 'too-early' };
  return { kind: 'serve', stage: stage.id, purpose: 'green-wave', basis: basisOf(outlook, { kind: 'trigger' }) };
}
