import { GrowingBytes } from './growing-bytes.ts';

const DIGIT_0 = 48;
const POINT = 46;
const MINUS = 45;

/**
 * ASCII text in the making, as bytes: numbers are written digit by digit, which is several times as fast as making strings of
 * them.
 */
export class TextWriter extends GrowingBytes {
  constructor() {
    super(1 << 16);
  }

  append(bytes: Uint8Array): void {
    this.room(bytes.length);
    // Short pieces: a loop is faster than the call of `set`.
    for (let i = 0; i < bytes.length; i++) this.buffer[this.filled++] = bytes[i]!;
  }

  /** `value / 10^decimals`, with so many decimals; `value` is a whole number. */
  fixed(value: number, decimals: number): void {
    this.room(24);
    let rest = value;
    if (rest < 0) {
      this.buffer[this.filled++] = MINUS;
      rest = -rest;
    }
    let digits = 1;
    for (let bound = 10; rest >= bound; bound *= 10) digits += 1;
    if (digits <= decimals) digits = decimals + 1;
    const end = this.filled + digits + (decimals > 0 ? 1 : 0);
    let at = end;
    for (let i = 0; i < digits; i++) {
      if (i === decimals && decimals > 0) this.buffer[--at] = POINT;
      const next = Math.floor(rest / 10);
      this.buffer[--at] = DIGIT_0 + (rest - 10 * next);
      rest = next;
    }
    this.filled = end;
  }
}
