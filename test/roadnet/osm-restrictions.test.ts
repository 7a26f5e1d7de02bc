import { describe, expect, it } from 'vitest';
import { CROSSING, type ImportedTown, importTown, type Tags } from './osm-town.ts';

const OVER_1 = ['via', 'node', 1] as const;

/** The crossing under one restriction from way 10 (north) or others over node 1. */
function crossing(
  tags: Tags,
  from: number,
  to: number,
  extra: readonly (readonly [string, string, number])[] = [],
): ImportedTown {
  const members = [['from', 'way', from], OVER_1, ['to', 'way', to], ...extra] as const;
  return importTown({ ...CROSSING, relations: [{ tags, members }] });
}

/** Where one may drive to from a node over a node, of the nodes around it. */
function onward(town: ImportedTown, from: number, over: number, around: readonly number[]): readonly number[] {
  return around.filter((to) => town.turn(from, over, to) !== undefined);
}

describe('turn restrictions of OpenStreetMap', () => {
  it('Given no_left_turn, then all turns but that one', () => {
    const town = crossing({ restriction: 'no_left_turn' }, 10, 21);
    expect(onward(town, 2, 1, [2, 3, 4, 5])).toEqual([4, 5]);
    expect(onward(town, 4, 1, [2, 3, 4, 5])).toEqual([2, 3, 5]);
  });

  it('Given only_straight_on, then no turn but that one', () => {
    expect(onward(crossing({ restriction: 'only_straight_on' }, 10, 11), 2, 1, [2, 3, 4, 5])).toEqual([4]);
  });

  it('Given no_entry from two roads, then neither may', () => {
    const town = crossing({ restriction: 'no_entry' }, 10, 21, [['from', 'way', 20]]);
    expect([onward(town, 2, 1, [3, 4, 5]), onward(town, 5, 1, [2, 3, 4])]).toEqual([
      [4, 5],
      [2, 4],
    ]);
  });

  it.each<[Tags, boolean]>([
    [{ restriction: 'no_left_turn', except: 'emergency' }, true],
    [{ restriction: 'no_left_turn', except: 'bus;emergency' }, true],
    [{ restriction: 'no_left_turn', except: 'psv' }, false],
    [{ 'restriction:hgv': 'no_left_turn' }, true],
    [{ 'restriction:conditional': 'no_left_turn @ (07:00-09:00)' }, true],
    [{ restriction: 'no_parking_here' }, false],
    [{ restriction: 'give_way' }, true],
  ])('Given %o, then turning left is allowed: %s', (tags, allowed) => {
    const town = crossing(tags, 10, 21);
    expect(town.turn(2, 1, 3) !== undefined).toBe(allowed);
    expect(town.told(/^turn restrictions/)).toBe(allowed ? 1 : 0);
  });

  it('Given a road that goes on past the turn, then it is not clear which part is meant: left out and told', () => {
    const town = importTown({
      ...CROSSING,
      ways: { 10: [[2, 1, 4]], 20: [[5, 1]], 21: [[1, 3]] },
      relations: [{ tags: { restriction: 'no_left_turn' }, members: [['from', 'way', 10], OVER_1, ['to', 'way', 21]] }],
    });
    expect([town.turn(2, 1, 3)?.turn, town.told(/not clear which part/)]).toEqual(['left', 1]);
  });

  /** Two crossings in a row, 1 and 6, on the way 20, 22, 21 from west to east; 7 lies north and 8 south of the second one. */
  const row = (restriction: string): ImportedTown =>
    importTown({
      nodes: { ...CROSSING.nodes, 3: [400, 0], 6: [150, 0], 7: [150, 200], 8: [150, -200] },
      ways: { 10: [[2, 1]], 11: [[1, 4]], 20: [[5, 1]], 22: [[1, 6]], 21: [[6, 3]], 30: [[7, 6]], 31: [[6, 8]] },
      relations: [
        {
          tags: { restriction },
          members: [
            ['from', 'way', 10],
            ['via', 'way', 22],
            ['to', 'way', 30],
          ],
        },
      ],
    });

  /** Nodes that one can come to from a node over 1 and then 6, by any of the links between these. */
  const reached = ({ map }: ImportedTown, from: number): readonly string[] => {
    const linkOf = (id: string) => map.links.find((link) => link.id === id)!;
    const firsts = map.movements.filter((m) => linkOf(m.from).from === `n${from}` && linkOf(m.to).to === 'n6');
    return firsts.flatMap(({ to }) => map.movements.filter((m) => m.from === to).map((m) => linkOf(m.to).to)).sort();
  };

  it('Given a restriction over a way, then it holds for who comes from there, and for nobody else', () => {
    const town = row('no_left_turn');
    expect([reached(town, 2), reached(town, 4), reached(town, 5)]).toEqual([
      ['n3', 'n8'],
      ['n3', 'n7', 'n8'],
      ['n3', 'n7', 'n8'],
    ]);
    expect(town.told(/over a way/)).toBe(1);
  });

  it('Given a turn that is the only one allowed over a way, then who takes that way must turn there', () => {
    const town = row('only_left_turn');
    expect([reached(town, 2), reached(town, 5)]).toEqual([['n7'], ['n3', 'n7', 'n8']]);
  });
});
