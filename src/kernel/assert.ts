/** An invariant of our own code was broken; the daemon answers by releasing what it holds, never by guessing on. */
export class InvariantBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantBroken';
  }
}

export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantBroken(message);
}

/** Makes a `switch` over a closed union exhaustive at compile time. */
export function unreachable(value: never): never {
  throw new InvariantBroken(`unexpected variant ${JSON.stringify(value)}`);
}

/** Map lookup for keys that must be there. */
export function getOrThrow<K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V {
  const value = map.get(key);
  if (value === undefined) throw new InvariantBroken(`no ${what} "${String(key)}"`);
  return value;
}
