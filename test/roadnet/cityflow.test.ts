import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';
import { importCityflow } from '../../src/roadnet/import/cityflow.ts';
import type { ImportedProgramme } from '../../src/roadnet/import/imported-programme.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { checkProgramme } from '../../src/signal/programme-check.ts';
import { compileProgramme, programmeLamp } from '../../src/signal/programme-plan.ts';
import { type CityflowPhaseText, cityflowCrossing, LINK, RIGHTS } from '../support/cityflow-crossing.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

/** Straight on west-east, then north-south, then the lefts of each, with 5 s of right turns only between. */
const CHANGE: CityflowPhaseText = { time: 5, availableRoadLinks: RIGHTS };
const FOUR_STAGES: readonly CityflowPhaseText[] = [
  { time: 30, availableRoadLinks: [LINK.WT, LINK.ET, ...RIGHTS] },
  CHANGE,
  { time: 20, availableRoadLinks: [LINK.NT, LINK.ST, ...RIGHTS] },
  CHANGE,
  { time: 15, availableRoadLinks: [LINK.WL, LINK.EL, ...RIGHTS] },
  CHANGE,
  { time: 10, availableRoadLinks: [LINK.NL, LINK.SL, ...RIGHTS] },
  CHANGE,
];

function imported(phases: readonly CityflowPhaseText[]): ReturnType<typeof importCityflow> {
  return importCityflow('roadnet.json', cityflowCrossing(phases), 'crossing');
}

/** Movements with a signal that show green in each second of a cycle, on the data's own clock. */
function greenBySecond(map: RoadMap, { startsS, ...programme }: ImportedProgramme): readonly ReadonlySet<string>[] {
  const junction = indexMap(map).junction(programme.junction);
  const plan = compileProgramme(junction, { ...programme, offsetS: startsS });
  return Array.from({ length: programme.cycleS }, (_, second) => {
    const green = junction.groups.filter((group, i) => programmeLamp(plan, i, group, 1000 * second).lamp === 'green');
    return new Set(green.flatMap((group) => (group.kind === 'vehicle' ? group.movements : [])));
  });
}

interface RoadnetText {
  readonly intersections: readonly {
    readonly id: string;
    readonly roadLinks: readonly { readonly startRoad: string; readonly endRoad: string }[];
    readonly trafficLight?: { readonly lightphases: readonly CityflowPhaseText[] };
  }[];
}

/** The same of the file: what the phase of that second opens, but for what all phases open. */
function openBySecond(text: string, id: string): readonly ReadonlySet<string>[] {
  const { roadLinks, trafficLight } = (JSON.parse(text) as RoadnetText).intersections.find((node) => node.id === id)!;
  const phases = trafficLight!.lightphases;
  const movement = (link: number): string => `${roadLinks[link]!.startRoad}>${roadLinks[link]!.endRoad}`;
  const signalled = (link: number): boolean => !phases.every(({ availableRoadLinks }) => availableRoadLinks.includes(link));
  return phases.flatMap(({ time, availableRoadLinks }) => {
    const open = new Set(availableRoadLinks.filter(signalled).map(movement));
    return Array.from({ length: time }, () => open);
  });
}

