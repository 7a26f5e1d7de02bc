import { type Landmarks, MOST_TICKS, NO_WAY, TICKS_PER_S } from './landmarks.ts';

/** Seconds at least from links to the nearest of a search's targets, as the landmarks know. */
export class LowerBound {
  readonly #landmarks: Landmarks;
  /** By landmark, ticks from it to the nearest target and from the farthest target to it, in turn. */
  readonly #targetTicks: Int32Array;

  constructor(landmarks: Landmarks) {
    this.#landmarks = landmarks;
    this.#targetTicks = new Int32Array(2 * landmarks.count);
  }

  /** Says where a search is to end. */
  aim(targets: readonly number[]): void {
    const { count, ticks } = this.#landmarks;
    for (let k = 0; k < 2 * count; k += 2) {
      let nearest = NO_WAY;
      let farthest = 0;
      for (const target of targets) {
        const at = target * count * 2 + k;
        if (ticks[at]! < nearest) nearest = ticks[at]!;
        if (ticks[at + 1]! > farthest) farthest = ticks[at + 1]!;
      }
      this.#targetTicks[k] = nearest;
      this.#targetTicks[k + 1] = farthest;
    }
  }

  /** Infinity where no way leads to any target. */
  of(link: number): number {
    const { ticks } = this.#landmarks;
    const targetTicks = this.#targetTicks;
    const columns = targetTicks.length;
    const row = link * columns;
    let least = 0;
    for (let k = 0; k < columns; k += 2) {
      const ahead = targetTicks[k]! - ticks[row + k]!;
      if (ahead > least) least = ahead;
      const behind = ticks[row + k + 1]! - targetTicks[k + 1]!;
      if (behind > least) least = behind;
    }
    return least > MOST_TICKS ? Number.POSITIVE_INFINITY : least / TICKS_PER_S;
  }
}
