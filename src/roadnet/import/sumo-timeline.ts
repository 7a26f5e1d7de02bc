import type { SumoProgramme } from './sumo-network.ts';
import type { SumoTie, SumoWay } from './sumo-ways.ts';

/** Milliseconds from the start of the cycle; `endMs` lies behind the cycle's end where the time runs over it. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** A phase of a programme in its place in the cycle; phases of variable length at their longest. */
export interface TimedPhase extends Span {
  readonly leastMs: number;
  readonly state: string;
}

export interface Timeline {
  readonly cycleMs: number;
  readonly phases: readonly TimedPhase[];
}

export function timelineOf(programme: SumoProgramme): Timeline {
  const actuated = isActuated(programme);
  const phases: TimedPhase[] = [];
  let atMs = 0;
  for (const { durationS, minS, maxS, state } of programme.phases) {
    const lengthMs = Math.round(1000 * (actuated ? Math.max(maxS, minS) : durationS));
    if (lengthMs === 0) continue;
    const leastMs = actuated ? Math.round(1000 * minS) : lengthMs;
    phases.push({ startMs: atMs, endMs: atMs + lengthMs, leastMs, state });
    atMs += lengthMs;
  }
  return { cycleMs: atMs, phases };
}

export function phaseAt({ phases, cycleMs }: Timeline, atMs: number): TimedPhase {
  const position = modulo(atMs, cycleMs);
  return phases.find(({ endMs }) => position < endMs)!;
}

export function isActuated({ type }: SumoProgramme): boolean {
  return type === 'actuated';
}

const GREEN = 'GgOo';

/** G and g, and the signs of a signal that is off, let a link go; which of them give way is the right of way's matter. */
export function isGreen(phase: TimedPhase, tie: SumoTie): boolean {
  return GREEN.includes(letterAt(phase, tie));
}

/** The letter that a phase shows to a connection; one without a signal may always go, giving way. */
export function letterAt({ state }: TimedPhase, { connection }: SumoTie): string {
  return connection.signal === undefined ? 'o' : (state[connection.signal.index] ?? 'r');
}

/** A movement may go where all its connections may. */
export function isWayGreen(phase: TimedPhase, way: SumoWay): boolean {
  return way.ties.every((tie) => isGreen(phase, tie));
}

/** When in the cycle a way is green; one span of a whole cycle where it always is. */
export function openingsOf(timeline: Timeline, way: SumoWay): readonly Span[] {
  const green = timeline.phases.map((phase) => isWayGreen(phase, way));
  return spansOf(timeline, green);
}

/** The longest runs of marked phases, round the end of the cycle. */
export function spansOf(
  { phases, cycleMs }: { readonly phases: readonly Span[]; readonly cycleMs: number },
  marked: readonly boolean[],
): readonly Span[] {
  if (marked.every(Boolean)) return [{ startMs: 0, endMs: cycleMs }];
  const n = phases.length;
  return phases.flatMap((phase, i): Span[] => {
    if (!marked[i] || marked[(i + n - 1) % n]) return [];
    let last = i;
    while (marked[(last + 1) % n]) last++;
    return [{ startMs: phase.startMs, endMs: phases[last % n]!.endMs + (last >= n ? cycleMs : 0) }];
  });
}

/** From the end of any of these spans to the next start of any of the others; Infinity where either has none, or never ends. */
export function leastGapMs(cycleMs: number, ends: readonly Span[], starts: readonly Span[]): number {
  let leastMs = Number.POSITIVE_INFINITY;
  for (const { startMs, endMs } of ends) {
    if (endMs - startMs >= cycleMs) continue;
    for (const next of starts) leastMs = Math.min(leastMs, modulo(next.startMs - endMs, cycleMs));
  }
  return leastMs;
}

export function overlap(cycleMs: number, a: readonly Span[], b: readonly Span[]): boolean {
  return a.some((one) =>
    b.some(
      (other) =>
        modulo(other.startMs - one.startMs, cycleMs) < one.endMs - one.startMs ||
        modulo(one.startMs - other.startMs, cycleMs) < other.endMs - other.startMs,
    ),
  );
}

/** Does the time of the cycle lie within one of the spans? */
export function contains(cycleMs: number, spans: readonly Span[], atMs: number): boolean {
  return spans.some(({ startMs, endMs }) => modulo(atMs - startMs, cycleMs) < endMs - startMs);
}

export function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}
