/** Bytes in the making, in a buffer that grows to the longest content and is used again; subclasses know what they write into it. */
export class GrowingBytes {
  protected buffer: Uint8Array;
  protected filled = 0;

  constructor(bytes: number) {
    this.buffer = new Uint8Array(bytes);
  }

  get length(): number {
    return this.filled;
  }

  /** Good until the next change. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.filled);
  }

  clear(): void {
    this.filled = 0;
  }

  /** Makes room for so many bytes more. */
  protected room(more: number): void {
    if (this.filled + more <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(this.filled + more, 2 * this.buffer.length));
    grown.set(this.buffer);
    this.buffer = grown;
  }
}
