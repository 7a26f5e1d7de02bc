import type { Fault } from '../../kernel/faults.ts';

/** Non-empty lines one by one, split at white space, with the faults found on the way. */
export class LineReader {
  readonly faults: Fault[] = [];
  readonly #lines: readonly { readonly number: number; readonly fields: readonly string[] }[];
  #next = 0;

  constructor(text: string) {
    this.#lines = text
      .split(/\r?\n/)
      .map((line, i) => ({ number: i + 1, fields: line.split(/\s+/).filter((field) => field !== '') }))
      .filter((line) => line.fields.length > 0);
  }

  get atEnd(): boolean {
    return this.#next >= this.#lines.length;
  }

  /** The next line's fields; undefined, with a fault, at the end of the text or when there are fewer than `least`. */
  fields(what: string, least: number): readonly string[] | undefined {
    const line = this.#lines[this.#next];
    this.#next++;
    if (line !== undefined && line.fields.length >= least) return line.fields;
    // The end of the text is one fault, however much is missing behind it.
    if (line === undefined && this.#next - 1 > this.#lines.length) return undefined;
    this.faults.push({
      path: line === undefined ? 'end of file' : `line ${line.number}`,
      value: line?.fields.join(' '),
      advice: `expected ${what} with ${least} or more fields`,
    });
    return undefined;
  }

  /** Adds a fault about the line read last. */
  reject(value: unknown, advice: string): undefined {
    const line = this.#lines[this.#next - 1];
    this.faults.push({ path: line === undefined ? 'end of file' : `line ${line.number}`, value, advice });
    return undefined;
  }

  /** A number of the line read last; undefined, with a fault, when it is none or out of range, and without one when the line was missing. */
  number(text: string | undefined, what: string, least: number, most: number): number | undefined {
    if (text === undefined) return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && value >= least && value <= most) return value;
    return this.reject(text, `expected ${what}, a number from ${least} to ${most}`);
  }

  wholeNumber(text: string | undefined, what: string, least: number, most: number): number | undefined {
    const value = this.number(text, what, least, most);
    return value === undefined || Number.isInteger(value) ? value : this.reject(text, `expected ${what}, a whole number`);
  }
}

/** A count line and as many items. Reading stops with the text, so that a wrong count gives one fault and no flood. */
export function section<T>(reader: LineReader, what: string, item: (reader: LineReader) => T | undefined): readonly T[] {
  const count = reader.wholeNumber(reader.fields(`the number of ${what}`, 1)?.[0], `the number of ${what}`, 0, 10_000_000) ?? 0;
  const items: T[] = [];
  for (let i = 0; i < count; i++) {
    if (reader.atEnd) {
      reader.reject(count, `the text ends after ${i} ${what}: correct the count or complete the file`);
      break;
    }
    const read = item(reader);
    if (read !== undefined) items.push(read);
  }
  return items;
}
