import { modulo, type Span, spansOf } from './cycle-spans.ts';
import type { SumoProgramme } from './sumo-network.ts';
import type { SumoTie, SumoWay } from './sumo-ways.ts';

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
