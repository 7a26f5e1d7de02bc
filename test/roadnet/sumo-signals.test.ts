import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImportedSumo, importSumoNetwork } from '../../src/roadnet/import/sumo-map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { checkProgramme } from '../../src/signal/programme-check.ts';
import { compileProgramme, programmeLamp } from '../../src/signal/programme-plan.ts';
import { type CrossingOptions, type CrossingPhase, crossingMovement, crossingText } from './sumo-crossing.ts';

/** North-south first, its left turns giving way; then the east-west road. Links: n (r s l), e, s, w. */
const TWO_STAGES: readonly CrossingPhase[] = [
  { durationS: 30, state: 'GGgrrrGGgrrr' },
  { durationS: 4, state: 'yyyrrryyyrrr' },
  { durationS: 2, state: 'rrrrrrrrrrrr' },
  { durationS: 20, state: 'rrrGGgrrrGGg' },
  { durationS: 3, state: 'rrryyyrrryyy' },
  { durationS: 1, state: 'rrrrrrrrrrrr' },
];

function imported(options: CrossingOptions): ImportedSumo {
  const made = importSumoNetwork('net.xml', crossingText(options), 'crossing');
  decodeMap('made', JSON.parse(JSON.stringify(made.map)));
  for (const programme of made.programmes) {
    expect(checkProgramme(made.map.junctions[0]!, { ...programme, offsetS: programme.startsS })).toEqual([]);
  }
  return made;
}

