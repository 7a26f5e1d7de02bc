import { describe, expect, it } from 'vitest';
import { type NodePath, pathsMeet } from '../../src/roadnet/junction-legs.ts';

/** From one arm of a crossing to the one in the north, by the arm's bearing. */
function toNorth(fromDeg: number, toLanes?: readonly number[]): NodePath {
  return { from: `from-${fromDeg}`, to: 'north', entryDeg: fromDeg, exitDeg: 0, ...(toLanes !== undefined && { toLanes }) };
}

describe('two paths into one road', () => {
  const east = 90;
  const south = 180;
  const west = 270;

  it('Given that each may use any lane, then they meet', () => {
    expect(pathsMeet(toNorth(east), toNorth(south))).toBe(true);
    expect(pathsMeet(toNorth(east, [0]), toNorth(south))).toBe(true);
  });

  it('Given a right turn into the kerb lane beside traffic straight into the others, then they do not meet', () => {
    expect(pathsMeet(toNorth(east, [0]), toNorth(south, [1, 2]))).toBe(false);
    expect(pathsMeet(toNorth(south, [1, 2]), toNorth(east, [0]))).toBe(false);
  });

  it('Given a left turn into the innermost lane beside traffic straight into the others, then they do not meet', () => {
    expect(pathsMeet(toNorth(west, [2]), toNorth(south, [0, 1]))).toBe(false);
  });

  it('Given one lane in common, then they meet', () => {
    expect(pathsMeet(toNorth(east, [0, 1]), toNorth(south, [1, 2]))).toBe(true);
  });

  it('Given that the right turn swings across into the inner lane, then they meet, though no lane is shared', () => {
    expect(pathsMeet(toNorth(east, [2]), toNorth(south, [0, 1]))).toBe(true);
    expect(pathsMeet(toNorth(west, [0]), toNorth(south, [1]))).toBe(true);
  });
});
