import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** SHA-256 over the program's own files, in the order of their paths. */
export function programBuild(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const paths = readdirSync(root, { recursive: true })
    .map(String)
    .filter((path) => /\.(?:js|ts)$/.test(path));
  const hash = createHash('sha256');
  for (const path of paths.sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(`${root}/${path}`))
      .update('\0');
  return hash.digest('hex');
}
