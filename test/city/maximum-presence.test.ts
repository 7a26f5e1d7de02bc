import { describe, expect, it } from 'vitest';
import { JunctionRun } from '../support/junction-run.ts';
import {
  fiveArms,
  fiveArmsProgramme,
  fourLegs,
  fourLegsProgramme,
  longWalk,
  longWalkProgramme,
  tJunction,
  tProgramme,
} from '../support/junctions.ts';

/** The four-leg junction, whose cycle of 100 s begins at second 0: A 0-35, B 40-50, C 55-80, D 85-95; maximum presence 120 s. */
const crossing = (startS = 0): JunctionRun => new JunctionRun(fourLegs, fourLegsProgramme, { startMs: 1000 * startS });
/** The T-junction, whose cycle of 85 s begins at second 17: main 17-52, west 57-69, side 74-95; maximum presence 90 s. */
const tee = (): JunctionRun => new JunctionRun(tJunction, tProgramme, { startMs: 17_000 });

/** Stages with the seconds from which they were green, while the starved are served and no longer. */
function served(run: JunctionRun, toSecond: number): string[] {
  const stages: string[] = [];
  let before: string | undefined;
  run.until(toSecond, (second) => {
    const { mode, stage, nextStage } = run.state();
    const shown = mode === 'starved-service' && nextStage === undefined ? stage : undefined;
    if (shown !== undefined && shown !== before) stages.push(`${second} ${shown}`);
    before = shown;
  });
  return stages;
}

const maxPresences = (run: JunctionRun): number =>
  run.answers().filter((answer) => answer.endsWith('released/max-presence')).length;

describe('maximum presence', () => {
  it('Given the arterial is held without end, when its time is up, then every stage that waited is served in turn, the longest wait first', () => {
    const run = crossing();
    run.until(10);
    run.hold('A', 130);
    expect(run.state()).toMatchObject({ mode: 'priority', priorityHeldSinceMs: 10_500 });
    run.serve('A');
    expect(served(run, 184)).toEqual(['135.5 B', '150.5 C', '174.5 D']);
    expect(run.answers()).toContain('c31 released/max-presence');
    expect(run.rules.broken).toEqual([]);
  });

  it('Given the starved are being served, then commands are rejected until the last of them has had its time', () => {
    const run = crossing();
    run.until(10);
    run.hold('A', 130.5);
    run.until(184, () => {
      expect(run.state().mode).toBe('starved-service');
      expect(run.serve('A')).toMatchObject({ outcome: 'rejected', reason: 'starved-service' });
    });
    run.step();
    expect(run.state().mode).toBe('recovery');
    expect(run.serve('A')).toMatchObject({ outcome: 'accepted' });
  });

  it('Given all have been served, when priority comes again, then it may hold for the whole maximum again', () => {
    const run = crossing();
    run.until(10);
    run.hold('A', 130.5);
    run.until(184.5);
    run.hold('A', 304.5);
    expect(run.state()).toMatchObject({ mode: 'priority', priorityHeldSinceMs: 185_000 });
    expect(maxPresences(run)).toBe(1);
    run.hold('A', 305.5);
    expect(maxPresences(run)).toBe(2);
  });

  it('each starved stage is green for 12 s, for less only where its programme gives less, for more only where pedestrians need it', () => {
    const run = crossing();
    run.until(10);
    run.hold('A', 130.5);
    const greenS: Record<string, number> = {};
    run.until(184, () => {
      for (const group of run.green()) greenS[group] = (greenS[group] ?? 0) + 0.5;
    });
    expect(greenS).toMatchObject({ NBL: 10, SBL: 10, EBT: 7 + 12, WBT: 7 + 12, 'P-N': 7, EBL: 10 });
    const west = tee();
    west.until(20);
    west.hold('side', 110.5);
    expect(served(west, 150)).toEqual(['115.5 west', '132.5 main']);
  });

  it('the starved stage gives its pedestrians walk and clearance', () => {
    const run = tee();
    run.until(20);
    run.hold('west', 110.5);
    expect(run.state().mode).toBe('starved-service');
    const shown = new Set<string>();
    run.until(136, () => shown.add(run.controller.lamp('P-E')));
    expect([...shown]).toEqual(['red', 'green', 'flashing']);
    run.step();
    expect(run.controller.lamp('P-E')).toBe('red');
    expect(run.rules.broken).toEqual([]);
  });

  it('Given a street comes to have waited for the maximum while others are served, then it is served too', () => {
    const run = crossing();
    run.until(72);
    run.hold('A', 192.5);
    expect(run.state().groups.find(({ group }) => group === 'EBT')?.sinceMs).toBeGreaterThan(72_500);
    expect(served(run, 246)).toEqual(['197.5 D', '212.5 B', '227.5 C']);
  });

  it('Given a street has not waited for the maximum when the starved have been served, then it waits on', () => {
    const run = crossing();
    run.until(40);
    run.hold('C', 120);
    run.hold('A', 160.5);
    expect(served(run, 195)).toEqual(['165.5 D', '180.5 B']);
    expect(run.state().mode).toBe('recovery');
  });

  it('Given many stages and a short maximum, then each is served once and commands are taken again', () => {
    const run = new JunctionRun(fiveArms, fiveArmsProgramme);
    run.hold('a', 15.5);
    expect(run.state().mode).toBe('starved-service');
    expect(served(run, 300)).toEqual(['20.5 b', '31.5 c', '42.5 d', '53.5 e', '64.5 a']);
    expect(run.serve('a')).toMatchObject({ outcome: 'accepted' });
  });

  it('Given each service lasts so long that the first have waited for the maximum again at its end, then commands are taken again all the same', () => {
    const run = new JunctionRun(longWalk, longWalkProgramme);
    run.hold('d', 15.5);
    expect(served(run, 400)).toEqual(['20.5 b', '52 c', '99.5 d', '109.5 a']);
    expect(run.state().mode).toBe('programme');
  });
});

