import { mkdirSync, writeFileSync } from 'node:fs';

/** Folder of everything that benchmarks write. */
export const OUT = 'out/bench';

/** Writes a benchmark's result beside the others. */
export function saveResult(name: string, text: string): void {
  mkdirSync(OUT, { recursive: true });
  writeFileSync(`${OUT}/${name}`, text);
}
