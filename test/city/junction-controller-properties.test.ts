import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Junction } from '../../src/roadnet/map.ts';
import type { Programme } from '../../src/signal/programme.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, tJunction, tProgramme } from '../support/junctions.ts';
import { stageDue } from '../support/stage-due.ts';

interface Act {
  readonly afterS: number;
  readonly stage: number;
  readonly leaseS: number;
  readonly kind: 'serve' | 'hold' | 'release' | 'stale' | 'ahead' | 'fault' | 'repair';
}

interface Layout {
  readonly junction: Junction;
  readonly programme: Programme;
}

const layouts: readonly Layout[] = [
  { junction: fourLegs, programme: fourLegsProgramme },
  { junction: tJunction, programme: tProgramme },
  { junction: { ...fourLegs, maxPresenceS: 40 }, programme: { ...fourLegsProgramme, offsetS: 33.337 } },
];

const layout = fc.nat(layouts.length - 1);
const step = fc.constantFrom(500, 1000, 300);
const start = fc.oneof(
  fc.integer({ min: 0, max: 200_000 }),
  fc.nat(200).map((second) => 1000 * second),
);
const act = (kinds: readonly Act['kind'][]): fc.Arbitrary<Act> =>
  fc.record({
    afterS: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })),
    stage: fc.nat(7),
    leaseS: fc.integer({ min: 1, max: 15 }),
    kind: fc.constantFrom(...kinds),
  });

/** Plays the acts; `each` sees every step, with the end of the lease in force (-Infinity: none). */
function play(run: JunctionRun, junction: Junction, acts: readonly Act[], each: (leaseUntilMs: number) => void = () => {}): void {
  let leaseUntilMs = Number.NEGATIVE_INFINITY;
  const serve = (stage: string, leaseS: number): void => {
    if (run.serve(stage, leaseS).outcome === 'accepted') leaseUntilMs = run.nowMs + 1000 * leaseS;
  };
  for (const { afterS, stage, leaseS, kind } of acts) {
    const name = junction.stages[stage % junction.stages.length]?.id ?? '';
    const untilMs = run.nowMs + 1000 * afterS;
    if (kind === 'serve') serve(name, leaseS);
    if (kind === 'stale') run.serve(name, leaseS, { sequence: 0 });
    if (kind === 'ahead') run.serve(name, leaseS, { sequence: run.nowMs + 60_001 + stage });
    if (kind === 'release' && run.send({ kind: 'release' }).outcome === 'accepted') leaseUntilMs = Number.NEGATIVE_INFINITY;
    if (kind === 'fault' || kind === 'repair') run.controller.setFault(kind === 'fault');
    while (run.nowMs < untilMs) {
      if (kind === 'hold') serve(name, leaseS);
      run.step();
      each(leaseUntilMs);
    }
  }
  run.controller.setFault(false);
}

/** Minimum green, or walk and clearance, and intergreen, of whatever is open. */
function longestTurnS({ groups, intergreens }: Junction): number {
  const open = groups.map((group) => (group.kind === 'vehicle' ? group.minGreenS : group.walkS + group.clearanceS));
  return Math.max(...open) + Math.max(...intergreens.map(({ seconds }) => seconds));
}

