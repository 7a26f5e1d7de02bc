/**
 * Deterministic random streams. Integer arithmetic only, so the same seed gives the same numbers on every Node version.
 * Each consumer forks its own stream by name, so that one consumer drawing more never shifts another's numbers.
 */
export interface RandomStream {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Normal by the sum of twelve uniforms (Irwin-Hall): no transcendental functions, whose last digits vary by platform. */
  normal(mean: number, sd: number): number;
  /** True with probability p. */
  chance(p: number): boolean;
  /** An independent stream, a function of this stream's own name and `name` only. */
  fork(name: string): RandomStream;
  /** Internal state, to save and restore a run. */
  save(): readonly number[];
  restore(state: readonly number[]): void;
}

/** FNV-1a, 32 bit. */
function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}

/** sfc32 (PractRand's small fast counting generator), seeded from a name by splitmix32. */
export function randomStream(seed: number, name = 'root'): RandomStream {
  const path = `${seed}/${name}`;
  let mix = hash32(path);
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let t = mix ^ (mix >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) | 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let counter = 1;
  const bits = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();
  const next = (): number => bits() / 4294967296;
  return {
    next,
    uniform: (low, high) => low + (high - low) * next(),
    normal: (mean, sd) => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return mean + sd * sum;
    },
    chance: (p) => next() < p,
    fork: (child) => randomStream(seed, `${name}/${child}`),
    save: () => [a, b, c, counter],
    restore: (state) => {
      [a, b, c, counter] = state as [number, number, number, number];
    },
  };
}
