import type { JunctionId, SignalGroupId } from '../kernel/ids.ts';
import type { JunctionState } from '../signal/junction-state.ts';

/** How a junction's own programme switches a signal group, smoothed over the cycles that were seen. Absent: not seen yet. */
export interface GroupCycle {
  readonly greenS?: number;
  /** From the end of one green to the start of the next. */
  readonly redS?: number;
  /** End of the green seen last, when the programme has gone on undisturbed since. */
  readonly greenEndMs?: number;
}

export type CycleOf = (junction: JunctionId, group: SignalGroupId) => GroupCycle | undefined;

/** Weight of a new cycle: an actuated programme has no two alike. */
const NEWEST_SHARE = 0.5;

/**
 * Takes a report of a junction: only what its own programme does counts, what it says that it will do until it has been seen. The
 * same map when nothing changed.
 */
export function seeCycles(
  cycles: ReadonlyMap<SignalGroupId, GroupCycle>,
  before: JunctionState | undefined,
  now: JunctionState,
): ReadonlyMap<SignalGroupId, GroupCycle> {
  if (now.mode !== 'programme') return forgetEnds(cycles);
  const isUndisturbed = before?.mode === 'programme';
  let next: Map<SignalGroupId, GroupCycle> | undefined;
  now.groups.forEach((group, i) => {
    const known = cycles.get(group.group) ?? {};
    const was = isUndisturbed && before.groups[i]?.group === group.group ? before.groups[i] : undefined;
    const hasTurned = was !== undefined && (was.lamp === 'green') !== (group.lamp === 'green');
    const seen = hasTurned ? turned(known, was, group) : isUndisturbed ? announced(known, group) : known;
    if (seen === known) return;
    next ??= new Map(cycles);
    next.set(group.group, seen);
  });
  return next ?? cycles;
}

interface Shown {
  readonly lamp: string;
  readonly sinceMs: number;
  readonly likelyEndMs?: number;
}

/** The lamp shown now, by its own announcement; a red one has been preceded by a yellow that is too short to count. */
function announced(cycle: GroupCycle, { lamp, sinceMs, likelyEndMs }: Shown): GroupCycle {
  if (likelyEndMs === undefined || likelyEndMs <= sinceMs) return cycle;
  if (lamp === 'green' && cycle.greenS === undefined) return { ...cycle, greenS: (likelyEndMs - sinceMs) / 1000 };
  if (lamp === 'red' && cycle.redS === undefined) return { ...cycle, redS: (likelyEndMs - sinceMs) / 1000 };
  return cycle;
}

function turned(cycle: GroupCycle, was: Shown, is: Shown): GroupCycle {
  // A clock that stands or jumps back tells nothing of how long a lamp was on.
  if (is.sinceMs <= was.sinceMs) return cycle;
  if (was.lamp === 'green') {
    // The first green seen may have begun under priority or before anyone listened; its length is as reported all the same.
    const greenS = smoothed(cycle.greenS, (is.sinceMs - was.sinceMs) / 1000);
    return { ...cycle, greenS, greenEndMs: is.sinceMs };
  }
  const { greenEndMs, ...rest } = cycle;
  return greenEndMs === undefined ? rest : { ...rest, redS: smoothed(cycle.redS, (is.sinceMs - greenEndMs) / 1000) };
}

function smoothed(before: number | undefined, seen: number): number {
  return before === undefined ? seen : before + NEWEST_SHARE * (seen - before);
}

function forgetEnds(cycles: ReadonlyMap<SignalGroupId, GroupCycle>): ReadonlyMap<SignalGroupId, GroupCycle> {
  if ([...cycles.values()].every(({ greenEndMs }) => greenEndMs === undefined)) return cycles;
  return new Map([...cycles].map(([group, { greenEndMs: _, ...cycle }]) => [group, cycle]));
}
