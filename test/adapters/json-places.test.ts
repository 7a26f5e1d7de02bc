import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonPlaces } from '../../src/adapters/files/json-places.ts';
import { pathText } from '../../src/kernel/schema-faults.ts';

describe('lines of values in a JSON text', () => {
  const text = '{\n "a": [1,\n  {"b": "x\\"]}",\n   "c": [[],\n {}]}\n ],\n "d": null }';

  test.each([
    ['', 1],
    ['a', 2],
    ['a[0]', 2],
    ['a[1].b', 3],
    ['a[1].c[0]', 4],
    ['a[1].c[1]', 5],
    ['d', 7],
  ])('%s stands in line %d', (path, line) => {
    expect(new JsonPlaces(text).lineOf(path)).toBe(line);
  });

  test('what is missing is sought in what would hold it', () => {
    const places = new JsonPlaces(text);
    expect([places.lineOf('a[7].b'), places.lineOf('a[1].z'), places.lineOf('d.e')]).toEqual([2, 3, 7]);
  });

  test('in any value laid out with one number or text per line, each is found', () => {
    const key = fc.stringMatching(/^[a-z]{1,4}$/);
    const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const laidOut = JSON.stringify(value, null, 1);
        const places = new JsonPlaces(laidOut);
        const lines = laidOut.split('\n');
        for (const { path, leaf } of leavesOf(value)) {
          expect(lines[places.lineOf(pathText(path)) - 1]?.trimEnd().replace(/,$/, '')).toMatch(
            new RegExp(`(^|: |^ +)${escaped(JSON.stringify(leaf))}$`),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

type Leaf = { readonly path: readonly (string | number)[]; readonly leaf: unknown };

function leavesOf(value: unknown, path: readonly (string | number)[] = []): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, [...path, i]));
  if (value === null || typeof value !== 'object') return [{ path, leaf: value }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
