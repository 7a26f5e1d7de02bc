import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCrossing } from '../../src/roadnet/crossing-design.ts';
import { CROSSING, type ImportedTown, importTown, type Tags, type Town } from './osm-town.ts';

const SIGNALS: Tags = { highway: 'traffic_signals' };
const AVENUE: Tags = { highway: 'primary', name: 'Avenue', oneway: 'yes', lanes: '2' };

/**
 * An avenue of two carriageways from west to east, `medianM` apart: eastbound 11, 12, 13, westbound 21, 22, 23, joined at both
 * ends. The street from 31 in the south to 32 in the north crosses them at 12 and 22.
 */
function avenue(
  medianM: number,
  marks: Readonly<Record<number, Tags>>,
  names: readonly [string, string] = ['Avenue', 'Avenue'],
): Town {
  const half = medianM / 2;
  const nodes: Record<number, readonly [number, number, Tags?]> = {
    11: [-200, -half],
    12: [0, -half],
    13: [200, -half],
    21: [200, half],
    22: [0, half],
    23: [-200, half],
    31: [0, -200],
    32: [0, 200],
    41: [-260, 0],
    42: [260, 0],
    43: [-400, 0],
    44: [400, 0],
  };
  for (const [id, tags] of Object.entries(marks)) {
    const [eastM, northM] = nodes[Number(id)] ?? PLACES[Number(id)]!;
    nodes[Number(id)] = [eastM, northM, tags];
  }
  const has = (id: number): readonly number[] => (marks[id] === undefined || nodes[id] === undefined ? [] : [id]);
  return {
    nodes,
    ways: {
      10: [[41, 11, ...has(51), 12, ...has(53), 13, 42], { ...AVENUE, name: names[0] }],
      20: [[42, 21, ...has(52), 22, 23, 41], { ...AVENUE, name: names[1] }],
      30: [[31, 12, 22, 32], { name: 'Street' }],
      40: [[43, 41], { highway: 'primary', name: names[0] }],
      41: [[42, 44], { highway: 'primary', name: names[0] }],
    },
  };
}
/** Places for signals on the road: 51 and 52 ahead of the crossing, 53 behind it, and 54 far from any. */
const PLACES: Readonly<Record<number, readonly [number, number]>> = { 51: [-20, -10], 52: [20, 10], 53: [100, -10] };

/** Names of the streets that one may drive to from a street at the only junction, U-turns told as such. */
function ways({ map }: ImportedTown): readonly string[] {
  const nameOf = new Map(map.links.map((link) => [link.id, `${link.name} ${link.from}-${link.to}`]));
  const node = map.junctions[0]!.node;
  const through = map.movements.filter(({ to }) => map.links.find(({ id }) => id === to)!.from === node);
  return through.map(({ from, to, turn }) => `${nameOf.get(from)} ${turn} ${nameOf.get(to)}`).sort();
}

