/** Milliseconds from the start of the cycle; `endMs` lies behind the cycle's end where the time runs over it. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
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
