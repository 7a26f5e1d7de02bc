import { describe, expect, it } from 'vitest';
import type { DrawnPath } from '../../src/roadnet/map.ts';
import { NodeDrawing } from '../../src/roadnet/path-meetings.ts';

const M_PER_DEG = 111_195;

/** A path by its points in metres east and north of a node on the equator. */
function path(...points: readonly (readonly [number, number])[]): DrawnPath {
  return points.map(([x, y]) => [x / M_PER_DEG, y / M_PER_DEG] as const);
}

const drawing = new NodeDrawing([0, 0]);
const eastward = path([-20, 0], [20, 0]);

describe('paths drawn through a node', () => {
  it('Given two that cross at right angles, then they are in the way of each other for a car width to either side', () => {
    const northward = path([10, -10], [10, 10]);
    // 30 m into the one and 10 m into the other, 1.8 m to either side, looked at every half metre.
    const { own, other } = drawing.meeting(eastward, northward)!;
    expect(40 * own.from).toBeGreaterThan(27.5);
    expect(40 * own.from).toBeLessThanOrEqual(28.2);
    expect(40 * own.to).toBeGreaterThanOrEqual(31.8);
    expect(40 * own.to).toBeLessThan(32.5);
    expect(20 * other.from).toBeLessThanOrEqual(8.2);
    expect(20 * other.to).toBeGreaterThanOrEqual(11.8);
  });

  it('Given two side by side, then they do not meet, however far from the equator', () => {
    expect(drawing.meeting(eastward, path([-20, 3], [20, 3]))).toBeUndefined();
    const north = (points: DrawnPath): DrawnPath => points.map(([lon, lat]) => [lon, lat + 60] as const);
    const [near, far] = [path([-20, 0], [20, 0]), path([0, 1.5], [0, 10])].map(north);
    expect(new NodeDrawing([0, 60]).meeting(near!, far!)).toBeDefined();
    // At 60 degrees a degree of longitude is half as long: these two lie 1.5 m apart, not 3.
    const [west, east] = [path([0, -20], [0, 20]), path([3, -20], [3, 20])].map(north);
    expect(new NodeDrawing([0, 60]).meeting(west!, east!)).toBeDefined();
    expect(drawing.meeting(path([0, -20], [0, 20]), path([3, -20], [3, 20]))).toBeUndefined();
  });

  it('Given two that run into neighbouring lanes and never come near, then they do not meet; given one that cuts over, they do', () => {
    const rightTurn = path([-20, 0], [0, 0], [3, -4], [3, -20]);
    expect(drawing.meeting(rightTurn, path([6.2, 20], [6.2, -20]))).toBeUndefined();
    expect(drawing.meeting(rightTurn, path([6.2, 20], [6.2, 0], [3, -12], [3, -20]))!.own.to).toBe(1);
  });

  it('Given two that begin in one lane, then they part where a car fits between them', () => {
    const straight = path([0, 0], [0, 20]);
    // A turn at 45 degrees after 10 m is 1.8 m away after 10 + 1.8 / tan 45 to the side.
    const turning = path([0, 0], [0, 10], [10, 20]);
    const partM = 20 * drawing.parting(straight, turning);
    expect(partM).toBeGreaterThan(12);
    expect(partM).toBeLessThan(13.2);
    expect(drawing.parting(straight, straight)).toBe(1);
  });
});
