import fc from 'fast-check';
import { expect } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';

/** What decoders have stumbled over elsewhere. */
const NASTY_TEXTS = [
  '',
  '\0',
  '\uFEFF',
  '\uD800',
  '"',
  "'",
  '<',
  '>',
  '&#x0;',
  '&xxe;',
  ']]>',
  '{',
  '[',
  ',',
  '-',
  '1e999',
  'NaN',
  '\r',
  '\u2028',
  '*00',
  '$',
];
const NASTY_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  2 ** 53,
  '',
  ' ',
  'x',
  '0',
  '__proto__',
  'constructor',
  [],
  {},
  [[]],
  [null],
];

/** A text after one to four edits: pieces cut out, repeated, or put in. */
export function mangled(text: string): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: 'binary', maxLength: 8 }), fc.integer().map(String));
  const edit = fc.record({
    at: fc.nat(text.length),
    cut: fc.oneof(fc.nat(3), fc.nat(text.length)),
    put: piece,
    again: fc.boolean(),
  });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    let broken = text;
    for (const { at, cut, put, again } of edits) {
      broken =
        broken.slice(0, at) +
        (again ? broken.slice(at, at + Math.min(cut, 2000)) : '') +
        put +
        broken.slice(at + Math.min(cut, 40));
    }
    return broken;
  });
}

/** Bytes after one to four changes, or cut off. */
export function mangledBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({ at: fc.nat(Math.max(0, bytes.length - 1)), to: fc.nat(255) });
  return fc
    .tuple(fc.array(edit, { maxLength: 4 }), fc.option(fc.nat(bytes.length), { nil: bytes.length }))
    .map(([edits, length]) => {
      const broken = Uint8Array.from(bytes);
      for (const { at, to } of edits) broken[at] = to;
      return broken.slice(0, length);
    });
}

/** A JSON value after one to three changes deep inside: members taken away, put in, repeated, or made something else. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof(fc.constantFrom(...NASTY_VALUES), fc.jsonValue({ maxDepth: 2 }));
  const change = fc.record({
    way: fc.array(fc.nat(), { maxLength: 8 }),
    kind: fc.constantFrom('replace', 'remove', 'repeat', 'add'),
    other,
    name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'format'), fc.string({ maxLength: 6 })),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const root = { value: structuredClone(value) };
    // A copy each time: a later change may go into what an earlier one has put in.
    for (const one of changes) apply(root, { ...one, other: structuredClone(one.other) });
    return root.value;
  });
}

interface Change {
  readonly way: readonly number[];
  readonly kind: 'replace' | 'remove' | 'repeat' | 'add';
  readonly other: unknown;
  readonly name: string;
}

function apply(root: { value: unknown }, { way, kind, other, name }: Change): void {
  let holder: Record<string, unknown> = root;
  let key = 'value';
  for (const step of way) {
    const next = holder[key];
    const keys = typeof next === 'object' && next !== null ? Object.keys(next) : [];
    if (keys.length === 0) break;
    holder = next as Record<string, unknown>;
    key = keys[step % keys.length] as string;
  }
  if (kind === 'replace') holder[key] = other;
  else if (kind === 'remove') delete holder[key];
  else if (kind === 'repeat' && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
  else
    Object.defineProperty(holder, Array.isArray(holder) ? String(holder.length) : name, {
      value: other,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** Whatever a decoder of files is given, it succeeds or throws InputFaults with at least one fault that says what to do. */
export function succeedsOrSaysWhy(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const { advice } of error.faults) expect(advice.length).toBeGreaterThan(3);
  }
}