describe('whatever is commanded', () => {
  it('every lamp keeps conflicts, intergreens, yellows, minimums, clearances and sequences, and priority its limits', () => {
    fc.assert(
      fc.property(
        layout,
        step,
        start,
        fc.array(act(['serve', 'hold', 'release', 'stale', 'ahead', 'fault', 'repair']), { maxLength: 25 }),
        (at, stepMs, startMs, acts) => {
          const on = layouts[at] as Layout;
          const run = new JunctionRun(on.junction, on.programme, { startMs, stepMs });
          play(run, on.junction, acts);
          run.until(run.nowMs / 1000 + 100);
          expect(run.rules.broken).toEqual([]);
          expect(run.leases.violations).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('two cycles after the last lease the junction is back in its programme, and stays there', () => {
    fc.assert(
      fc.property(
        layout,
        step,
        start,
        fc.array(act(['serve', 'hold', 'release', 'fault', 'repair']), { minLength: 1, maxLength: 12 }),
        (at, stepMs, startMs, acts) => {
          const on = layouts[at] as Layout;
          const run = new JunctionRun(on.junction, on.programme, { startMs, stepMs });
          play(run, on.junction, acts);
          let freeS = run.nowMs / 1000;
          run.until(freeS + 60 + 2 * on.programme.cycleS, (second) => {
            if (run.state().mode === 'priority' || run.state().mode === 'starved-service') freeS = second;
          });
          run.until(freeS + 2 * on.programme.cycleS);
          const exact = startMs % stepMs === 0 && stepMs !== 300 && Number.isInteger(on.programme.offsetS);
          expect(run.state().mode).toBe('programme');
          run.until(run.nowMs / 1000 + on.programme.cycleS, () => {
            if (exact) expect(run.controller.inProgramme(run.nowMs)).toBe(true);
            const due = stageDue(on.junction, on.programme, run.nowMs);
            const before = stageDue(on.junction, on.programme, run.nowMs - 1500);
            if (due === before) expect(run.state().stage).toBe(due);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('nobody is red for longer than maximum presence, the longest turn and a cycle', () => {
    const wish = fc.record({
      afterS: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 60 }), fc.integer({ min: 80, max: 130 })),
      stage: fc.nat(7),
      leaseS: fc.constant(2),
      kind: fc.constantFrom('hold', 'hold', 'hold', 'release'),
    });
    fc.assert(
      fc.property(layout, start, fc.array(wish, { minLength: 5, maxLength: 25 }), (at, startMs, acts) => {
        const on = layouts[at] as Layout;
        const run = new JunctionRun(on.junction, on.programme, { startMs, stepMs: 1000 });
        const longestMs = 1000 * (on.junction.maxPresenceS + longestTurnS(on.junction) + on.programme.cycleS);
        const redFromMs = new Map<string, number>();
        play(run, on.junction, acts, () => {
          for (const { kind, id } of on.junction.groups) {
            if (kind !== 'vehicle') continue;
            if (run.controller.lamp(id) !== 'red') redFromMs.delete(id);
            else if (!redFromMs.has(id)) redFromMs.set(id, run.nowMs);
            expect(run.nowMs - (redFromMs.get(id) ?? run.nowMs)).toBeLessThanOrEqual(longestMs);
          }
        });
        expect(run.leases.violations).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('no command has effect beyond its lease', () => {
    fc.assert(
      fc.property(layout, start, fc.array(act(['serve', 'hold', 'release']), { maxLength: 20 }), (at, startMs, acts) => {
        const on = layouts[at] as Layout;
        const run = new JunctionRun(on.junction, on.programme, { startMs });
        play(run, on.junction, acts, (leaseUntilMs) => {
          const { mode, command } = run.state();
          if (run.nowMs < leaseUntilMs) return;
          expect(mode).not.toBe('priority');
          expect(command).toBeUndefined();
        });
      }),
      { numRuns: 100 },
    );
  });

  it('a stage foreign to the programme is left after the lease as soon as minimums allow and another can be entered', () => {
    const longestS = 10 + 5 + 10 + 5;
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), fc.constantFrom('NB', 'SB', 'EB', 'WB'), (startMs, heldS, stage) => {
        const run = new JunctionRun(fourLegs, fourLegsProgramme, { startMs });
        run.hold(stage, startMs / 1000 + heldS);
        run.until(run.nowMs / 1000 + longestS, () => {});
        expect(run.state().stage).not.toBe(stage);
      }),
      { numRuns: 150 },
    );
  });

  it('every accepted wish is renewed, or answered for once at its end', () => {
    fc.assert(
      fc.property(
        layout,
        start,
        fc.array(act(['serve', 'hold', 'release', 'fault', 'repair']), { maxLength: 15 }),
        (at, startMs, acts) => {
          const on = layouts[at] as Layout;
          const run = new JunctionRun(on.junction, on.programme, { startMs });
          play(run, on.junction, acts);
          run.until(run.nowMs / 1000 + 16);
          const ends = run.confirmations
            .filter(({ outcome }) => outcome === 'released' || outcome === 'expired')
            .map(({ command }) => command);
          expect(new Set(ends).size).toBe(ends.length);
          run.accepted.forEach(({ command, stage }, i) => {
            if (!ends.includes(command)) expect(run.accepted[i + 1]?.stage).toBe(stage);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
