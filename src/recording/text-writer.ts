const DIGIT_0 = 48;
const POINT = 46;
const MINUS = 45;

/**
 * ASCII text in the making, as bytes: numbers are written digit by digit, which is several times as fast as making strings of
 * them. Its buffer grows to the longest text and is used again.
 */
export class TextWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Good until the next change. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  append(bytes: Uint8Array): void {
    this.#room(bytes.length);
    // Short pieces: a loop is faster than the call of `set`.
    for (let i = 0; i < bytes.length; i++) this.#bytes[this.#length++] = bytes[i]!;
  }

  /** `value / 10^decimals`, with so many decimals; `value` is a whole number. */
  fixed(value: number, decimals: number): void {
    this.#room(24);
    let rest = value;
    if (rest < 0) {
      this.#bytes[this.#length++] = MINUS;
      rest = -rest;
    }
    let digits = 1;
    for (let bound = 10; rest >= bound; bound *= 10) digits += 1;
    if (digits <= decimals) digits = decimals + 1;
    const end = this.#length + digits + (decimals > 0 ? 1 : 0);
    let at = end;
    for (let i = 0; i < digits; i++) {
      if (i === decimals && decimals > 0) this.#bytes[--at] = POINT;
      const next = Math.floor(rest / 10);
      this.#bytes[--at] = DIGIT_0 + (rest - 10 * next);
      rest = next;
    }
    this.#length = end;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#length + more, 2 * this.#bytes.length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
