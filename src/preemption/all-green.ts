import { basisOf, type Outlook, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';

/** Every junction of the route green from dispatch until the ambulance has passed it: what lead alone can give, whatever it costs. */
export function proposeAllGreen(outlook: Outlook): Proposal {
  const stage = stageFor(outlook.junction, outlook.request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  return { kind: 'serve', stage: stage.id, purpose: 'green-wave', basis: basisOf(outlook, { kind: 'trigger' }) };
}
