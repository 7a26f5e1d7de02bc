import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file so that it is there whole or not at all, whenever the process may be killed. */
export function saveWhole(path: string, text: string): void {
  const part = `${path}.part`;
  writeFileSync(part, text);
  renameSync(part, path);
}
