import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Junction } from '../../src/roadnet/map.ts';
import type { Programme } from '../../src/signal/programme.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, longWalk, longWalkProgramme, tJunction, tProgramme } from '../support/junctions.ts';
import { type Arrival, PlayedStreet } from '../support/played-street.ts';

interface Layout {
  readonly junction: Junction;
  readonly programme: Programme;
}

const actuated = (programme: Programme, minGreenS: readonly number[]): Programme => ({
  ...programme,
  actuated: { minGreenS, gapS: 3, detectorM: 40 },
});

const layouts: readonly Layout[] = [
  { junction: fourLegs, programme: actuated(fourLegsProgramme, [10, 6, 8, 6]) },
  { junction: tJunction, programme: actuated(tProgramme, [9, 5, 7]) },
  { junction: longWalk, programme: actuated(longWalkProgramme, [5, 5, 5, 5]) },
];
const fixed: readonly Layout[] = [
  { junction: fourLegs, programme: fourLegsProgramme },
  { junction: tJunction, programme: tProgramme },
];

const END_MS = 900_000;
const layout = (among: readonly Layout[]) => fc.constantFrom(...among);
const someone = fc.record({ atMs: fc.integer({ min: 0, max: END_MS }), group: fc.nat(11) });
const arrivals = fc.array(someone, { maxLength: 250 });
const act = fc.record({
  afterS: fc.integer({ min: 1, max: 90 }),
  stage: fc.nat(7),
  kind: fc.constantFrom('hold', 'hold', 'release', 'fault', 'repair'),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Plays the arrivals and the acts to the end, and then on without anybody new until all have gone or ten cycles have passed. */
function play({ junction, programme }: Layout, all: readonly Arrival[], acts: readonly Act[], stepMs = 1000) {
  const street = new PlayedStreet(
    junction,
    all.map(({ atMs, group }) => ({ atMs, group: group % junction.groups.length })),
  );
  const run = new JunctionRun(junction, programme, { stepMs, street });
  const go = (): void => {
    run.step();
    street.play(run.nowMs, run.controller.lamps);
  };
  for (const { afterS, stage, kind } of acts) {
    if (kind === 'release') run.send({ kind: 'release' });
    if (kind === 'fault' || kind === 'repair') run.controller.setFault(kind === 'fault');
    const untilMs = run.nowMs + 1000 * afterS;
    while (run.nowMs < untilMs) {
      if (kind === 'hold' && run.nowMs % 4000 === 0) run.serve(junction.stages[stage % junction.stages.length]?.id ?? '');
      go();
    }
  }
  run.controller.setFault(false);
  while (run.nowMs < END_MS) go();
  const lastMs = run.nowMs + 10_000 * programme.cycleS;
  while (street.stillWaiting > 0 && run.nowMs < lastMs) go();
  return { run, street };
}

describe('an actuated junction, whoever comes and whatever is commanded', () => {
  it('keeps every rule of its lamps and of its leases', () => {
    fc.assert(
      fc.property(
        layout(layouts),
        fc.constantFrom(500, 1000),
        arrivals,
        fc.array(act, { maxLength: 12 }),
        (on, stepMs, all, acts) => {
          const { run } = play(on, all, acts, stepMs);
          expect(run.rules.broken).toEqual([]);
          expect(run.leases.violations).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('without commands serves everybody within a cycle of its maxima, as long as its queues clear', () => {
    const few = fc.array(someone, { maxLength: 60 });
    fc.assert(
      fc.property(layout(layouts), few, (on, all) => {
        const { run, street } = play(on, all, []);
        expect(street.stillWaiting).toBe(0);
        // Two who come together to a crowded group may need two greens; walk and clearance may outlast a stage's end by the walk.
        expect(street.longestWaitMs).toBeLessThanOrEqual(2000 * on.programme.cycleS);
        expect(run.state().mode).toBe('programme');
      }),
      { numRuns: 40 },
    );
  });

  it('is back in its programme once nothing is commanded any more', () => {
    fc.assert(
      fc.property(layout(layouts), arrivals, fc.array(act, { minLength: 1, maxLength: 6 }), (on, all, acts) => {
        const { run } = play(on, all, acts);
        expect(run.state().mode).toBe('programme');
        expect(run.controller.inProgramme(run.nowMs)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('people on foot', () => {
  const held = fc.array(
    fc.record({
      afterS: fc.integer({ min: 1, max: 60 }),
      stage: fc.nat(7),
      kind: fc.constantFrom('hold', 'hold', 'hold', 'release'),
    }),
    { minLength: 10, maxLength: 40 },
  );
  const onFoot = fc.array(fc.record({ atMs: fc.integer({ min: 0, max: END_MS }), group: fc.nat(11) }), {
    minLength: 1,
    maxLength: 60,
  });

  it('are served in the end at every junction, however often priority comes', () => {
    fc.assert(
      fc.property(layout([...layouts, ...fixed]), onFoot, held, (on, all, acts) => {
        const { junction, programme } = on;
        const walkers = all.filter(({ group }) => junction.groups[group % junction.groups.length]?.kind === 'pedestrian');
        const { run, street } = play(on, walkers, acts);
        expect(street.stillWaiting).toBe(0);
        expect(street.longestWaitMs).toBeLessThanOrEqual(1000 * (junction.maxPresenceS + 3 * programme.cycleS));
        expect(run.rules.broken).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('are served though only stages without crossings are asked for, on and on', () => {
    const acts = Array.from({ length: 40 }, (_, i): Act => ({ afterS: 20, stage: 4 + (i % 4), kind: 'hold' }));
    for (const programme of [fourLegsProgramme, actuated(fourLegsProgramme, [10, 6, 8, 6])]) {
      const everywhere = fourLegs.groups.map((_, group) => ({ atMs: 30_000, group }));
      const { street } = play({ junction: fourLegs, programme }, everywhere, acts);
      expect(street.longestWaitMs).toBeGreaterThan(60_000);
      expect(street.longestWaitMs).toBeLessThan(1000 * (fourLegs.maxPresenceS + 100));
    }
  });
});
