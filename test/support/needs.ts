import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

/** What a test cannot do without: a program on the search path, or a file or folder, relative to the project's root. */
export type Need = { readonly command: string } | { readonly path: string };

const ROOT = new URL('../../', import.meta.url);

/** Absolute path of a file or folder given relative to the project's root. */
export function fromRoot(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}

/**
 * The only way to skip: tests in `body` run if all needs are met. If not they are reported as skipped, with the reason; where
 * CI=true they fail, because a machine that lacks what the tests need proves nothing.
 */
export function describeWith(needs: readonly Need[], name: string, body: () => void): void {
  const reason = needs.map(missing).find((text) => text !== undefined);
  if (reason === undefined) {
    describe(name, body);
    return;
  }
  test(name, (context) => {
    if (process.env.CI === 'true') throw new Error(`${reason}, and CI=true allows no skipping`);
    context.skip(reason);
  });
}

function missing(need: Need): string | undefined {
  if ('path' in need) return existsSync(fromRoot(need.path)) ? undefined : `${need.path} is not there`;
  return isOnPath(need.command) ? undefined : `the program ${need.command} is not installed`;
}

function isOnPath(command: string): boolean {
  try {
    execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin:/sbin"; command -v "$1"', 'sh', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
