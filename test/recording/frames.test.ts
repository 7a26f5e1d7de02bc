import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from '../../src/recording/frame-reader.ts';
import { FrameWriter } from '../../src/recording/frame-writer.ts';
import { RecordingDecoder } from '../../src/recording/recording-decoder.ts';
import { TextWriter } from '../../src/recording/text-writer.ts';

describe('the numbers and texts of a frame', () => {
  it('come out as they went in, whatever their size', () => {
    const counts = fc.oneof(fc.nat(300), fc.nat(), fc.maxSafeNat());
    const signed = fc.oneof(fc.integer({ min: -80, max: 80 }), fc.integer({ min: -(2 ** 29), max: 2 ** 29 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, signed, fc.string({ unit: 'grapheme' })), { maxLength: 40 }), (items) => {
        const writer = new FrameWriter();
        for (const [count, number, text] of items) {
          writer.count(count);
          writer.signed(number);
          writer.text(text);
        }
        const reader = new FrameReader(writer.bytes);
        expect(items.map(() => [reader.count(), reader.signed(), reader.text()])).toEqual(items);
        expect(reader.atEnd).toBe(true);
      }),
    );
  });

  it('small differences take one byte', () => {
    const writer = new FrameWriter();
    for (let n = -64; n < 64; n++) writer.signed(n);
    expect(writer.length).toBe(128);
  });

  it('given bytes that end too soon or hold too much, then it is said and nothing is made up', () => {
    expect(() => new RecordingDecoder().decode(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 7))).toThrow(/holds more than it should/);
    expect(() => new RecordingDecoder().decode(Uint8Array.of(1, 0, 0x80))).toThrow(/ends within a number/);
    expect(() => new RecordingDecoder().decode(Uint8Array.of(1, 0, 0, 1, 5))).toThrow(/vehicle number 5 has no name/);
  });
});

describe('numbers written as text', () => {
  it('read as what they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.nat(6), (value, decimals) => {
        const text = new TextWriter();
        text.fixed(value, decimals);
        const written = new TextDecoder().decode(text.bytes);
        expect(written).toMatch(decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`));
        expect(Number(written)).toBeCloseTo(value / 10 ** decimals, 7);
      }),
    );
  });
});
