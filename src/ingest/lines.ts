/** A line without its end; undefined for one that was too long. */
export type Line = string | undefined;

/** Cuts a text that comes in pieces into lines; holds no more than one line of the length allowed. */
export class Lines {
  readonly #longest: number;
  #open = '';
  #isTooLong = false;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that are now complete. */
  push(text: string): readonly Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      this.#add(text, from, at);
      lines.push(this.end());
      from = at + 1;
    }
    this.#add(text, from, text.length);
    return lines;
  }

  /** What has come since the last end of a line; empty when nothing has. */
  end(): Line {
    const line = this.#isTooLong ? undefined : this.#open.replace(/\r$/, '');
    this.#open = '';
    this.#isTooLong = false;
    return line;
  }

  #add(text: string, from: number, to: number): void {
    if (this.#isTooLong || this.#open.length + to - from > this.#longest) {
      this.#isTooLong = true;
      this.#open = '';
    } else this.#open += text.slice(from, to);
  }
}