/** Seconds of one cycle in which a movement is green, by our programme on the clock of the data. */
function greenSeconds({ map, programmes }: ImportedSumo, link: number): readonly number[] {
  const [junction, programme] = [map.junctions[0]!, programmes[0]!];
  const plan = compileProgramme(junction, { ...programme, offsetS: programme.startsS });
  const number = junction.groups.findIndex(
    (group) => group.kind === 'vehicle' && group.movements.includes(crossingMovement(link)),
  );
  const seconds = Array.from({ length: programme.cycleS }, (_, s) => s);
  return seconds.filter((s) => programmeLamp(plan, number, junction.groups[number]!, 1000 * s).lamp === 'green');
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

const leftOut = (made: ImportedSumo): Record<string, number> =>
  Object.fromEntries(made.leftOut.map(({ what, count }) => [what, count]));
const yieldsTo = (made: ImportedSumo, link: number): readonly string[] =>
  made.map.movements.find(({ id }) => id === crossingMovement(link))!.yieldsTo;

describe("import of SUMO's signal programmes", () => {
  it('Given two stages, then groups, yellows and intergreens are those of the programme', () => {
    const { map, programmes } = imported({ phases: TWO_STAGES });
    const [junction] = map.junctions;
    expect(junction!.groups.map((group) => group.kind === 'vehicle' && [group.movements.length, group.yellowS])).toEqual([
      [6, 4],
      [6, 3],
    ]);
    expect(junction!.intergreens.map(({ from, to, seconds }) => [from, to, seconds])).toEqual([
      ['G1', 'G2', 6],
      ['G2', 'G1', 4],
    ]);
    expect(programmes[0]!.stages.map(({ greenS }) => greenS)).toEqual([30, 20]);
    expect(junction!.assumed).toBe(false);
  });

  it('Given an offset, then each state stands where SUMO has it: at (t - offset) modulo the cycle', () => {
    for (const offsetS of [0, 7, -11, 200]) {
      const made = imported({ phases: TWO_STAGES, offsetS });
      const shifted = range(0, 30).map((s) => (((s + offsetS) % 60) + 60) % 60);
      expect(greenSeconds(made, 1)).toEqual([...shifted].sort((a, b) => a - b));
    }
  });

  it('Given permitted turns, then "g" gives way to the "G" that it meets, and not to those whom the red holds', () => {
    const made = imported({ phases: TWO_STAGES });
    expect([...yieldsTo(made, 2)].sort()).toEqual([6, 7].map(crossingMovement).sort());
    expect(yieldsTo(made, 1)).toEqual([]);
    expect(leftOut(made)).toEqual({});
  });

  it('Given a left turn that stays green when the straight traffic is closed, then it has its own stage, to the second', () => {
    const phases = [
      { durationS: 30, state: 'GGgrrrGGgrrr' },
      { durationS: 3, state: 'yygrrryygrrr' },
      { durationS: 8, state: 'rrGrrrrrGrrr' },
      ...TWO_STAGES.slice(1),
    ].map(({ durationS, state }, i) => ({ durationS, state: i === 3 ? 'rryrrrrryrrr' : state }));
    const made = imported({ phases });
    expect(greenSeconds(made, 1)).toEqual(range(0, 30));
    expect(greenSeconds(made, 2)).toEqual(range(0, 41));
    expect(greenSeconds(made, 4)).toEqual(range(47, 67));
  });

  it('Given greens that follow each other at once across the node, then the first ends 3 s early, and that is told', () => {
    const made = imported({
      phases: [
        { durationS: 30, state: 'GGgrrrGGgrrr' },
        { durationS: 20, state: 'rrrGGgrrrGGg' },
        { durationS: 5, state: 'rrrrrrrrrrrr' },
      ],
    });
    expect(greenSeconds(made, 1)).toEqual(range(0, 27));
    expect(greenSeconds(made, 4)).toEqual(range(30, 50));
    expect(leftOut(made)['seconds of green cut: less than 3 s to the green of another that it meets']).toBe(18);
  });

  it('Given lamps that our heads do not play as the file has them, then that is told', () => {
    const noYellow = TWO_STAGES.map(({ durationS, state }) => ({ durationS, state: state.replaceAll('y', 'r') }));
    expect(leftOut(imported({ phases: noYellow }))['movements with a yellow of less than 3 s or more than 6 s: 3 s or 6 s']).toBe(
      12,
    );
    const atOnce = [
      { durationS: 30, state: 'GGgrrrGGgrrr' },
      { durationS: 4, state: 'yygrrryygrrr' },
      { durationS: 20, state: 'GGgrrrGGgrrr' },
      { durationS: 6, state: 'yyyrrryyyrrr' },
      { durationS: 20, state: 'rrrGGgrrrGGg' },
      { durationS: 4, state: 'rrryyyrrryyy' },
    ];
    expect(
      leftOut(imported({ phases: atOnce }))[
        "greens straight after their own movement's yellow, which no signal may show: a step of red between"
      ],
    ).toBe(4);
  });

  it('Given right turns on red after a stop, then they may, and the rest may not', () => {
    const phases = TWO_STAGES.map(({ durationS, state }) => ({ durationS, state: state.replace(/^r/, 's') }));
    const { map } = imported({ phases });
    expect(map.movements.filter(({ onRed }) => onRed === 'after-stop').map(({ id }) => id)).toEqual([crossingMovement(0)]);
  });

  it('Given an actuated programme, then greens are the longest, with the least, the gap and the detectors beside them', () => {
    const text = crossingText({ phases: TWO_STAGES, type: 'actuated' })
      .replace('duration="30"', 'duration="30" minDur="6" maxDur="45"')
      .replace('</tlLogic>', '<param key="max-gap" value="2.5"/></tlLogic>');
    const { programmes } = importSumoNetwork('net.xml', text, 'crossing');
    expect(programmes[0]).toMatchObject({ cycleS: 75, actuated: { minGreenS: [6, 20], gapS: 2.5, detectorM: 27.8 } });
    expect(programmes[0]!.stages.map(({ greenS }) => greenS)).toEqual([45, 20]);
  });

  it('Given a NEMA programme, then its phases run from least to greatest with the yellow and red that SUMO adds, and that is told', () => {
    const nema = (ring1: string, ring2 = '0,0'): ImportedSumo => {
      const text = crossingText({ phases: [TWO_STAGES[0]!, TWO_STAGES[3]!], type: 'NEMA' })
        .replace('duration="30"', 'duration="99" minDur="5" maxDur="30" vehext="2.5" yellow="4" red="2" name="2"')
        .replace('duration="20"', 'duration="99" minDur="6" maxDur="20" vehext="2" yellow="3" red="1" name="4"')
        .replace('</tlLogic>', `<param key="ring1" value="${ring1}"/><param key="ring2" value="${ring2}"/></tlLogic>`);
      return importSumoNetwork('net.xml', text, 'crossing');
    };
    const plain = imported({ phases: TWO_STAGES, type: 'actuated' });
    const made = nema('2,4');
    expect(made.map).toEqual(plain.map);
    expect(made.programmes).toEqual([
      { ...plain.programmes[0]!, actuated: { ...plain.programmes[0]!.actuated!, minGreenS: [5, 6], gapS: 2.5 } },
    ]);
    expect(Object.keys(leftOut(made))).toEqual([expect.stringMatching(/^signal programmes of type NEMA: .* left out$/)]);
    expect(nema('4,2').programmes[0]!.stages.map(({ greenS }) => greenS)).toEqual([20, 30]);
    expect(leftOut(nema('2,0', '0,4'))).toMatchObject({
      'NEMA programmes of two rings: phases of the second follow those of the first instead of running beside them': 1,
    });
  });

  it('Given any actuated phases with any least durations, then the programme runs at its junction', () => {
    const letters = fc.array(fc.constantFrom('r', 'r', 'r', 'G', 'g', 'y'), { minLength: 12, maxLength: 12 });
    const phase = fc.record({ durationS: fc.integer({ min: 1, max: 30 }), state: letters.map((l) => l.join('')) });
    const phases = fc.array(phase, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(phases, fc.integer({ min: 1, max: 12 }), (list, minS) => {
        const text = crossingText({ phases: list, type: 'actuated' }).replace(
          /duration="(\d+)"/g,
          (all, s) => `${all} minDur="${Math.min(minS, Number(s))}"`,
        );
        const { map, programmes } = importSumoNetwork('net.xml', text, 'crossing');
        for (const one of programmes) {
          expect(checkProgramme(map.junctions[0]!, { ...one, offsetS: one.startsS })).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('Given a programme over two nodes, then each is a junction that keeps its own seconds of it', () => {
    const more = [
      '<edge id="on" from="n" to="far"><lane id="on_0" index="0" speed="13.89" length="100"/></edge>',
      '<junction id="far" type="dead_end" x="0" y="300" incLanes="on_0" intLanes=""/>',
      '<connection from="n-out" to="on" fromLane="0" toLane="0" tl="c" linkIndex="12" dir="s" state="M"/>',
    ].join('\n');
    const letters = ['r', 'r', 'r', 'G', 'y', 'r'];
    const phases = TWO_STAGES.map(({ durationS, state }, i) => ({ durationS, state: state + letters[i] }));
    const { map, programmes } = importSumoNetwork('net.xml', crossingText({ phases, more }), 'crossing');
    expect(map.junctions.map(({ id, name, groups }) => [id, name, groups.length])).toEqual([
      ['c', 'c', 2],
      ['n', 'c', 1],
    ]);
    const [, second] = programmes;
    expect([second!.cycleS, second!.startsS, second!.stages.map(({ greenS }) => greenS)]).toEqual([60, 36, [20, 40]]);
    expect(map.junctions[1]!.stages.map(({ name }) => name)).toEqual(['G1', 'all red']);
  });

  it('Given signals that are switched off, then the node has right of way alone', () => {
    const made = imported({ phases: [{ durationS: 90, state: 'oOooOooOooOo' }] });
    expect(made.map.junctions).toEqual([]);
    expect(yieldsTo(made, 5).length).toBe(6);
  });

  it('Given stages in any order with yellows and all reds between them, then every second is that of the file', () => {
    const road = ['GGgrrrGGgrrr', 'GGrrrrGGrrrr', 'rrGrrrrrGrrr', 'GGGrrrrrrrrr', 'rrrrrrGGGrrr', 'rrrrrrrrrrrr'];
    const stage = fc.constantFrom(...road, ...road.map((state) => state.slice(-3) + state.slice(0, -3)));
    const stages = fc.array(fc.record({ state: stage, greenS: fc.integer({ min: 5, max: 40 }) }), { minLength: 1, maxLength: 6 });
    const [yellowS, allRedS] = [fc.integer({ min: 3, max: 6 }), fc.integer({ min: 0, max: 3 })];
    fc.assert(
      fc.property(stages, yellowS, allRedS, fc.integer({ min: -100, max: 100 }), (list, yellow, allRed, offsetS) => {
        const phases = list.flatMap(({ state, greenS }, i): CrossingPhase[] => {
          const next = list[(i + 1) % list.length]!.state;
          const closing = (lamp: string): string =>
            [...state].map((letter, link) => (letter === 'r' || next[link] !== 'r' ? letter : lamp)).join('');
          return [
            { durationS: greenS, state },
            { durationS: yellow, state: closing('y') },
            { durationS: allRed, state: closing('r') },
          ];
        });
        const made = imported({ phases, offsetS });
        expect(Object.keys(leftOut(made)).filter((what) => !what.startsWith('movements that are never green'))).toEqual([]);
        expectReplay(made, phases, offsetS);
      }),
      { numRuns: 150 },
    );
  });

  it('Given any phases, then the map is sound, its programmes run, and what is not as in the file is counted', () => {
    const letters = fc.array(fc.constantFrom('r', 'r', 'r', 'G', 'g', 'y', 's'), { minLength: 12, maxLength: 12 });
    const phase = fc.record({ durationS: fc.integer({ min: 1, max: 30 }), state: letters.map((l) => l.join('')) });
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 6 }), (phases) => {
        const made = imported({ phases });
        if (made.leftOut.length > 0) return;
        expectReplay(made, phases, 0);
      }),
      { numRuns: 150 },
    );
  });
});

/** Every movement with a signal is green in just those seconds in which the file shows green. */
function expectReplay(made: ImportedSumo, phases: readonly CrossingPhase[], offsetS: number): void {
  const shown = phases.flatMap(({ durationS, state }) => Array.from({ length: durationS }, () => state));
  const at = (s: number): string => shown[(((s - offsetS) % shown.length) + shown.length) % shown.length]!;
  for (const group of made.map.junctions[0]?.groups ?? []) {
    if (group.kind !== 'vehicle') continue;
    for (const link of range(0, 12).filter((i) => group.movements.includes(crossingMovement(i)))) {
      expect(greenSeconds(made, link)).toEqual(range(0, shown.length).filter((s) => 'Gg'.includes(at(s)[link]!)));
    }
  }
}
