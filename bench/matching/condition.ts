import type { ReceiverNoise } from './receiver.ts';

/** Under which circumstances a set of trips is matched. */
export interface Condition extends ReceiverNoise {
  /** `planned`: the route is known and kept; `none`: no route is known; `left`: it is known and departed from. */
  readonly route: 'planned' | 'none' | 'left';
}

const SIGMAS_M = [5, 15, 30];

export const CONDITIONS: readonly Condition[] = [
  ...(['planned', 'none'] as const).flatMap((route) =>
    (['white', 'correlated'] as const).flatMap((kind) => SIGMAS_M.map((sigmaM) => ({ sigmaM, kind, gapS: 0, route }))),
  ),
  ...(['planned', 'none'] as const).flatMap((route) =>
    [10, 30].flatMap((gapS) => SIGMAS_M.map((sigmaM) => ({ sigmaM, kind: 'white' as const, gapS, route }))),
  ),
  ...(['white', 'correlated'] as const).flatMap((kind) =>
    SIGMAS_M.map((sigmaM) => ({ sigmaM, kind, gapS: 0, route: 'left' as const })),
  ),
];

export function conditionName({ sigmaM, kind, gapS, route }: Condition): string {
  return `sigma ${sigmaM} m ${kind}, gaps ${gapS} s, route ${route}`;
}
