import { describe, expect, it } from 'vitest';
import type { Junction } from '../../src/roadnet/map.ts';
import type { Programme } from '../../src/signal/programme.ts';
import { checkProgramme } from '../../src/signal/programme-check.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme } from '../support/junctions.ts';

const junction: Junction = { ...fourLegs, stages: [...fourLegs.stages, { id: 'RED', name: 'all red', groups: [] }] };

/** Twelve seconds of red for all instead of the last intergreen of 5 s. */
const programme: Programme = {
  ...fourLegsProgramme,
  cycleS: 107,
  stages: [...fourLegsProgramme.stages, { stage: 'RED', greenS: 12 }],
};

describe('a stage in which everyone has red', () => {
  it('Given one at the end of the cycle, then the junction can run it, and nobody is green then', () => {
    expect(checkProgramme(junction, programme)).toEqual([]);
    const run = new JunctionRun(junction, programme);
    const green = new Set<number>();
    run.until(3 * 107, (second) => {
      if (run.green().length > 0) green.add(second % 107);
    });
    expect([Math.max(...green), green.has(0)]).toEqual([94.5, true]);
    expect(run.rules.broken).toEqual([]);
  });

  it('Given a hold that ends in it, then the junction gets back into step, and no rule is broken', () => {
    const run = new JunctionRun(junction, programme);
    run.until(60);
    run.hold('D', 100);
    run.until(330);
    expect(run.controller.mode).toBe('programme');
    expect(run.green()).toEqual(['NBT', 'SBT', 'P-E', 'P-W']);
    expect(run.rules.broken).toEqual([]);
  });

  it('Given a command to it, then all lamps turn red, and the maximum presence bounds that as any other hold', () => {
    const run = new JunctionRun(junction, programme);
    run.until(20);
    run.hold('RED', 60);
    expect(run.green()).toEqual([]);
    run.hold('RED', 400);
    expect(run.answers().some((answer) => answer.includes('max-presence') || answer.includes('starved'))).toBe(true);
    expect(run.rules.broken).toEqual([]);
  });
});
