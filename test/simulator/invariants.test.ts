import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256Hex } from '../../src/kernel/canonical.ts';
import { type CorridorRun, corridorRun } from '../support/corridor-run.ts';
import { noOverlapOfOthers } from '../support/overlap.ts';

const RUN_S = 300;
const runs = fc.record({ seed: fc.integer({ min: 0, max: 1e6 }), stepS: fc.constantFrom(0.1, 0.25, 0.5, 1) });

function eachStep(run: CorridorRun, stepS: number, check: () => void): void {
  for (let s = 0; s < RUN_S / stepS; s++) {
    run.step();
    check();
  }
}

describe('whatever the traffic and the signals', () => {
  it('vehicles never overlap on a lane', () => {
    fc.assert(
      fc.property(runs, ({ seed, stepS }) => {
        const run = corridorRun(seed, stepS);
        eachStep(run, stepS, () => noOverlapOfOthers(run.sim, run.map));
      }),
      { numRuns: 12 },
    );
  });

  it('every vehicle that wanted to drive is inside, waiting or has left; nobody goes backwards or vanishes', () => {
    fc.assert(
      fc.property(runs, ({ seed, stepS }) => {
        const run = corridorRun(seed, stepS);
        eachStep(run, stepS, () => {
          const { wanted, inside, waiting, left } = run.sim.totals();
          let seen = 0;
          run.sim.visit((v) => {
            seen++;
            if (!(v.speedMps >= 0 && v.positionM >= 0)) throw new Error(`vehicle ${v.id}: ${v.positionM} m, ${v.speedMps} m/s`);
          });
          if (seen !== inside || wanted !== inside + waiting + left || waiting < 0) {
            throw new Error(`wanted ${wanted}, inside ${inside} (seen ${seen}), waiting ${waiting}, left ${left}`);
          }
        });
      }),
      { numRuns: 8 },
    );
  });

  it('time is spent by those inside and waiting, step by step, and never gained on the road as a whole', () => {
    const run = corridorRun(7, 0.5);
    let before = 0;
    eachStep(run, 0.5, () => {
      const totals = run.sim.totals();
      const spent = totals.spentS.reduce((sum, s) => sum + s, 0);
      const lost = totals.lossS.reduce((sum, s) => sum + s, 0);
      expect(spent - before).toBeLessThanOrEqual(0.5 * (totals.inside + totals.waiting + 20) + 1e-6);
      expect(lost).toBeGreaterThanOrEqual(-1);
      expect(lost).toBeLessThanOrEqual(spent);
      before = spent;
    });
    expect(before).toBeGreaterThan(1000);
  });

  it('everybody arrives in the end: no deadlock on signalised junctions', () => {
    for (const seed of [1, 2, 3, 4]) {
      const run = corridorRun(seed, 1);
      for (let s = 0; s < 2400; s++) run.step();
      expect(run.sim.totals()).toMatchObject({ inside: 0, waiting: 0 });
    }
  });
});

describe('the same setup and aspects', () => {
  it('give the same trace, bit for bit; another seed another one', () => {
    const trace = (seed: number): string => {
      const run = corridorRun(seed, 0.5);
      const seen: unknown[] = [];
      eachStep(run, 0.5, () => run.sim.visit((v) => seen.push([v.id, v.link, v.lane, v.positionM, v.speedMps])));
      return sha256Hex(canonicalJson([seen, [...run.sim.totals().lossS]]));
    };
    expect(trace(5)).toBe(trace(5));
    expect(trace(5)).not.toBe(trace(6));
  });
});
