import { GrowingBytes } from './growing-bytes.ts';

/** The bytes of a frame in the making. */
export class FrameWriter extends GrowingBytes {
  constructor() {
    super(1 << 12);
  }

  /** A whole number from 0 to 2^53. */
  count(value: number): void {
    this.room(8);
    let rest = value;
    // Beyond 31 bits the operators on bits would take it for a signed number.
    while (rest >= 0x80000000) {
      this.buffer[this.filled++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      this.buffer[this.filled++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.filled++] = rest;
  }

  /** A whole number of either sign, of at most 30 bits. */
  signed(value: number): void {
    const unsigned = value < 0 ? -2 * value - 1 : 2 * value;
    // Most are small: one byte, at once.
    if (unsigned < 0x80 && this.filled < this.buffer.length) this.buffer[this.filled++] = unsigned;
    else this.count(unsigned);
  }

  text(value: string): void {
    this.append(new TextEncoder().encode(value), true);
  }

  append(bytes: Uint8Array, withLength = false): void {
    if (withLength) this.count(bytes.length);
    this.room(bytes.length);
    this.buffer.set(bytes, this.filled);
    this.filled += bytes.length;
  }
}
