import { fillGaps, neededMs, type StageRules, type StageSpan } from './stage-gaps.ts';
import { contains, leastGapMs, type Span } from './sumo-timeline.ts';
import type { Tally } from './tally.ts';

/** Groups by number, with their greens in the cycle and the pairs that must never be green together. */
export interface GroupPlan {
  readonly cycleMs: number;
  readonly openings: readonly (readonly Span[])[];
  readonly yellowMs: readonly number[];
  readonly conflicts: readonly (readonly [number, number])[];
}

export interface StagePlan {
  /** In the order of the cycle; the times between them are intergreens. The last may run over the cycle's end. */
  readonly spans: readonly StageSpan[];
  readonly intergreenMs: (from: number, to: number) => number;
}

/** A transition longer than this, with a group that stays green in it, is a stage of its own and no clearance. */
const LONGEST_CLEARANCE_MS = 10_000;

/**
 * Stages are the stretches of the cycle in which the green groups stay the same. The stretch between two stages in which only
 * those of both are green becomes the intergreen where it is exactly what the groups that close and open need between them, so
 * that `compileProgramme` shows it to the second; else it stays a stage of its own. Between two in conflict the intergreen is
 * the least time that the programme ever leaves between them, but no more than the longest clearance that it uses.
 */
export function stagePlanOf(plan: GroupPlan, tally: Tally): StagePlan {
  const all = constantSpans(plan);
  const against = plan.openings.map((_, group) =>
    plan.conflicts.flatMap(([a, b]) => (a === group ? [b] : b === group ? [a] : [])),
  );
  const longestMs = Math.max(...plan.yellowMs, ...all.flatMap((_, i) => clearanceAt(all, i, against)));
  const rules: StageRules = {
    cycleMs: plan.cycleMs,
    against: (group) => against[group]!,
    intergreenMs: (from, to) =>
      Math.max(plan.yellowMs[from]!, Math.min(longestMs, leastGapMs(plan.cycleMs, plan.openings[from]!, plan.openings[to]!))),
  };
  const spans = all.flatMap((span, i): StageSpan[] => {
    const [before, after] = neighbours(all, i);
    const isGap =
      sameGroups(span.groups, both(before, after)) && neededMs(rules, before.groups, after.groups) === span.endMs - span.startMs;
    return span.groups.length === 0 || (isGap && all.length > 2) ? [] : [span];
  });
  return { spans: fillGaps(spans, rules, tally), intergreenMs: rules.intergreenMs };
}

/** Cut at every start and end of a green; begins with the first stretch that starts within the cycle. */
function constantSpans({ cycleMs, openings }: GroupPlan): readonly StageSpan[] {
  const moving = openings.flat().filter(({ startMs, endMs }) => endMs - startMs < cycleMs);
  const cuts = [...new Set(moving.flatMap(({ startMs, endMs }) => [startMs % cycleMs, endMs % cycleMs]))].sort((a, b) => a - b);
  if (cuts.length === 0) cuts.push(0);
  return cuts.map((startMs, i) => {
    const groups = openings.flatMap((spans, group) => (contains(cycleMs, spans, startMs) ? [group] : []));
    return { startMs, endMs: cuts[i + 1] ?? cuts[0]! + cycleMs, groups };
  });
}

/** Length of a stretch between two stages that clears some in conflict; none where it is something else. */
function clearanceAt(all: readonly StageSpan[], i: number, against: readonly (readonly number[])[]): readonly number[] {
  const span = all[i]!;
  const [before, after] = neighbours(all, i);
  if (span.groups.length > 0 && !sameGroups(span.groups, both(before, after))) return [];
  const opening = without(after.groups, before.groups);
  const clears = without(before.groups, after.groups).some((a) => opening.some((b) => against[a]!.includes(b)));
  const lengthMs = span.endMs - span.startMs;
  return clears && (span.groups.length === 0 || lengthMs <= LONGEST_CLEARANCE_MS) ? [lengthMs] : [];
}

function neighbours(all: readonly StageSpan[], i: number): readonly [StageSpan, StageSpan] {
  return [all[(i + all.length - 1) % all.length]!, all[(i + 1) % all.length]!];
}

function both(a: StageSpan, b: StageSpan): readonly number[] {
  return a.groups.filter((group) => b.groups.includes(group));
}

function without(groups: readonly number[], others: readonly number[]): readonly number[] {
  return groups.filter((group) => !others.includes(group));
}

function sameGroups(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((group) => b.includes(group));
}
