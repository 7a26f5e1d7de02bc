/** Finds the lines of values in a sound JSON text. What it has looked through once it remembers, so that many are found quickly. */
export class JsonPlaces {
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  /** Where the children of the list or mapping at an offset begin, by number or key. */
  readonly #children = new Map<number, ReadonlyMap<string, number>>();

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  /** Line, counted from 1, of the value at a path such as `links[3].lanes[0]`; of what is around it where it is missing. */
  lineOf(path: string): number {
    let at = skipBlank(this.#text, 0);
    for (const [key] of path.matchAll(/[^.[\]]+/g)) {
      const child = this.#childrenAt(at).get(key);
      if (child === undefined) break;
      at = child;
    }
    return this.#lineAt(at);
  }

  #childrenAt(from: number): ReadonlyMap<string, number> {
    const known = this.#children.get(from);
    if (known !== undefined) return known;
    const children = childrenOf(this.#text, from);
    this.#children.set(from, children);
    return children;
  }

  /** The last line that begins at or before the offset. */
  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

function childrenOf(text: string, from: number): ReadonlyMap<string, number> {
  const children = new Map<string, number>();
  if (text[from] !== '[' && text[from] !== '{') return children;
  const keyed = text[from] === '{';
  const close = keyed ? '}' : ']';
  for (let at = skipBlank(text, from + 1); at < text.length && text[at] !== close; ) {
    const value = keyed ? skipBlank(text, skipBlank(text, endOfString(text, at)) + 1) : at;
    children.set(keyed ? String(JSON.parse(text.slice(at, endOfString(text, at)))) : String(children.size), value);
    const end = endOfValue(text, value);
    at = text[end] === ',' ? skipBlank(text, end + 1) : end;
  }
  return children;
}

const BLANK = /\s/;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && BLANK.test(text[at] as string)) at++;
  return at;
}

/** Of the comma or bracket that follows the value at `from`. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at) - 1;
    else if (char === '[' || char === '{') depth++;
    else if (char === ',' || char === ']' || char === '}') {
      if (depth === 0) return at;
      if (char !== ',') depth--;
    }
  }
  return text.length;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