describe('signals of OpenStreetMap', () => {
  it('Given a signal where two streets cross, then one junction, its groups and stages assumed', () => {
    const town = importTown({ ...CROSSING, nodes: { ...CROSSING.nodes, 1: [0, 0, SIGNALS] } });
    expect(town.map.junctions.map(({ node, assumed }) => [node, assumed])).toEqual([['n1', true]]);
    expect(town.map.junctions[0]!.stages.length).toBeGreaterThan(1);
    expect(town.told(/^assumed: signal groups, stages/)).toBe(1);
  });

  it('Given signals on the approaches ahead of the crossing, then they are the junction, once', () => {
    const town = importTown({
      nodes: { ...CROSSING.nodes, 6: [0, 20, SIGNALS], 7: [20, 0, SIGNALS], 8: [0, -20, SIGNALS], 9: [-20, 0, SIGNALS] },
      ways: { 10: [[2, 6, 1]], 11: [[1, 8, 4]], 20: [[5, 9, 1]], 21: [[1, 7, 3]] },
    });
    expect(town.map.junctions.map(({ node }) => node)).toEqual(['n1']);
    expect(town.map.links).toHaveLength(8);
    expect(town.told(/before or behind a junction/)).toBe(4);
  });

  it('Given a signal along a road far from junctions, then a pedestrian crossing: traffic together, people alone', () => {
    const town = importTown({
      ...CROSSING,
      nodes: { ...CROSSING.nodes, 6: [100, 0, { ...SIGNALS, crossing: 'traffic_signals' }] },
      ways: { ...CROSSING.ways, 21: [[1, 6, 3]] },
    });
    const [junction] = town.map.junctions;
    expect([junction!.node, junction!.stages.map(({ groups }) => groups.length), isCrossing(junction!)]).toEqual([
      'n6',
      [2, 1],
      true,
    ]);
  });

  it('Given a signal just ahead of an alley, then it is not about the alley', () => {
    const town = importTown({
      nodes: { ...CROSSING.nodes, 6: [100, 0, SIGNALS], 7: [120, 0], 8: [120, 80] },
      ways: { ...CROSSING.ways, 21: [[1, 6, 7, 3]], 30: [[7, 8], { highway: 'service', service: 'alley' }] },
    });
    expect(town.map.junctions.map(({ node }) => node)).toEqual(['n6']);
  });

  it('Given lights of a crossing that is tagged as such and not as a signal, then no junction, and that is told', () => {
    const town = importTown({
      ...CROSSING,
      nodes: { ...CROSSING.nodes, 6: [100, 0, { highway: 'crossing', crossing: 'traffic_signals' }] },
      ways: { ...CROSSING.ways, 21: [[1, 6, 3]] },
    });
    expect([town.map.junctions, town.told(/lights of their own/)]).toEqual([[], 1]);
  });

  it('Given a signal for one direction, then it is the junction that this direction comes to', () => {
    const marked = (direction: string) =>
      importTown({
        nodes: {
          ...CROSSING.nodes,
          6: [60, 0],
          7: [30, 0, { ...SIGNALS, 'traffic_signals:direction': direction }],
          8: [60, 200],
        },
        ways: { ...CROSSING.ways, 21: [[1, 7, 6]], 22: [[6, 3]], 23: [[6, 8]] },
      });
    expect([marked('forward').map.junctions[0]!.node, marked('backward').map.junctions[0]!.node]).toEqual(['n6', 'n1']);
  });
});

