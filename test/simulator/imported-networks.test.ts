import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGREEMENT_CASES } from '../../bench/cases.ts';
import { importCase } from '../../bench/clearway/import-case.ts';
import { checkCase } from '../../bench/gates/own-demand.ts';
import { checkRandomRun, type RandomSetup, randomRunTrace } from '../../bench/gates/random-run.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

/** Emergencies of the step's length stay rare: a share of all vehicle-steps. */
const HARD_BRAKING_SHARE = 0.002;

/** Whatever the signals show, in light traffic and in a jam. */
function setups(map: RoadMap): fc.Arbitrary<RandomSetup> {
  return fc.record({
    map: fc.constant(map),
    seed: fc.integer({ min: 0, max: 1e6 }),
    stepS: fc.constantFrom(0.25, 0.5, 1),
    headwayS: fc.integer({ min: 2, max: 20 }),
    endS: fc.constant(240),
  });
}

/** For each map: its own junctions under stages by chance, with vehicles that turn by chance. */
function holdsUnderChance(map: RoadMap, numRuns: number): void {
  it('vehicles are conserved exactly and never overlap on a lane', () => {
    fc.assert(
      fc.property(setups(map), (setup) => {
        const { notConserved, onLanes, vehicleSteps } = checkRandomRun(setup);
        expect(vehicleSteps).toBeGreaterThan(0);
        expect([...notConserved, ...onLanes].slice(0, 3)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('the same setup gives the same trace, bit for bit', () => {
    const setup = { map, seed: 11, stepS: 0.5, headwayS: 5, endS: 200 };
    expect(randomRunTrace(setup)).toBe(randomRunTrace(setup));
    expect(randomRunTrace(setup)).not.toBe(randomRunTrace({ ...setup, seed: 12 }));
  });
}

describe('on a corridor drawn by rule, under stages by chance', () => {
  const file = 'maps/quick-3.json';
  const map = decodeMap(file, JSON.parse(readFileSync(fromRoot(file), 'utf8')));
  holdsUnderChance(map, 10);

  it('nobody drives through anybody inside a node', () => {
    for (const seed of [1, 2, 3]) {
      expect(checkRandomRun({ map, seed, stepS: 1, headwayS: 3, endS: 400 }).inNodes).toEqual([]);
    }
  });
});

for (const run of AGREEMENT_CASES.filter(({ name }) => name.startsWith('cologne'))) {
  const folder = `../shared/data/${run.name}`;
  describeWith([{ path: folder }], `on ${run.name}, imported`, () => {
    holdsUnderChance(importCase(run, 1).index.map, 8);

    it.each([0.5, 1])(
      'with its own demand and programmes nobody drives through anybody or brakes harder than tyres can, steps of %d s',
      (stepS) => {
        const { notConserved, onLanes, inNodes, onDrawnPaths, impossible, hardBrakings, vehicleSteps } = checkCase(
          importCase(run, stepS),
          1,
          1800,
        );
        expect(vehicleSteps).toBeGreaterThan(50_000);
        expect([...notConserved, ...onLanes, ...onDrawnPaths]).toEqual([]);
        expect(impossible).toEqual([]);
        expect(hardBrakings / vehicleSteps).toBeLessThan(HARD_BRAKING_SHARE);
        // One of a thousand may still meet another where neither could see the other decide.
        expect(inNodes.length, inNodes.join('\n')).toBeLessThanOrEqual(1);
      },
    );
  });
}
