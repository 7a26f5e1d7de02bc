/** The bytes of a frame in the making; its buffer grows to the largest frame and is used again. */
export class FrameWriter {
  #bytes = new Uint8Array(1 << 12);
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

  /** A whole number from 0 to 2^53. */
  count(value: number): void {
    this.#room(8);
    let rest = value;
    // Beyond 31 bits the operators on bits would take it for a signed number.
    while (rest >= 0x80000000) {
      this.#bytes[this.#length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A whole number of either sign, of at most 30 bits. */
  signed(value: number): void {
    const unsigned = value < 0 ? -2 * value - 1 : 2 * value;
    // Most are small: one byte, at once.
    if (unsigned < 0x80 && this.#length < this.#bytes.length) this.#bytes[this.#length++] = unsigned;
    else this.count(unsigned);
  }

  text(value: string): void {
    this.append(new TextEncoder().encode(value), true);
  }

  append(bytes: Uint8Array, withLength = false): void {
    if (withLength) this.count(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#length + more, 2 * this.#bytes.length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
