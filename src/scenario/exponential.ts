import type { RandomStream } from '../kernel/random.ts';

/**
 * Exponential variate of mean 1 by von Neumann's comparison method (1951): uniforms are compared and counted, never put through
 * a logarithm, whose last digit differs between platforms. Exact; 4.3 uniforms per variate on average.
 */
export function exponential(stream: RandomStream): number {
  for (let whole = 0; ; whole++) {
    const first = stream.next();
    let last = first;
    let run = 1;
    for (let next = stream.next(); next < last; next = stream.next()) {
      last = next;
      run++;
    }
    if (run % 2 === 1) return whole + first;
  }
}
