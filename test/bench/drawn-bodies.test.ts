import { describe, expect, it } from 'vitest';
import { boxesOf, overlap } from '../../bench/gates/boxes.ts';
import { DrawnBodies } from '../../bench/gates/drawn-bodies.ts';
import type { VehicleView } from '../../src/simulator/simulator.ts';
import { crossingOfTwo } from '../support/drawn-crossing.ts';

const vehicle = (more: Partial<VehicleView>): VehicleView => ({
  ...{ id: 0, link: 0, lane: 0, toLane: 0, positionM: 0, lengthM: 5, speedMps: 10, emergency: false },
  ...more,
});

describe('bodies as boxes', () => {
  const straight = new Float64Array([0, 0, 20, 0]);

  it('lie on the line from rear to front, as far as it is drawn, at its scale', () => {
    expect(boxesOf(straight, 20, 4, 9, 0.8)).toEqual([{ x: 6.5, y: 0, dx: 1, dy: 0, halfLengthM: 2.5, halfWidthM: 0.8 }]);
    expect(boxesOf(straight, 10, -3, 2, 0.8)).toMatchObject([{ x: 2, halfLengthM: 2 }]);
    expect(boxesOf(straight, 20, 21, 26, 0.8)).toEqual([]);
    expect(boxesOf(new Float64Array([0, 0, 10, 0, 10, 10]), 20, 8, 13, 0.8)).toMatchObject([
      { x: 9, y: 0, halfLengthM: 1 },
      { x: 10, y: 1.5, halfLengthM: 1.5 },
    ]);
  });

  it('overlap where they share ground, and not where they touch or pass side by side', () => {
    const [car] = boxesOf(straight, 20, 5, 10, 0.8);
    const beside = (y: number) => boxesOf(new Float64Array([0, y, 20, y]), 20, 5, 10, 0.8)[0]!;
    const across = (y: number) => boxesOf(new Float64Array([7, y, 7, y + 20]), 20, 0, 5, 0.8)[0]!;
    expect([1.5, 1.7, 3.2].map((y) => overlap(car!, beside(y)))).toEqual([true, false, false]);
    expect([0.7, 0.9].map((y) => overlap(car!, across(y)))).toEqual([true, false]);
    const slanted = boxesOf(new Float64Array([10, 0.5, 20, 10.5]), 14.142, 0, 5, 0.8)[0]!;
    expect(overlap(car!, slanted)).toBe(true);
    expect(overlap(slanted, car!)).toBe(true);
  });
});

describe('the check of bodies on drawn paths', () => {
  const { map, plans } = crossingOfTwo();
  // The paths are 20 m long and cross in their middle.
  const at = (mainM: number, sideM: number): readonly VehicleView[] => [
    vehicle({ id: 0, link: 0, positionM: 300 + mainM }),
    vehicle({ id: 1, link: 2, positionM: 200 + sideM }),
  ];
  const looked = (...steps: readonly (readonly VehicleView[])[]): readonly string[] => {
    const bodies = new DrawnBodies(map, plans);
    return steps.flatMap((seen) => bodies.look((visitor) => seen.forEach(visitor)));
  };

  it('finds two that lie in each other, once for each meeting', () => {
    expect(looked(at(11, 11), at(12, 12))).toHaveLength(1);
    expect(looked(at(11, 11), at(20, 8), at(11, 11))).toHaveLength(2);
  });

  it('finds a rear that is still inside when the front has left the node', () => {
    const out = vehicle({ id: 0, link: 1, lane: 0, toLane: -1, positionM: 2, lengthM: 14 });
    const entering = vehicle({ id: 0, link: 0, positionM: 319, lengthM: 14 });
    expect(looked([entering], [out, at(0, 10.5)[1]!])).toHaveLength(1);
    expect(looked([entering], [{ ...out, lane: 1 }, at(0, 10.5)[1]!])).toEqual([]);
  });

  it('says nothing of two that pass one after the other, nor of an ambulance that passes others', () => {
    expect(looked(at(17, 9), at(19, 11))).toEqual([]);
    expect(looked(at(11, 11).map((view) => ({ ...view, emergency: true })))).toEqual([]);
  });
});
