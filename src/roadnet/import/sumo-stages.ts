import { contains, leastGapMs, modulo, type Span } from './sumo-timeline.ts';
import type { Tally } from './tally.ts';

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
 * those of both are green becomes the intergreen where it is exactly what the groups that close and open need between them, so
 * that `compileProgramme` shows it to the second; else it stays a stage of its own. Between two in conflict the intergreen is
 * the least time that the programme ever leaves between them, but no more than the longest clearance that it uses.
 */
export function stagePlanOf(plan: GroupPlan, tally: Tally): StagePlan {
  const all = constantSpans(plan);
  const conflicts = new Set(plan.conflicts.flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]));
  const longestMs = Math.max(...plan.yellowMs, ...all.flatMap((_, i) => clearanceAt(all, i, conflicts)));
  const intergreenMs = (from: number, to: number): number =>
    Math.max(plan.yellowMs[from]!, Math.min(longestMs, leastGapMs(plan.cycleMs, plan.openings[from]!, plan.openings[to]!)));
  const neededMs = (before: StageSpan, after: StageSpan): number =>
    Math.max(
      0,
      ...without(before.groups, after.groups).flatMap((a) =>
        without(after.groups, before.groups).flatMap((b) => (conflicts.has(`${a}|${b}`) ? [intergreenMs(a, b)] : [])),
      ),
    );
  const spans = all.flatMap((span, i): StageSpan[] => {
    const [before, after] = neighbours(all, i);
    const isGap = sameGroups(span.groups, both(before, after)) && neededMs(before, after) === span.endMs - span.startMs;
    return span.groups.length === 0 || (isGap && all.length > 2) ? [] : [span];
  });
  return { spans: filled(spans, plan.cycleMs, neededMs, tally), intergreenMs };
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
function clearanceAt(all: readonly StageSpan[], i: number, conflicts: ReadonlySet<string>): readonly number[] {
  const span = all[i]!;
  const [before, after] = neighbours(all, i);
  if (span.groups.length > 0 && !sameGroups(span.groups, both(before, after))) return [];
  const clears = without(before.groups, after.groups).some((a) =>
    without(after.groups, before.groups).some((b) => conflicts.has(`${a}|${b}`)),
  );
  const lengthMs = span.endMs - span.startMs;
  return clears && (span.groups.length === 0 || lengthMs <= LONGEST_CLEARANCE_MS) ? [lengthMs] : [];
}

/** Times between stages that no clearance explains go to the stage before them, so that the cycle adds up. */
function filled(
  spans: readonly StageSpan[],
  cycleMs: number,
  neededMs: (before: StageSpan, after: StageSpan) => number,
  tally: Tally,
): readonly StageSpan[] {
  return spans.map((span, i) => {
    const next = spans[(i + 1) % spans.length]!;
    const gapMs = spans.length === 1 ? cycleMs - (span.endMs - span.startMs) : modulo(next.startMs - span.endMs, cycleMs);
    const spareMs = gapMs - neededMs(span, next);
    if (spareMs <= 0) return span;
    tally.add('seconds of all red per cycle that no clearance explains: the green before lasts longer', spareMs / 1000);
    return { ...span, endMs: span.endMs + spareMs };
  });
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
