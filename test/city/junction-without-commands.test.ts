import { describe, expect, it } from 'vitest';
import { JunctionController } from '../../src/city/junction-controller.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { ARTERIAL, CROSS, crossing } from '../support/four-leg-run.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { fourLegs, fourLegsProgramme, tJunction, tProgramme } from '../support/junctions.ts';

describe('without commands', () => {
  it('a junction begins at its place in the cycle', () => {
    expect(crossing(0).green()).toEqual(ARTERIAL);
    expect(crossing(30).controller.lamp('P-E')).toBe('flashing');
    expect(crossing(36).controller.lamp('NBT')).toBe('yellow');
    expect(crossing(39).green()).toEqual([]);
    const late = crossing(60);
    expect(late.green()).toEqual(CROSS);
    expect(late.state().groups.find((group) => group.group === 'EBT')).toMatchObject({ sinceMs: 55_000, likelyEndMs: 80_000 });
  });

  it('it shows greens, walks and clearances to the second, cycle after cycle', () => {
    const run = crossing();
    const changes: string[] = [];
    let shown = 'A';
    run.until(205, (second) => {
      const now = `${run.state().stage ?? ''} ${run.controller.lamp('P-N')} ${run.controller.lamp('NBT')}`;
      if (now !== shown) changes.push(`${second} ${now}`);
      shown = now;
    });
    expect(changes.slice(1, 12)).toEqual([
      '35  red yellow',
      '38  red red',
      '40 B red red',
      '50  red red',
      '55 C green red',
      '68 C flashing red',
      '80  red red',
      '85 D red red',
      '95  red red',
      '100 A red green',
      '135  red yellow',
    ]);
    expect(run.state().mode).toBe('programme');
    expect(run.rules.broken).toEqual([]);
  });

  it('a group in two stages that follow each other stays green between them', () => {
    const run = new JunctionRun(tJunction, tProgramme, { startMs: 17_000 });
    run.until(17 + 40);
    expect(run.green()).toEqual(['WBT', 'WBL']);
    expect(run.state()).toMatchObject({ stage: 'west', mode: 'programme' });
    expect(run.state().groups.find((group) => group.group === 'WBT')?.sinceMs).toBe(17_000);
  });

  it('a programme that cannot run there is refused with all its faults', () => {
    expect(() => new JunctionController(fourLegs, { ...fourLegsProgramme, cycleS: 99 }, 0)).toThrow(InputFaults);
  });

  it('it tells when each lamp will end', () => {
    const run = crossing();
    run.until(60);
    const ends = Object.fromEntries(
      run.state().groups.map((g) => [g.group, [(g.minEndMs ?? 0) / 1000, (g.likelyEndMs ?? 0) / 1000]]),
    );
    expect(ends.EBT).toEqual([63, 80]);
    expect(ends['P-N']).toEqual([62, 68]);
    expect(ends.EBL).toEqual([62 + 12 + 2, 85]);
    expect(ends.NBT).toEqual([76, 100]);
  });
});