describe('what counts as waiting', () => {
  it('a planned cross service starts the clock anew for those it serves, and only for them', () => {
    const run = tee();
    run.until(20);
    run.hold('main', 80);
    run.hold('west', 95);
    run.hold('main', 100);
    expect(run.state().priorityHeldSinceMs).toBe(20_500);
    run.hold('side', 109);
    run.hold('main', 170);
    expect(maxPresences(run)).toBe(0);
    expect(run.state().priorityHeldSinceMs).toBe(95_500);
  });

  it('Given the wish turns to the starved stage just in time, then it is not dropped on the way there', () => {
    const run = tee();
    run.until(20);
    run.hold('main', 60);
    run.hold('west', 75);
    run.hold('main', 109);
    expect(run.state().priorityHeldSinceMs).toBe(20_500);
    run.hold('side', 120);
    expect(run.green()).toContain('NB');
    expect(maxPresences(run)).toBe(0);
  });

  it('an interval without priority counts as service only for those that were green in that interval', () => {
    const run = tee();
    run.until(20);
    run.hold('main', 45);
    run.until(70);
    run.hold('side', 85);
    run.hold('main', 120);
    run.send({ kind: 'release' });
    run.step();
    run.hold('main', 165);
    expect(maxPresences(run)).toBe(1);
  });

  it('letting go for a moment and asking again does not start it anew', () => {
    const run = crossing();
    run.until(10);
    while (run.nowMs < 128_000) {
      run.serve('A');
      run.until(run.nowMs / 1000 + 4);
      run.send({ kind: 'release' });
      run.step();
    }
    run.serve('A');
    run.until(131);
    expect(maxPresences(run)).toBe(1);
  });

  it('Given priority lets go when the street that waited can no longer get its green in this cycle, then the street is served out of turn when it has waited for the maximum and a cycle', () => {
    const run = crossing();
    run.until(184);
    run.hold('A', 292);
    expect(served(run, 380)).toEqual(['327 D', '342 B', '357 C']);
    expect(run.controller.lamp('EBL')).toBe('red');
    expect(run.rules.broken).toEqual([]);
  });

  it('Given a street has been red for more than a cycle when priority comes, then it counts from the end of that cycle', () => {
    const run = crossing();
    run.until(72);
    run.hold('A', 192.5);
    run.until(335);
    expect(run.state().groups.find(({ group }) => group === 'NBL')?.sinceMs).toBe(225_500);
    run.serve('A');
    run.step();
    expect(run.state().priorityHeldSinceMs).toBe(322_500);
  });

  it('the red before and in a fault counts for nobody, that after it does', () => {
    const run = crossing();
    run.until(10);
    run.hold('A', 20);
    run.controller.setFault(true);
    run.until(360);
    run.controller.setFault(false);
    expect(served(run, 370)).toEqual([]);
    run.hold('A', 479.5);
    expect(run.state().mode).toBe('priority');
    run.hold('A', 480);
    expect(run.state().mode).toBe('starved-service');
  });
});
