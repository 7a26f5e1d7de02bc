import { InvalidArgumentError } from 'commander';

/** How often, as a flag says it. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a whole number from 1.');
  return count;
}
