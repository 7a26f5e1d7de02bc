import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { writing } from './file-trouble.ts';

/** Writes a file so that it is there whole or not at all, whenever the process may be killed. Throws `Failure` when it cannot. */
export function saveWhole(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    writing(path, () => {
      writeFileSync(part, text);
      renameSync(part, path);
    });
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
