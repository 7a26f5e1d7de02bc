import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromRoot } from '../support/needs.ts';
import { areaOf, importsOf, type Source, sourcesIn, withoutTexts } from './sources.ts';

const src = sourcesIn('src');
const tests = sourcesIn('test');
const bench = sourcesIn('bench');
const shells = ['adapters', 'cli', 'daemon', 'dispatch'];

/** Lines of files that a pattern is found in, as `path: text found`. */
function findings(sources: readonly Source[], pattern: RegExp, text: (source: Source) => string = ({ code }) => code): string[] {
  return sources.flatMap((source) => [...text(source).matchAll(pattern)].map(([found]) => `${source.path}: ${found}`));
}

function outside(areas: readonly string[]): readonly Source[] {
  return src.filter(({ path }) => !areas.includes(areaOf(path)));
}

const CLOCK = /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\b|\bprocess\.hrtime\b|\bprocess\.uptime\b/g;
const TIMER = /\b(?:setTimeout|setInterval|setImmediate)\b/g;
const CHANCE = /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/g;
const ROUNDED_BY_PLATFORM =
  /\bMath\.(?:exp|expm1|log|log2|log10|log1p|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|pow|hypot|cbrt)\b|[^*/]\*\*[^*/]/g;
const ANY = /(?::|<|,|\||&|=|\bas|\bextends)\s*any\b(?!\s*\()/g;
const SKIP =
  /(?:\b(?:test|it|describe|suite|context)\b|\))\.(?:skip|only|todo|skipIf|runIf|fails)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\(/g;
const OUTSIDE_WORLD =
  /^node:(?:fs|fs\/promises|net|http|https|http2|tls|dgram|dns|child_process|timers|timers\/promises|readline)$/;

describe('bans', () => {
  test.each([
    ['clocks', CLOCK],
    ['timers', TIMER],
    ['random numbers other than the seeded streams', CHANCE],
  ])('%s stay in the shells', (_, pattern) => {
    expect(findings(outside(shells), pattern)).toEqual([]);
  });

  test('files, sockets, processes and timers are reached from the shells only', () => {
    const wrong = outside(shells)
      .flatMap(importsOf)
      .filter(({ to }) => OUTSIDE_WORLD.test(to));
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('rxjs, whose time operators read the real clock, stays in the shells', () => {
    const wrong = outside(shells)
      .flatMap(importsOf)
      .filter(({ to }) => /^rxjs(?:\/|$)/.test(to));
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('the simulator uses no function whose last digit differs between platforms', () => {
    const inside = src.filter(({ path }) => areaOf(path) === 'simulator');
    expect(inside.length).toBeGreaterThan(0);
    expect(findings(inside, ROUNDED_BY_PLATFORM)).toEqual([]);
  });

  test('nothing is of type any, and no check of types is silenced', () => {
    const all = [...src, ...tests, ...bench];
    expect(findings(all, ANY, ({ code }) => withoutTexts(code))).toEqual([]);
    expect(
      findings(all, /@ts-(?:ignore|nocheck|expect-error)/g, ({ text }) => text).filter(
        (found) => !found.startsWith('test/habits/'),
      ),
    ).toEqual([]);
  });

  test('no test is skipped, left to do or run alone, except through test/support/needs.ts', () => {
    const judged = tests.filter(({ path }) => path !== 'test/support/needs.ts');
    expect(findings(judged, SKIP, ({ code }) => withoutTexts(code))).toEqual([]);
    expect(findings(judged, /\.skip\(/g, ({ code }) => withoutTexts(code))).toEqual([]);
  });

  test('no file is longer than 400 lines', () => {
    const long = [...src, ...tests, ...bench]
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });

  test('the patterns find what they are for', () => {
    const finds = (pattern: RegExp, text: string): boolean => [...text.matchAll(pattern)].length > 0;
    expect(['Date.now()', 'new Date()', 'performance.now()', 'process.hrtime.bigint()'].every((text) => finds(CLOCK, text))).toBe(
      true,
    );
    expect(['setTimeout(f, 1)', 'setInterval(f)'].every((text) => finds(TIMER, text))).toBe(true);
    expect(['Math.exp(x)', 'Math.pow(a, b)', 'v ** 2'].every((text) => finds(ROUNDED_BY_PLATFORM, text))).toBe(true);
    expect(['x: any', 'Array<any>', 'x as any', 'Map<string, any>', 'a | any'].every((text) => finds(ANY, text))).toBe(true);
    expect(['test.skip(', 'describe.only(', 'it.todo(', 'test.skipIf(x)(', 'xit('].every((text) => finds(SKIP, text))).toBe(true);
    expect(finds(CLOCK, 'new Date(atMs)') || finds(ROUNDED_BY_PLATFORM, 'Math.sqrt(x) * 2') || finds(ANY, 'anyOf(x), many')).toBe(
      false,
    );
  });
});

describe('what is published', () => {
  const named = readdirSync(fromRoot('.'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const written = ['scenarios', 'bin', '.ci', 'docs'].flatMap((folder) =>
    readdirSync(fromRoot(folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${folder}/${name}`),
  );

  test('names no folder of the machine that it was written on', () => {
    const texts = [...named, ...written].map((path) => ({ path, text: readFileSync(fromRoot(path), 'utf8') }));
    const home = /(?<![\w.}~-])\/(?:home|root|work|Users)\/[\w.-]+/g;
    const found = [...src, ...tests, ...bench, ...texts].flatMap(({ path, text }) =>
      [...text.matchAll(home)].map(([where]) => `${path}: ${where}`),
    );
    expect(found).toEqual([]);
  });
});

describe('the top of the repository', () => {
  /** What a reader must find there, and what a tool insists on finding there. */
  const belongs = [
    'ARCHITECTURE.md',
    'LICENSE',
    'README.md',
    'bench',
    'bin',
    'biome.json',
    'docs',
    'maps',
    'package-lock.json',
    'package.json',
    'scenarios',
    'src',
    'test',
    'tsconfig.json',
    'vitest.config.ts',
  ];
  const ignored = readFileSync(fromRoot('.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''));

  test('holds nothing else', () => {
    const found = readdirSync(fromRoot('.')).filter(
      (name) => !name.startsWith('.') && !ignored.includes(name) && !name.endsWith('.log'),
    );
    expect(found.sort()).toEqual(belongs);
  });
});
