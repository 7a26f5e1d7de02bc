import { expect, it } from 'vitest';
import { JunctionController } from '../../src/city/junction-controller.ts';
import { ConflictMonitor } from '../../src/monitor/conflict-monitor.ts';
import type { Violation } from '../../src/monitor/violation.ts';
import type { Junction } from '../../src/roadnet/map.ts';
import { findRule } from '../../src/scenario/programmes.ts';
import type { ProgrammeRule } from '../../src/scenario/scenario.ts';
import type { Lamp } from '../../src/signal/lamp.ts';
import type { Programme } from '../../src/signal/programme.ts';
import { describeWith } from '../support/needs.ts';
import { BENCHMARKS, DATA, imported, rawLights } from './sumo-data.ts';

const CYCLES = 4;

function programmeOf(junction: Junction, { cycleS, stages, offsets }: ProgrammeRule): Programme {
  const offsetS = offsets.kind === 'fixed' ? offsets.offsetS[junction.id]! : Number.NaN;
  return { junction: junction.id, cycleS, stages, offsetS };
}

/** What a head shows that obeys these letters of SUMO: an arrow that all lanes share is green while all of them are. */
function lampOf(letters: string): Lamp {
  if (/^[Gg]+$/.test(letters)) return 'green';
  return /[yY]/.test(letters) ? 'yellow' : 'red';
}

interface Played {
  /** Movement-seconds in which our lamp is not what the file shows, and all that were compared, per cycle. */
  readonly differing: Readonly<Record<string, number>>;
  readonly compared: number;
  /** What the conflict monitor finds in our lamps, over all cycles. */
  readonly violations: readonly Violation[];
  /** How often it finds the file's own lights out of sequence, per cycle. */
  readonly fileOutOfSequence: number;
}

/** Lets the junction controllers of a network run by themselves for several cycles, beside the letters of the file. */
function play(name: string): Played {
  const { netText, made } = imported(name);
  const lights = rawLights(netText);
  const startMs = Date.parse(made.start);
  const differing: Record<string, number> = {};
  const violations: Violation[] = [];
  let [compared, fileOutOfSequence] = [0, 0];
  const beginS = BENCHMARKS[name]!.beginS;
  for (const junction of made.map.junctions) {
    const programme = programmeOf(junction, findRule(made.programmes, junction.id)!);
    const controller = new JunctionController(junction, programme, startMs - 2000);
    const [ours, files] = [new ConflictMonitor(junction), new ConflictMonitor(junction)];
    const showing = (movement: string, s: number): Lamp => lampOf(lights(movement, beginS + s));
    for (let s = -1; s < CYCLES * programme.cycleS; s++) {
      const nowMs = startMs + 1000 * s;
      controller.advance(nowMs);
      ours.observe(nowMs, controller.lamps);
      files.observe(
        nowMs,
        junction.groups.map((group) => (group.kind === 'vehicle' ? showing(group.movements[0]!, s) : 'red')),
      );
      junction.groups.forEach((group, number) => {
        if (s < 0 || group.kind === 'pedestrian') return;
        for (const movement of group.movements) {
          const [lamp, due] = [controller.lamps[number]!, showing(movement, s)];
          compared += 1 / CYCLES;
          const key = `${lamp} where the file shows ${due}`;
          if (lamp !== due) differing[key] = (differing[key] ?? 0) + 1 / CYCLES;
        }
      });
    }
    violations.push(...ours.violations);
    fileOutOfSequence += files.violations.filter(isYellowToGreen).length / CYCLES;
  }
  return { compared, differing, violations, fileOutOfSequence };
}

function isYellowToGreen(violation: Violation): boolean {
  return violation.kind === 'illegal-sequence' && violation.seen.join() === 'yellow,green';
}

describeWith([{ path: DATA }], 'junction controllers that run imported programmes for four cycles, second by second', () => {
  it('hangzhou-4x4: green where the file shows green, and only there; the 3 s after it are yellow instead of red', () => {
    const { compared, differing, violations } = play('hangzhou-4x4');
    expect({ compared, differing, violations }).toEqual({
      compared: 53_760,
      differing: { 'yellow where the file shows red': 2304 },
      violations: [],
    });
  });

  // No signal goes from yellow to green: the monitor finds each of these in the file, and none in our lamps.
  it.each([
    { name: 'cologne3', compared: 3690, late: 1, groups: 1 },
    { name: 'cologne8', compared: 8622, late: 7, groups: 4 },
  ])('$name: as in the file, but for a second of red wherever the file goes from yellow straight back to green', (at) => {
    expect(play(at.name)).toEqual({
      compared: at.compared,
      differing: { 'red where the file shows green': at.late },
      violations: [],
      fileOutOfSequence: at.groups,
    });
  });
});
