/** Step and number of steps by which one junction is looked ahead. */
export const STEP_S = 2;
export const STEPS = 180;

/** The step that an instant, seconds from now, falls into. */
export function stepAt(seconds: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.round(seconds / STEP_S)));
}
