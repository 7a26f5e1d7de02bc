import { createReadStream } from 'node:fs';
import sax from 'sax';

/** An opening tag's attributes; `text` and `number` throw for one that is absent or, for `number`, not a number. */
export class Attributes {
  readonly #element: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(element: string, values: Readonly<Record<string, unknown>>) {
    this.#element = element;
    this.#values = values;
  }

  find(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  text(name: string): string {
    const value = this.find(name);
    if (value === undefined) throw new Error(`<${this.#element}> has no attribute ${name}`);
    return value;
  }

  number(name: string): number {
    const value = Number(this.text(name));
    if (Number.isNaN(value)) throw new Error(`<${this.#element}>: ${name}="${this.text(name)}" is not a number`);
    return value;
  }

  /** As they stand in a tag. */
  written(): string {
    return Object.keys(this.#values)
      .map((name) => `${name}="${this.text(name)}"`)
      .join(' ');
  }

  /** 0 when it is absent: SUMO leaves out what it did not count. */
  count(name: string): number {
    return this.find(name) === undefined ? 0 : this.number(name);
  }
}

/** Reads XML piece by piece, telling of every opening tag: SUMO's outputs are too long to hold. */
export async function readElements(
  pieces: AsyncIterable<string>,
  onOpen: (name: string, attributes: Attributes) => void,
): Promise<void> {
  const parser = sax.parser(true);
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => onOpen(name, new Attributes(name, attributes));
  for await (const piece of pieces) parser.write(piece);
  parser.close();
}

export function readFilePieces(path: string): AsyncIterable<string> {
  return createReadStream(path, { encoding: 'utf8' });
}
