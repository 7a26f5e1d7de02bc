import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fromRoot } from '../support/needs.ts';

export interface Source {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
}

export interface Import {
  readonly from: string;
  /** A path relative to the project's root, or a package's name. */
  readonly to: string;
  readonly local: boolean;
  readonly typeOnly: boolean;
}

/** TypeScript files under a folder. */
export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name).slice(fromRoot('.').length);
      const text = readFileSync(fromRoot(path), 'utf8');
      return { path, text, code: withoutComments(text) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The folder of src that a file is in. */
export function areaOf(path: string): string {
  return path.split('/')[1] ?? '';
}

export function importsOf({ path, code }: Source): readonly Import[] {
  const statements = [...code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s+'([^']+)'/gm)].map(([, type, to]) => ({
    type,
    to,
  }));
  const bare = [...code.matchAll(/(?:^\s*import\s+|\bimport\s*\(\s*)'([^']+)'/gm)].map(([, to]) => ({ type: undefined, to }));
  return [...statements, ...bare].map(({ type, to = '' }) => {
    const local = to.startsWith('.');
    return { from: path, to: local ? normalize(join(path, '..', to)) : to, local, typeOnly: type !== undefined };
  });
}

const QUOTED_OR_COMMENT = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

function withoutComments(text: string): string {
  return text.replace(QUOTED_OR_COMMENT, (_, quoted: string | undefined) => quoted ?? '');
}

/** Code with the inside of every text left out, so that words in it are not taken for code. */
export function withoutTexts(code: string): string {
  return code.replace(QUOTED_OR_COMMENT, "''");
}
