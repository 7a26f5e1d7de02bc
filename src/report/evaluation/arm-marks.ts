import type { ArmFamily } from '../../evaluation/arms.ts';

/** CSS class of a family's colour; see `page-style.ts`. */
export const FAMILY_MARK: Readonly<Record<ArmFamily, string>> = {
  none: 'baseline',
  fixed: 'trigger-0',
  aware: 'trigger-1',
  bound: 'trigger-2',
  ablation: 'trigger-3',
  ours: 'ours',
};

export const FAMILY_NAME: Readonly<Record<ArmFamily, string>> = {
  none: 'no priority',
  fixed: 'fixed leads',
  aware: 'queue-aware and planned baselines',
  bound: 'bound',
  ablation: 'ours without a part',
  ours: 'ours, routine to life-threat',
};
