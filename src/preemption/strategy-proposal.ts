import { unreachable } from '../kernel/assert.ts';
import { proposeAllGreen } from './all-green.ts';
import { proposeBandedWave } from './banded-wave.ts';
import { proposeFixedDistance } from './fixed-distance.ts';
import { proposeFixedEta } from './fixed-eta.ts';
import { proposeLinkQueue } from './link-queue.ts';
import { proposeOffsetWave } from './offset-wave.ts';
import { proposePlannedWave } from './planned-wave.ts';
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
    case 'fixed-distance':
      return proposeFixedDistance(outlook, strategy.leadM);
    case 'link-queue':
      return proposeLinkQueue(outlook);
    case 'offset-wave':
      return proposeOffsetWave(outlook);
    case 'all-green':
      return proposeAllGreen(outlook);
    case 'wavefront':
      return outlook.plan === undefined ? proposePlannedWave(outlook) : proposeBandedWave(outlook, outlook.plan);
    case 'queue-leads':
      return proposeWavefront(outlook);
    default:
      return unreachable(strategy);
  }
}
