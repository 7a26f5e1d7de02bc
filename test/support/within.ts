import { expect } from 'vitest';
import type { Band } from '../../bench/gates/bands.ts';

export function expectWithin({ least, most }: Band, value: number, message?: string): void {
  expect(value, message).toBeGreaterThanOrEqual(least);
  expect(value, message).toBeLessThanOrEqual(most);
}