describe('junctions that are drawn as several nodes', () => {
  it('Given an avenue of two carriageways crossed by a street, then one junction of four arms, the ways through as they were', () => {
    const town = importTown(avenue(20, { 12: SIGNALS, 22: SIGNALS }));
    expect(town.map.junctions.map(({ node }) => node)).toEqual(['n12']);
    expect(town.told(/merged into 1 junctions/)).toBe(2);
    expect(ways(town)).toEqual([
      'Avenue n41-n12 left Street n12-n32',
      'Avenue n41-n12 right Street n12-n31',
      'Avenue n41-n12 through Avenue n12-n42',
      'Avenue n41-n12 uturn Avenue n12-n41',
      'Avenue n42-n12 left Street n12-n31',
      'Avenue n42-n12 right Street n12-n32',
      'Avenue n42-n12 through Avenue n12-n41',
      'Avenue n42-n12 uturn Avenue n12-n42',
      'Street n31-n12 left Avenue n12-n41',
      'Street n31-n12 right Avenue n12-n42',
      'Street n31-n12 through Street n12-n32',
      'Street n32-n12 left Avenue n12-n42',
      'Street n32-n12 right Avenue n12-n41',
      'Street n32-n12 through Street n12-n31',
    ]);
  });

  it.each([10, 38])('Given a median of %i m, then both carriageways on a side are one arm of the junction', (medianM) => {
    const [junction] = importTown(avenue(medianM, { 12: SIGNALS, 22: SIGNALS })).map.junctions;
    const ids = junction!.groups.map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith('P')).map((id) => id.slice(0, 2))).toEqual(
      expect.arrayContaining(['NB', 'SB', 'EB', 'WB']),
    );
    for (const group of junction!.groups) if (group.kind === 'pedestrian') expect(group.crosses).toHaveLength(2);
  });

  it('Given a merged junction, then ways through it are as long as they were drawn', () => {
    const town = importTown(avenue(30, { 12: SIGNALS, 22: SIGNALS }));
    const driven = (from: number, to: number): number =>
      town.link(from, 12)!.lengthM + town.turn(from, 12, to)!.lengthM + town.link(12, to)!.lengthM;
    expect(Math.abs(driven(31, 32) - 400)).toBeLessThan(2);
  });

  it('Given no left turn from the avenue over the median, then the merged junction has none either', () => {
    const { nodes, ways: drawn } = avenue(20, { 12: SIGNALS, 22: SIGNALS });
    const town = importTown({
      nodes,
      ways: { ...drawn, 10: [[41, 11, 12], AVENUE], 11: [[12, 13, 42], AVENUE], 30: [[31, 12]], 33: [[12, 22]], 34: [[22, 32]] },
      relations: [
        {
          tags: { restriction: 'no_left_turn' },
          members: [
            ['from', 'way', 10],
            ['via', 'node', 12],
            ['to', 'way', 33],
          ],
        },
      ],
    });
    expect(town.map.junctions).toHaveLength(1);
    expect(ways(town).filter((way) => way.startsWith('Avenue n41-n12'))).toEqual([
      'Avenue n41-n12 right  n12-n31',
      'Avenue n41-n12 through Avenue n12-n42',
    ]);
  });

  it('Given no U-turn over the median (a restriction over a way), then all other ways stay', () => {
    const { nodes, ways: drawn } = avenue(20, { 12: SIGNALS, 22: SIGNALS });
    const town = importTown({
      nodes,
      ways: {
        ...drawn,
        10: [[41, 11, 12], AVENUE],
        11: [[12, 13, 42], AVENUE],
        20: [[42, 21, 22], AVENUE],
        21: [[22, 23, 41], AVENUE],
        30: [[31, 12]],
        33: [[12, 22]],
        34: [[22, 32]],
      },
      relations: [
        {
          tags: { restriction: 'no_u_turn' },
          members: [
            ['from', 'way', 10],
            ['via', 'way', 33],
            ['to', 'way', 21],
          ],
        },
      ],
    });
    expect(town.map.junctions).toHaveLength(1);
    const turns = ways(town).map(
      (way) => way.split(' ').filter((word) => ['left', 'right', 'through', 'uturn'].includes(word))[0],
    );
    expect(turns.filter((turn) => turn === 'uturn')).toHaveLength(1);
    expect(turns).toHaveLength(13);
  });

  it('Given a signal at one carriageway only, then both are one junction all the same', () => {
    expect(importTown(avenue(20, { 12: SIGNALS })).told(/merged into 1 junctions/)).toBe(2);
  });

  it('Given signals on the approaches of the carriageways and on the far side, then the same junction', () => {
    const town = importTown(avenue(20, { 51: SIGNALS, 52: SIGNALS }));
    expect(town.map.junctions.map(({ node }) => node)).toEqual(['n12']);
  });

  it.each([60, 45])('Given two junctions of a grid %i m apart, then they stay two', (apartM) => {
    const town = importTown({
      nodes: { ...CROSSING.nodes, 1: [0, 0, SIGNALS], 6: [apartM, 0, SIGNALS], 7: [apartM, 200], 8: [apartM, -200] },
      ways: { ...CROSSING.ways, 21: [[1, 6, 3]], 30: [[7, 6, 8]] },
    });
    expect(town.map.junctions.map(({ node }) => node)).toEqual(['n1', 'n6']);
  });

  it('Given two one-way streets of other names 36 m apart, then they stay two junctions', () => {
    const town = importTown(avenue(36, { 12: SIGNALS, 22: SIGNALS }, ['First Street', 'Second Street']));
    expect(town.map.junctions).toHaveLength(2);
  });

  it('Given any crossing of two avenues, then exactly the arms are joined that were, and nobody meets without a rule', () => {
    const oneWays = fc.record({
      medianA: fc.integer({ min: 8, max: 38 }),
      medianB: fc.integer({ min: 8, max: 38 }),
      bans: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(oneWays, ({ medianA, medianB, bans }) => {
        const drawn = fourNodes(medianA, medianB, bans);
        const [apart, merged] = [importTown(drawn(false)), importTown(drawn(true))];
        expect(apart.map.junctions).toEqual([]);
        if (bans.length === 0) expect(merged.map.junctions).toHaveLength(1);
        expect(arms(merged)).toEqual(arms(apart));
      }),
      { numRuns: 40 },
    );
  });
});

