import { describe, expect, test } from 'vitest';
import { areaOf, type Import, importsOf, sourcesIn } from './sources.ts';

/**
 * Who may import from whom. `types` may be imported as types only: they are the messages and setups that parts exchange
 * without knowing each other's code.
 */
const LAYERS: Readonly<Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }>> = {
  kernel: { values: [] },
  roadnet: { values: ['kernel'] },
  location: { values: ['kernel', 'roadnet'] },
  trust: { values: ['roadnet'] },
  routing: { values: ['kernel', 'roadnet', 'location'] },
  signal: { values: ['kernel', 'roadnet'] },
  traffic: { values: ['kernel', 'roadnet', 'signal'] },
  preemption: { values: ['kernel', 'roadnet', 'location', 'routing', 'signal', 'traffic'] },
  evidence: { values: ['kernel', 'roadnet', 'location', 'routing', 'signal', 'preemption'], types: ['trust'] },
  core: { values: ['kernel', 'roadnet', 'location', 'trust', 'routing', 'signal', 'traffic', 'preemption', 'evidence'] },
  journal: { values: ['kernel', 'roadnet', 'location', 'routing', 'signal', 'preemption', 'evidence', 'core'] },
  simulator: { values: ['kernel', 'roadnet'] },
  monitor: { values: ['kernel'], types: ['roadnet', 'signal'] },
  scenario: { values: ['kernel', 'roadnet', 'signal'], types: ['preemption', 'simulator'] },
  city: {
    values: ['kernel', 'roadnet', 'signal', 'simulator', 'monitor', 'scenario'],
    types: ['location', 'preemption', 'evidence', 'core'],
  },
  recording: { values: ['kernel', 'roadnet'], types: ['signal', 'simulator', 'city'] },
  contract: { values: ['kernel'], types: ['roadnet', 'location', 'signal', 'preemption', 'evidence', 'city'] },
  ingest: { values: ['kernel', 'roadnet', 'location', 'contract'], types: ['evidence'] },
  adapters: {
    values: ['kernel', 'roadnet', 'scenario', 'journal', 'city', 'recording', 'contract', 'ingest'],
    types: ['location', 'signal', 'preemption', 'evidence', 'core'],
  },
  experiment: {
    values: [
      'kernel',
      'roadnet',
      'location',
      'routing',
      'signal',
      'preemption',
      'evidence',
      'core',
      'journal',
      'simulator',
      'monitor',
      'scenario',
      'city',
    ],
  },
  evaluation: { values: ['kernel', 'roadnet', 'routing', 'scenario', 'experiment'], types: ['preemption', 'journal'] },
  report: {
    values: ['kernel', 'roadnet', 'journal', 'experiment', 'evaluation'],
    types: ['routing', 'signal', 'preemption', 'evidence', 'core', 'scenario', 'city'],
  },
  daemon: {
    values: [
      'kernel',
      'roadnet',
      'location',
      'routing',
      'signal',
      'preemption',
      'evidence',
      'core',
      'journal',
      'city',
      'contract',
      'ingest',
      'adapters',
    ],
  },
  dispatch: { values: ['kernel', 'roadnet', 'preemption', 'contract', 'adapters'], types: ['signal'] },
  cli: {
    values: [
      'kernel',
      'roadnet',
      'location',
      'routing',
      'signal',
      'preemption',
      'evidence',
      'core',
      'journal',
      'simulator',
      'monitor',
      'scenario',
      'city',
      'recording',
      'contract',
      'ingest',
      'adapters',
      'experiment',
      'evaluation',
      'report',
      'daemon',
      'dispatch',
    ],
  },
};

const sources = sourcesIn('src');
const imports = sources.flatMap(importsOf);
const local = imports.filter((edge) => edge.local);

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const [importer, imported] = [areaOf(from), areaOf(to)];
  const layer = LAYERS[importer];
  return (
    importer === imported || layer?.values.includes(imported) === true || (typeOnly && layer?.types?.includes(imported) === true)
  );
}

/** Files that a set of files runs, directly or through others. */
function reach(starts: readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const file of reached) for (const { from, to, typeOnly } of local) if (from === file && !typeOnly) reached.add(to);
  return reached;
}

/** A cycle of files through imports, types included; undefined if there is none. */
function findCycle(edges: readonly Import[]): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const to of next.get(file) ?? []) {
      const cycle = walk(to, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const cycle = walk(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

describe('layers', () => {
  test('every folder of src has its place in the table', () => {
    expect([...new Set(sources.map(({ path }) => areaOf(path)))].filter((area) => LAYERS[area] === undefined)).toEqual([]);
  });

  test('imports go one way', () => {
    const wrong = local
      .filter((edge) => !isAllowed(edge))
      .map(({ from, to, typeOnly }) => `${from} -> ${to}${typeOnly ? ' (type)' : ''}`);
    expect(wrong).toEqual([]);
  });

  test('every import is seen: files import what is there, and most are imported', () => {
    const files = new Set(sources.map(({ path }) => path));
    expect(local.filter(({ to }) => !files.has(to) && !to.endsWith('.json')).map(({ from, to }) => `${from} -> ${to}`)).toEqual(
      [],
    );
    expect(local.length).toBeGreaterThan(sources.length);
  });

  test('no file imports itself through others', () => {
    expect(findCycle(local)).toBeUndefined();
    const edge = (from: string, to: string): Import => ({ from, to, local: true, typeOnly: true });
    expect(findCycle([edge('a', 'b'), edge('b', 'c'), edge('c', 'b')])).toEqual(['b', 'c', 'b']);
  });

  test('adapters and simulator never run each other, directly or through others', () => {
    const within = (area: string): string[] => sources.map(({ path }) => path).filter((path) => areaOf(path) === area);
    expect([...reach(within('adapters'))].filter((path) => areaOf(path) === 'simulator')).toEqual([]);
    expect([...reach(within('simulator'))].filter((path) => areaOf(path) === 'adapters')).toEqual([]);
  });

  test('monitors run no code of what they watch', () => {
    const monitors = sources.map(({ path }) => path).filter((path) => areaOf(path) === 'monitor');
    const others = [...reach(monitors)].map(areaOf).filter((area) => area !== 'monitor' && area !== 'kernel');
    expect(others).toEqual([]);
  });

  test('nothing is re-exported: whoever needs a thing imports it from where it is', () => {
    const barrels = sources
      .filter(({ code }) => /^\s*export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from)/m.test(code))
      .map(({ path }) => path);
    expect(barrels).toEqual([]);
  });
});
