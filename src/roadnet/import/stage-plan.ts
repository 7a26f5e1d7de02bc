import { contains, leastGapMs, type Span } from './cycle-spans.ts';

/** Groups by number, with their greens in the cycle and the pairs that must never be green together. */
export interface GroupPlan {
  readonly cycleMs: number;
  readonly openings: readonly (readonly Span[])[];
  readonly yellowMs: readonly number[];
  readonly conflicts: readonly (readonly [number, number])[];
}

/** A stretch of the cycle in which the same groups are green. */
export interface StageSpan extends Span {
  readonly groups: readonly number[];
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
 * those of both are green becomes the intergreen where it is exactly what the groups that close and open need between them; else
 * it stays a stage of its own, all red if need be. So `compileProgramme` shows every opening to the second. Between two in
 * conflict the intergreen is the least time that the programme ever leaves between them, but no more than the longest clearance
 * that it uses.
 */
export function stagePlanOf(plan: GroupPlan): StagePlan {
  const all = constantSpans(plan);
  const against = plan.openings.map((_, group) =>
    plan.conflicts.flatMap(([a, b]) => (a === group ? [b] : b === group ? [a] : [])),
  );
  const longestMs = Math.max(...plan.yellowMs, ...all.flatMap((_, i) => clearanceAt(all, i, against)));
  const intergreenMs = (from: number, to: number): number =>
    Math.max(plan.yellowMs[from]!, Math.min(longestMs, leastGapMs(plan.cycleMs, plan.openings[from]!, plan.openings[to]!)));
  const spans = all.filter((span, i) => {
    const [before, after] = neighbours(all, i);
    if (!sameGroups(span.groups, both(before, after))) return true;
    const opening = without(after.groups, before.groups);
    const neededMs = without(before.groups, after.groups).flatMap((from) =>
      opening.flatMap((to) => (against[from]!.includes(to) ? [intergreenMs(from, to)] : [])),
    );
    return Math.max(0, ...neededMs) !== span.endMs - span.startMs;
  });
  return { spans, intergreenMs };
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
