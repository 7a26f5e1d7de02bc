import { unreachable } from '../kernel/assert.ts';
import { proposeFixedEta } from './fixed-eta.ts';
import type { Outlook, Proposal } from './proposal.ts';
import type { Strategy } from './strategy.ts';
import { proposeWavefront } from './wavefront.ts';

/** What a strategy wants for one request now. */
export function propose(strategy: Strategy, outlook: Outlook): Proposal {
  switch (strategy.kind) {
    case 'none':
      return { kind: 'wait', reason: 'strategy-gives-no-priority' };
    case 'fixed-eta':
      return proposeFixedEta(outlook, strategy.leadS);
    case 'wavefront':
      return proposeWavefront(outlook);
    default:
      return unreachable(strategy);
  }
}
