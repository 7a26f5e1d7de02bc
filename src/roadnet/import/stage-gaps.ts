import { modulo, type Span } from './sumo-timeline.ts';
import type { Tally } from './tally.ts';

/** A stretch of the cycle in which the same groups are green. */
export interface StageSpan extends Span {
  readonly groups: readonly number[];
}

/** What the groups of a junction need of each other. */
export interface StageRules {
  readonly cycleMs: number;
  /** Groups that must never be green together with one. */
  readonly against: (group: number) => readonly number[];
  readonly intergreenMs: (from: number, to: number) => number;
}

/** Time that must lie between two stages for the groups that close and open. */
export function neededMs(rules: StageRules, before: readonly number[], after: readonly number[]): number {
  const opening = after.filter((group) => !before.includes(group));
  return Math.max(
    0,
    ...before.flatMap((from) => {
      if (after.includes(from)) return [];
      const against = rules.against(from);
      return opening.flatMap((to) => (against.includes(to) ? [rules.intergreenMs(from, to)] : []));
    }),
  );
}

/**
 * Fills the times between stages that are longer than the clearances: a programme knows no time in which nothing is green but
 * those. The groups of the stage before that have the time for it stay green; else those of the stage after turn green earlier;
 * else one of the two stages is left out, the one whose groups are served elsewhere where there is one.
 */
export function fillGaps(spans: readonly StageSpan[], rules: StageRules, tally: Tally): readonly StageSpan[] {
  let filled = spans;
  for (let i = wideGap(filled, rules); i !== undefined; i = wideGap(filled, rules)) filled = fillGap(filled, i, rules, tally);
  return filled;
}

/** Place of a stage that is followed by more time than it needs. */
function wideGap(spans: readonly StageSpan[], rules: StageRules): number | undefined {
  const i = spans.findIndex((span, at) => gapMs(spans, at, rules) > neededMs(rules, span.groups, after(spans, at).groups));
  return i < 0 ? undefined : i;
}

function gapMs(spans: readonly StageSpan[], i: number, { cycleMs }: StageRules): number {
  const { startMs, endMs } = spans[i]!;
  return spans.length === 1 ? cycleMs - (endMs - startMs) : modulo(after(spans, i).startMs - endMs, cycleMs);
}

function fillGap(spans: readonly StageSpan[], i: number, rules: StageRules, tally: Tally): readonly StageSpan[] {
  const [before, next, gap] = [spans[i]!, after(spans, i), gapMs(spans, i, rules)];
  const told = 'seconds of all red per cycle that no clearance explains';
  const stay = thoseWith(before.groups, (groups) => {
    const spareMs = gap - neededMs(rules, groups, next.groups);
    return groups.filter((group) => next.groups.includes(group) || timeAfterMs(spans, i, group, rules) >= spareMs);
  });
  if (stay.length > 0) {
    const spareMs = gap - neededMs(rules, stay, next.groups);
    tally.add(`${told}: green before lasts longer`, spareMs / 1000);
    if (stay.length === before.groups.length) return replaced(spans, i, { ...before, endMs: before.endMs + spareMs });
    return spans.toSpliced(i + 1, 0, {
      groups: stay,
      startMs: before.endMs % rules.cycleMs,
      endMs: (before.endMs % rules.cycleMs) + spareMs,
    });
  }
  const early = thoseWith(next.groups, (groups) => {
    const spareMs = gap - neededMs(rules, before.groups, groups);
    return groups.filter((group) => timeBeforeMs(spans, i, group, rules) >= spareMs);
  });
  if (early.length > 0) {
    const spareMs = gap - neededMs(rules, before.groups, early);
    tally.add(`${told}: green behind begins earlier`, spareMs / 1000);
    const startMs = modulo(next.startMs - spareMs, rules.cycleMs);
    return spans.toSpliced(i + 1, 0, { groups: early, startMs, endMs: startMs + spareMs });
  }
  const n = spans.length;
  const drop = isServedElsewhere(spans, (i + 1) % n) || !isServedElsewhere(spans, i) ? (i + 1) % n : i;
  tally.add('greens beside an all red that have no time to spare: left out', spans[drop]!.groups.length);
  return spans.toSpliced(drop, 1);
}

function isServedElsewhere(spans: readonly StageSpan[], i: number): boolean {
  return spans[i]!.groups.every((group) => spans.some((span, at) => at !== i && span.groups.includes(group)));
}

/** Those left when a choice that depends on all that are left has nothing more to take away. */
function thoseWith(groups: readonly number[], choose: (groups: readonly number[]) => readonly number[]): readonly number[] {
  const chosen = choose(groups);
  return chosen.length === groups.length ? chosen : thoseWith(chosen, choose);
}

/** How much longer a group may stay green at the end of a stage, for those that open after it. */
function timeAfterMs(spans: readonly StageSpan[], i: number, group: number, rules: StageRules): number {
  const times = rules.against(group).flatMap((other) => {
    for (let step = 1; step < spans.length; step++) {
      const span = spans[(i + step) % spans.length]!;
      if (!span.groups.includes(other)) continue;
      return [modulo(span.startMs - spans[i]!.endMs, rules.cycleMs) - rules.intergreenMs(group, other)];
    }
    return [];
  });
  return Math.min(...times);
}

/** How much earlier a group may turn green at the start of the stage that follows stage `i`, for those that close before it. */
function timeBeforeMs(spans: readonly StageSpan[], i: number, group: number, rules: StageRules): number {
  const { startMs } = after(spans, i);
  const times = rules.against(group).flatMap((other) => {
    for (let step = 0; step < spans.length - 1; step++) {
      const span = spans[(i - step + spans.length) % spans.length]!;
      if (!span.groups.includes(other)) continue;
      return [modulo(startMs - span.endMs, rules.cycleMs) - rules.intergreenMs(other, group)];
    }
    return [];
  });
  return Math.min(...times);
}

function after(spans: readonly StageSpan[], i: number): StageSpan {
  return spans[(i + 1) % spans.length]!;
}

function replaced(spans: readonly StageSpan[], i: number, span: StageSpan): readonly StageSpan[] {
  return spans.map((other, at) => (at === i ? span : other));
}
