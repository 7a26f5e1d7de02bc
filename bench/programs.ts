import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Something a benchmark needs is not on this machine; the message says how to get it. */
export class Missing extends Error {}

/** Throws `Missing` unless all programs are on the search path. */
export function requirePrograms(programs: readonly string[], advice: string): void {
  const absent = missingPrograms(programs, advice);
  if (absent !== undefined) throw new Missing(absent);
}

/** A sentence about the programs that are not on the search path; undefined if all are. */
export function missingPrograms(programs: readonly string[], advice: string): string | undefined {
  const absent = programs.filter((program) => !isOnPath(program));
  return absent.length === 0 ? undefined : `${absent.join(' and ')} not found on the search path: ${advice}`;
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
