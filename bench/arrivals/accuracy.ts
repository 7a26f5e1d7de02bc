import { meanOf, medianOf, quantile } from '../statistics/spread.ts';
import { METHODS, type Method, type Prediction } from './prediction.ts';

export interface ErrorFigures {
  readonly meanAbsoluteS: number;
  readonly biasS: number;
  readonly medianS: number;
  /** Nine errors of ten are smaller, whatever their sign. */
  readonly p90S: number;
}

/** How good predictions were that were made so long before the crossing. */
export interface Accuracy {
  readonly ahead: string;
  readonly predictions: number;
  readonly errors: Readonly<Record<Method, ErrorFigures>>;
  readonly insidePct: number;
  readonly earlierPct: number;
  readonly laterPct: number;
  readonly meanWidthS: number;
}

/** So long before the crossing, within a tenth; and at any time. */
const AHEAD_S = [30, 60, 120, 300] as const;
const TENTH = 0.1;

export function accuracyOf(predictions: readonly Prediction[]): readonly Accuracy[] {
  const at = AHEAD_S.map((aheadS): readonly [string, readonly Prediction[]] => [
    `${aheadS} s`,
    predictions.filter((one) => Math.abs(one.aheadS - aheadS) <= TENTH * aheadS),
  ]);
  return [...at, ['any', predictions] as const].flatMap(([ahead, those]) =>
    those.length === 0 ? [] : [figuresOf(ahead, those)],
  );
}

function figuresOf(ahead: string, those: readonly Prediction[]): Accuracy {
  const share = (side: Prediction['side']): number => (100 * those.filter((one) => one.side === side).length) / those.length;
  const errors = Object.fromEntries(
    METHODS.map((method) => [method, errorFigures(those.map(({ errorS }) => errorS[method]))]),
  ) as Record<Method, ErrorFigures>;
  return {
    ahead,
    predictions: those.length,
    errors,
    insidePct: share('inside'),
    earlierPct: share('early'),
    laterPct: share('late'),
    meanWidthS: meanOf(those.map(({ widthS }) => widthS)),
  };
}

function errorFigures(errorsS: readonly number[]): ErrorFigures {
  const absoluteS = errorsS.map(Math.abs);
  return {
    meanAbsoluteS: meanOf(absoluteS),
    biasS: meanOf(errorsS),
    medianS: medianOf(errorsS),
    p90S: quantile(absoluteS, 0.9),
  };
}

/** Mean over groups of the shares that bands held, each group counting the same. */
export function pooledInside(groups: readonly (readonly Accuracy[])[], ahead: string): number {
  return meanOf(groups.flatMap((group) => group.filter((one) => one.ahead === ahead).map(({ insidePct }) => insidePct)));
}