const INNER = [12, 13, 14, 15];
/** Ends of the avenues, and the nodes of the crossing that their carriageways lead to and come from. */
const ENDS = [21, 22, 23, 24];

/** Two avenues that cross at four nodes (12 south-west, 13 south-east, 14 north-east, 15 north-west), turns forbidden by number. */
function fourNodes(medianA: number, medianB: number, bans: readonly number[]): (signals: boolean) => Town {
  const [a, b] = [medianA / 2, medianB / 2];
  const oneWay = (name: string): Tags => ({ ...AVENUE, name });
  const ways: Town['ways'] = {
    10: [[24, 12], oneWay('A')],
    11: [[12, 13], oneWay('A')],
    12: [[13, 22], oneWay('A')],
    13: [[22, 14], oneWay('A')],
    14: [[14, 15], oneWay('A')],
    15: [[15, 24], oneWay('A')],
    20: [[21, 13], oneWay('B')],
    21: [[13, 14], oneWay('B')],
    22: [[14, 23], oneWay('B')],
    23: [[23, 15], oneWay('B')],
    24: [[15, 12], oneWay('B')],
    25: [[12, 21], oneWay('B')],
    31: [[21, 31]],
    32: [[22, 32]],
    33: [[23, 33]],
    34: [[24, 34]],
  };
  const turns = INNER.flatMap((node) => {
    const meeting = Object.entries(ways).map(([way, [refs]]) => ({ way: Number(way), refs }));
    return meeting
      .filter(({ refs }) => refs[1] === node)
      .flatMap((into) => meeting.filter(({ refs }) => refs[0] === node).map((out) => [into.way, node, out.way] as const));
  });
  const relations = bans.map((ban) => {
    const [from, node, to] = turns[ban]!;
    return {
      tags: { restriction: 'no_left_turn' },
      members: [
        ['from', 'way', from],
        ['via', 'node', node],
        ['to', 'way', to],
      ] as const,
    };
  });
  return (signals) => {
    const mark: [Tags] | [] = signals ? [SIGNALS] : [];
    const nodes: Town['nodes'] = {
      12: [-b, -a, ...mark],
      13: [b, -a, ...mark],
      14: [b, a, ...mark],
      15: [-b, a, ...mark],
      21: [0, -200],
      22: [200, 0],
      23: [0, 200],
      24: [-200, 0],
      31: [0, -300],
      32: [300, 0],
      33: [0, 300],
      34: [-300, 0],
    };
    return { nodes, ways, relations };
  };
}

/** Which ends of the avenues can be driven to from which, over the crossing alone. */
function arms({ map }: ImportedTown): readonly string[] {
  const isEnd = (node: string): boolean => ENDS.some((end) => node === `n${end}`);
  const links = new Map(map.links.map((link) => [link.id, link]));
  const next = new Map<string, string[]>();
  for (const { from, to } of map.movements) next.set(from, [...(next.get(from) ?? []), to]);
  const found: string[] = [];
  for (const start of map.links.filter(({ from, to }) => isEnd(from) && !/n3\d/.test(to))) {
    const seen = new Set<string>([start.id]);
    for (const id of seen) {
      const link = links.get(id)!;
      if (isEnd(link.to)) found.push(`${start.from} ${link.to}`);
      else for (const onward of next.get(id) ?? []) seen.add(onward);
    }
  }
  return found.sort();
}
