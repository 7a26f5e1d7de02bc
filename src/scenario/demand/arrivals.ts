import type { RandomStream } from '../../kernel/random.ts';
import { exponential } from '../exponential.ts';

/** Poisson arrivals at a rate in a window: seconds, increasing. */
export interface ArrivalWindow {
  readonly vehPerHour: number;
  readonly fromS: number;
  readonly toS: number;
}

export function arrivalsS({ vehPerHour, fromS, toS }: ArrivalWindow, stream: RandomStream): readonly number[] {
  const times: number[] = [];
  if (vehPerHour === 0) return times;
  const meanGapS = 3600 / vehPerHour;
  for (let t = fromS + meanGapS * exponential(stream); t < toS; t += meanGapS * exponential(stream)) times.push(t);
  return times;
}