describe("import of CityFlow's road networks", () => {
  const { map, programmes, leftOut } = imported(FOUR_STAGES);
  const index = indexMap(map);

  it('Given a crossing, then the map is sound and its roads end at the stop bars', () => {
    expect(decodeMap('crossing', map)).toEqual(map);
    expect([map.nodes.length, map.links.length, map.movements.length, map.junctions.length]).toEqual([5, 8, 12, 1]);
    expect(index.link('W-C')).toMatchObject({ from: 'W', to: 'C', lengthM: 185, speedLimitMps: 12.5 });
    expect(leftOut).toEqual([]);
  });

  it('Given lanes counted from the inside, then left turns leave from the inner lane and right turns from the kerb', () => {
    const lanesOf = (to: string): readonly number[] => index.findMovement('W-C', to)!.lanes.map(([from]) => from);
    expect([lanesOf('C-N'), lanesOf('C-E'), lanesOf('C-S')]).toEqual([
      [2, 2, 2],
      [1, 1, 1],
      [0, 0, 0],
    ]);
    expect(index.findMovement('W-C', 'C-N')!.turn).toBe('left');
    expect(index.findMovement('W-C', 'C-S')!.turn).toBe('right');
  });

  it('Given drawn paths, then movements are as long as their mean, and turns are driven at 30 km/h', () => {
    // From 2 m beside the road's middle to 2, 6 and 10 m beside that of the road to the left: 24.0, 27.0 and 30.2 m.
    expect(index.findMovement('W-C', 'C-N')).toMatchObject({ lengthM: 27.1, speedMps: 8.3333 });
    expect(index.findMovement('W-C', 'C-S')).toMatchObject({ speedMps: 8.3333 });
    expect(index.findMovement('W-C', 'C-E')).not.toHaveProperty('speedMps');
  });

  it('Given drawn paths, then each pair of lanes has its own, from bar to bar', () => {
    const { lanes, paths } = index.findMovement('W-C', 'C-N')!;
    const inM = paths!.map((path) => path.map((point) => point.map((degrees) => Math.round(degrees * 111_195 * 10) / 10)));
    expect(lanes).toEqual([
      [2, 0],
      [2, 1],
      [2, 2],
    ]);
    expect(inM).toEqual(
      [10, 6, 2].map((x) => [
        [-15, -2],
        [x, 15],
      ]),
    );
  });

  it('Given a path that is not drawn, then the way through has none', () => {
    const text = cityflowCrossing(FOUR_STAGES).replace(/,"points":\[[^\]]*\]/, '');
    const [undrawn, ...others] = importCityflow('roadnet.json', text, 'crossing').map.movements.map(({ paths }) => paths);
    expect(undrawn).toBeUndefined();
    expect(others.every((paths) => paths?.length === 3)).toBe(true);
  });

  it('Given right turns that every phase opens, then they have no signal and give way to those they meet', () => {
    const right = index.findMovement('W-C', 'C-S')!;
    expect(index.findGroupOf(right.id)).toBeUndefined();
    expect([...right.yieldsTo].sort()).toEqual(['E-C>C-S', 'N-C>C-S']);
  });

  it('Given 5 s between the phases, then the same is green in every second of the cycle, after clearances of 5 s', () => {
    const [programme] = programmes;
    expect(programme).toMatchObject({ cycleS: 95, startsS: 0 });
    expect(greenBySecond(map, programme!)).toEqual(openBySecond(cityflowCrossing(FOUR_STAGES), 'C'));
    expect(new Set(map.junctions[0]!.intergreens.map(({ seconds }) => seconds))).toEqual(new Set([5]));
    expect(checkProgramme(index.junction('C'), { ...programme!, offsetS: 0 })).toEqual([]);
  });

  it('Given phases that follow each other directly, then greens end 3 s early where they clear, and that is counted', () => {
    const phases = FOUR_STAGES.filter((phase) => phase !== CHANGE);
    const direct = imported(phases);
    expect(decodeMap('direct', direct.map)).toEqual(direct.map);
    expect(direct.programmes[0]!.stages.map(({ greenS }) => greenS)).toEqual([27, 17, 12, 7]);
    expect(direct.programmes[0]!.cycleS).toBe(75);
    expect(direct.leftOut).toEqual([{ what: expect.stringContaining('give way to a yellow'), count: 12 }]);
  });

  it('Given a left turn that runs with oncoming traffic, then it gives way to it', () => {
    const together = [
      { time: 30, availableRoadLinks: [LINK.WT, LINK.ET, LINK.WL, LINK.EL, ...RIGHTS] },
      CHANGE,
      { time: 30, availableRoadLinks: [LINK.NT, LINK.ST, LINK.NL, LINK.SL, ...RIGHTS] },
      CHANGE,
    ];
    const permitted = imported(together).map;
    expect(decodeMap('permitted', permitted)).toEqual(permitted);
    expect(indexMap(permitted).findMovement('W-C', 'C-N')!.yieldsTo).toEqual(['E-C>C-W']);
    expect(permitted.junctions[0]!.groups.map(({ id }) => id)).toEqual(['EBL-EBT-WBL-WBT', 'NBL-NBT-SBL-SBT']);
  });

  it('Given an intersection without phases, then it has no signals, and left turns give way', () => {
    const bare = imported([]);
    expect(decodeMap('bare', bare.map)).toEqual(bare.map);
    expect([bare.map.junctions, bare.programmes]).toEqual([[], []]);
    expect(indexMap(bare.map).findMovement('W-C', 'C-N')!.yieldsTo).toContain('E-C>C-W');
  });

  it('Given a road link that no phase opens, or for less than 4 s, then it is left out and counted', () => {
    const [first, ...rest] = FOUR_STAGES;
    const never = imported([first!, ...rest.slice(0, -2)]);
    expect(never.map.movements).toHaveLength(10);
    expect(never.leftOut).toEqual([{ what: 'road links that no phase opens: left out', count: 2, places: ['intersection C'] }]);
    const short = imported([first!, ...rest.slice(0, -2), { ...rest.at(-2)!, time: 3 }, CHANGE]);
    expect(decodeMap('short', short.map)).toEqual(short.map);
    expect(short.leftOut[0]).toMatchObject({ what: 'road links with less than 4 s of green: left out', count: 2 });
  });

  it('Given faults of shape or of names, then each is told with its place', () => {
    const text = cityflowCrossing(FOUR_STAGES);
    expect(() => importCityflow('roadnet.json', text.replace('"maxSpeed":12.5', '"maxSpeed":"fast"'), 'x')).toThrow(
      /roads\[0\]\.lanes\[0\]\.maxSpeed = "fast": must be a number/,
    );
    const lost = text
      .replace('"startRoad":"W-C"', '"startRoad":"X"')
      .replace('"availableRoadLinks":[1,', '"availableRoadLinks":[99,');
    expect(() => importCityflow('roadnet.json', lost, 'x')).toThrow(
      /roadLinks\[0\]\.startRoad = "X": no road has this id[\s\S]*lightphases\[0\]\.availableRoadLinks\[0\] = 99: .* 0 to 11 only/,
    );
  });

  it('Given a text that is no JSON, then the line at which it breaks off or goes wrong is told', () => {
    const text = JSON.stringify(JSON.parse(cityflowCrossing(FOUR_STAGES)), undefined, 1);
    const lines = text.split('\n');
    expect(() => importCityflow('roadnet.json', lines.slice(0, 99).join('\n'), 'x')).toThrow(/end of file: is no valid JSON/);
    const wrong = lines.map((line, i) => (i === 40 ? line.replace(/[,{[]?$/, ' oops') : line)).join('\n');
    expect(() => importCityflow('roadnet.json', wrong, 'x')).toThrow(/line 41: is no valid JSON/);
  });

  it('Given two roads or intersections of one id, or a name that a map cannot have, then it is told with its place', () => {
    const text = cityflowCrossing(FOUR_STAGES);
    const twice = text.replace('"id":"C-W","points"', '"id":"W-C","points"').replace('"id":"N","point"', '"id":"W","point"');
    expect(() => importCityflow('roadnet.json', twice, 'x')).toThrow(
      /intersections\[2\]\.id = "W": intersections\[1\] has this id already[\s\S]*roads\[1\]\.id = "W-C": roads\[0\] has this id already/,
    );
    expect(() => importCityflow('roadnet.json', text.replaceAll('"W-C"', '"W/C"'), 'x')).toThrow(
      /roads\[0\]\.id = "W\/C": must be a text without spaces/,
    );
  });

  it('Whatever the phases, the import gives a sound map whose programmes its junctions can run', () => {
    const phase = fc.record({
      time: fc.constantFrom(0, 1, 3, 5, 12, 30),
      availableRoadLinks: fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(phase, { maxLength: 7 }), (phases) => {
        const made = imported(phases);
        const sound = indexMap(decodeMap('any', made.map));
        for (const { junction, cycleS, stages } of made.programmes)
          expect(checkProgramme(sound.junction(junction), { junction, cycleS, stages, offsetS: 0 })).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('Whatever number or name of the text is damaged, the import gives a map or InputFaults', () => {
    const text = cityflowCrossing(FOUR_STAGES);
    const places = [...text.matchAll(/-?\d+(?:\.\d+)?|"[^"]*"(?!:)/g)];
    fc.assert(
      fc.property(fc.nat(places.length - 1), fc.constantFrom('0', '-1', '1e9', '"x"', 'null', '[]'), (n, damage) => {
        const { index: at, 0: old } = places[n]!;
        const damaged = text.slice(0, at) + damage + text.slice(at + old.length);
        try {
          decodeMap('damaged', importCityflow('roadnet.json', damaged, 'damaged').map);
        } catch (error) {
          expect(error).toBeInstanceOf(InputFaults);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe.each([
  { name: 'hangzhou-4x4', nodes: 32, links: 80, movements: 192, signals: 16 },
  { name: 'manhattan-16x3', nodes: 86, links: 230, movements: 576, signals: 48 },
])('the benchmark $name', ({ name, nodes, links, movements, signals }) => {
  const path = `../shared/data/${name}/roadnet.json`;
  describeWith([{ path }], 'as published', () => {
    const text = readFileSync(fromRoot(path), 'utf8');
    const { map, programmes, leftOut } = importCityflow(path, text, name);

    it('is imported whole and without a fault', () => {
      expect(decodeMap(name, map)).toEqual(map);
      expect([map.nodes.length, map.links.length, map.movements.length, map.junctions.length]).toEqual([
        nodes,
        links,
        movements,
        signals,
      ]);
    });

    it('shows the greens of its phases second by second, but for the last 3 s where a group in conflict opens directly', () => {
      const cut = programmes.map((programme) => {
        const ours = greenBySecond(map, programme);
        const theirs = openBySecond(text, programme.junction);
        expect(ours.flatMap((green, s) => [...green].filter((movement) => !theirs[s]!.has(movement)))).toEqual([]);
        const missing = theirs.flatMap((open, s) => [...open].filter((movement) => !ours[s]!.has(movement)).map(() => s));
        for (const s of missing) expect(theirs[(s + 3) % theirs.length]).not.toEqual(theirs[s]);
        return missing.length;
      });
      expect(programmes).toHaveLength(signals);
      expect(programmes.every(({ cycleS, startsS }) => cycleS === 245 && startsS === 5)).toBe(true);
      expect(leftOut.map(({ count }) => count)).toEqual([cut.reduce((sum, n) => sum + n, 0)]);
    });
  });
});
