import type { Strategy } from '../preemption/strategy.ts';

export interface CoreConfig {
  /** City id, as in the topics. */
  readonly city: string;
  readonly strategy: Strategy;
}
