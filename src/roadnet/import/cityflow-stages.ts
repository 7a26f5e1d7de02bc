import type { Tally } from './tally.ts';

/** A stage of the cycle: the groups that are open, by their place among the intersection's, and when in the cycle it begins. */
export interface TimedStage {
  readonly open: readonly number[];
  readonly startS: number;
  /** Until the last of its phases ends. */
  readonly endS: number;
}

/** The stages of a cycle with their greens; from the end of each to the start of the next lies `clearanceS` of the pair. */
export interface StagePlan {
  readonly stages: readonly (TimedStage & { readonly greenS: number })[];
  /** `[from, to]` group, and the seconds from the end of one's green to the other's start. */
  readonly clearanceS: (from: number, to: number) => number;
}

/** The least green and the least yellow of a map's group. */
const LEAST_GREEN_S = 4;
export const YELLOW_S = 3;
/** Between groups that never follow each other in the phase list; priority may ask for such stages. */
const USUAL_CLEARANCE_S = 5;

/**
 * Stages with greens that begin when the phases do. A green ends with its phases too, unless a group that it must not meet opens
 * less than 3 s later: it then ends so much earlier. Stages with less than 4 s of green are taken as clearance.
 */
export function planStages(
  timed: readonly TimedStage[],
  cycleS: number,
  conflict: (a: number, b: number) => boolean,
  tally: Tally,
): StagePlan {
  const clearanceS = clearances(timed, cycleS, conflict);
  const stages = timed.map((stage, i) => {
    const next = timed[(i + 1) % timed.length] as TimedStage;
    const untilNextS = timed.length === 1 ? cycleS : modulo(next.startS - stage.startS, cycleS);
    return { ...stage, greenS: untilNextS - betweenS(stage, next, clearanceS, conflict) };
  });
  const shortest = stages.reduce((least, { greenS }, i) => (greenS < (stages[least]?.greenS ?? 0) ? i : least), 0);
  if (timed.length > 1 && (stages[shortest]?.greenS ?? 0) < LEAST_GREEN_S) {
    tally.add('stages with less than 4 s of green: taken as clearance');
    return planStages(
      timed.filter((_, i) => i !== shortest),
      cycleS,
      conflict,
      tally,
    );
  }
  tellChanges(stages, cycleS, tally);
  return { stages, clearanceS };
}

/** Between two groups as long as where one follows the other soonest in the phase list, and at least a yellow. */
function clearances(
  timed: readonly TimedStage[],
  cycleS: number,
  conflict: (a: number, b: number) => boolean,
): (from: number, to: number) => number {
  const found = new Map<string, number>();
  timed.forEach((stage, i) => {
    const next = timed[(i + 1) % timed.length] as TimedStage;
    for (const [from, to] of changesBetween(stage, next, conflict)) {
      const key = `${from}>${to}`;
      const gapS = modulo(next.startS - stage.endS, cycleS);
      found.set(key, Math.max(YELLOW_S, Math.min(found.get(key) ?? gapS, gapS)));
    }
  });
  return (from, to) => found.get(`${from}>${to}`) ?? USUAL_CLEARANCE_S;
}

/** Pairs in conflict of which one closes and the other opens. */
function changesBetween(
  stage: TimedStage,
  next: TimedStage,
  conflict: (a: number, b: number) => boolean,
): readonly (readonly [number, number])[] {
  const leaving = stage.open.filter((group) => !next.open.includes(group));
  const entering = next.open.filter((group) => !stage.open.includes(group));
  return leaving.flatMap((from) => entering.filter((to) => conflict(from, to)).map((to) => [from, to] as const));
}

function betweenS(
  stage: TimedStage,
  next: TimedStage,
  clearanceS: (from: number, to: number) => number,
  conflict: (a: number, b: number) => boolean,
): number {
  return Math.max(0, ...changesBetween(stage, next, conflict).map(([from, to]) => clearanceS(from, to)));
}

function tellChanges(stages: StagePlan['stages'], cycleS: number, tally: Tally): void {
  stages.forEach(({ startS, endS, greenS }, i) => {
    const inFileS = modulo(endS - startS, cycleS) || cycleS;
    const cutS = Math.round(1000 * (inFileS - greenS)) / 1000;
    if (cutS > 0) tally.add('seconds of green per cycle that give way to the yellow before the next stage', cutS);
    if (cutS < 0) tally.add('seconds of red for all per cycle that clear nothing: green until the next stage', -cutS);
    const next = stages[(i + 1) % stages.length] as TimedStage;
    const closes = stages.length > 1 && modulo(next.startS - endS, cycleS) > 0;
    const both = stages[i]?.open.filter((group) => next.open.includes(group)) ?? [];
    if (closes) tally.add('groups that close for a moment between two stages that both open them: kept open', both.length);
  });
}

function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}
