import { contains, leastGapMs, overlap, type Span, spansOf } from './cycle-spans.ts';
import { openingsOf, type Timeline } from './sumo-timeline.ts';
import type { SumoWay } from './sumo-ways.ts';
import type { Tally } from './tally.ts';

/** A way with its greens in the cycle, of the file and of ours; without, it has no signal. */
export interface SignalledWay {
  readonly way: SumoWay;
  readonly shown?: readonly Span[];
  readonly openings?: readonly Span[];
}

/** Bounds of the map format: least green of a group, least yellow and so least time between two in conflict. */
const LEAST_GREEN_MS = 4000;
const LEAST_CLEARANCE_MS = 3000;
const MOST_YELLOW_MS = 6000;

/**
 * The ways of a junction with their greens. Where the connections of one way show different lights, the way is green while all
 * of them are; where they never are together, it keeps those that are green longest. Undefined for a way that is never green.
 */
export function signalledWay(way: SumoWay, timeline: Timeline, tally: Tally): SignalledWay | undefined {
  if (way.ties.every(({ connection }) => connection.signal === undefined)) return { way };
  const kept = longestGreen(way, timeline, tally);
  const openings = openingsOf(timeline, kept).filter(({ startMs, endMs }) => {
    const long = endMs - startMs >= LEAST_GREEN_MS;
    if (!long) tally.add('greens shorter than 4 s: left out');
    return long;
  });
  if (openings.length > 0) return { way: kept, shown: openings, openings };
  tally.add('movements that are never green: left out');
  return undefined;
}

function longestGreen(way: SumoWay, timeline: Timeline, tally: Tally): SumoWay {
  const columns = way.ties.map((tie) => openingsOf(timeline, { ...way, ties: [tie] }));
  const keys = columns.map((column) => JSON.stringify(column));
  if (new Set(keys).size <= 1) return way;
  if (openingsOf(timeline, way).length > 0) {
    tally.add('movements whose lanes show different lights: green while all of them are');
    return way;
  }
  const lengths = columns.map((column) => column.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0));
  const longest = keys[lengths.indexOf(Math.max(...lengths))];
  tally.add('movements whose lanes are never green together: only the lanes with the longest green are kept');
  return { ...way, ties: way.ties.filter((_, i) => keys[i] === longest) };
}

/** Signals keep two ways apart that the file never shows green together. */
export function areApart(cycleMs: number, a: SignalledWay, b: SignalledWay): boolean {
  return a.shown !== undefined && b.shown !== undefined && !overlap(cycleMs, a.shown, b.shown);
}

/**
 * The ways with greens cut short so that between two that meet, and that the signals keep apart, lie 3 s at the least, which
 * is the shortest yellow that a map may have.
 */
export function withClearances<T extends SignalledWay>(
  ways: readonly T[],
  cycleMs: number,
  meet: (a: T, b: T) => boolean,
  tally: Tally,
): readonly T[] {
  const cut = ways.map((a) => {
    const { openings } = a;
    if (openings === undefined) return a;
    const against = ways.filter((b) => areApart(cycleMs, a, b) && meet(a, b));
    const shortened = openings.map((span) => {
      const gapMs = Math.min(...against.map((b) => leastGapMs(cycleMs, [span], b.openings ?? [])));
      const missingMs = Math.max(0, LEAST_CLEARANCE_MS - gapMs);
      if (missingMs > 0) tally.add('seconds of green cut: less than 3 s to the green of another that it meets', missingMs / 1000);
      return { ...span, endMs: span.endMs - missingMs };
    });
    return { ...a, openings: shortened.filter(({ startMs, endMs }) => endMs - startMs >= LEAST_GREEN_MS) };
  });
  const closed = cut.filter(({ openings }) => openings?.length === 0).length;
  tally.add('movements whose green is shorter than 4 s once cleared: left out', closed);
  return cut.filter(({ openings }) => openings?.length !== 0);
}

/** Yellow that follows all greens of a way, held between 3 and 6 s, the bounds of the map format. */
export function yellowMs(one: SignalledWay, timeline: Timeline): number {
  return Math.min(MOST_YELLOW_MS, Math.max(LEAST_CLEARANCE_MS, shownYellowMs(one, timeline)));
}

/** The same as the file shows it, 0 where it shows none. */
function shownYellowMs({ way }: SignalledWay, timeline: Timeline): number {
  const green = openingsOf(timeline, way);
  const yellow = timeline.phases.map(({ state }) =>
    way.ties.some(({ connection }) => connection.signal !== undefined && 'yY'.includes(state[connection.signal.index] ?? 'r')),
  );
  const lengths = spansOf(timeline, yellow)
    .filter(({ startMs }) => contains(timeline.cycleMs, green, startMs - 1))
    .map(({ startMs, endMs }) => endMs - startMs);
  return lengths.length === 0 ? 0 : Math.min(...lengths);
}

/** Counts where the lamps that our junctions play differ from those of the file although the programme's times are kept. */
export function tellOtherLamps(one: SignalledWay, timeline: Timeline, tally: Tally): void {
  const { openings } = one;
  if (openings === undefined || openings.some(({ startMs, endMs }) => endMs - startMs >= timeline.cycleMs)) return;
  const yellow = yellowMs(one, timeline);
  if (yellow !== shownYellowMs(one, timeline)) tally.add('movements with a yellow of less than 3 s or more than 6 s: 3 s or 6 s');
  const atOnce = openings.filter((span) => leastGapMs(timeline.cycleMs, [span], openings) <= yellow).length;
  tally.add("greens straight after their own movement's yellow, which no signal may show: a step of red between", atOnce);
}

/** May it go on red, after a stop, somewhere in the cycle? */
export function goesOnRed({ way }: SignalledWay, timeline: Timeline): boolean {
  return timeline.phases.some(({ state }) =>
    way.ties.every(({ connection }) => connection.signal !== undefined && state[connection.signal.index] === 's'),
  );
}
