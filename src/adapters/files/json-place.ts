/** Line, counted from 1, on which the value at `path` stands in a sound JSON text; of the nearest value around it when it is missing. */
export function lineInJson(text: string, path: readonly (string | number)[]): number {
  let at = skipBlank(text, 0);
  for (const key of path) {
    const child = typeof key === 'number' ? itemAt(text, at, key) : memberAt(text, at, key);
    if (child === undefined) break;
    at = child;
  }
  let line = 1;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) line++;
  return line;
}

const BLANK = /\s/;

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && BLANK.test(text[at] as string)) at++;
  return at;
}

/** Where the list that opens at `from` has its item of that number. */
function itemAt(text: string, from: number, number: number): number | undefined {
  if (text[from] !== '[') return undefined;
  let at = skipBlank(text, from + 1);
  for (let i = 0; text[at] !== ']' && at < text.length; i++) {
    if (i === number) return at;
    at = nextAfter(text, at);
  }
  return undefined;
}

/** Where the mapping that opens at `from` has the value of that key. */
function memberAt(text: string, from: number, key: string): number | undefined {
  if (text[from] !== '{') return undefined;
  let at = skipBlank(text, from + 1);
  while (text[at] === '"') {
    const end = endOfString(text, at);
    const value = skipBlank(text, skipBlank(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === key) return value;
    at = nextAfter(text, value);
  }
  return undefined;
}

/** Behind the value at `from` and the comma that follows it. */
function nextAfter(text: string, from: number): number {
  const end = endOfValue(text, from);
  return text[end] === ',' ? skipBlank(text, end + 1) : end;
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
