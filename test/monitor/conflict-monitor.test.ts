import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantBroken } from '../../src/kernel/assert.ts';
import { ConflictMonitor } from '../../src/monitor/conflict-monitor.ts';
import type { Violation } from '../../src/monitor/violation.ts';
import { CROSSING, judge, RIGHT } from './trace.ts';

type Bare = Violation extends infer V ? (V extends Violation ? Omit<V, 'junction'> : never) : never;

/** Given the right trace with one group's lamps changed, what is found, in full. */
function found(changes: Partial<typeof RIGHT>, options?: Parameters<typeof judge>[1]): readonly Bare[] {
  return judge({ ...RIGHT, ...changes }, options).map(({ junction, ...rest }) => {
    expect(junction).toBe('J');
    return rest as Bare;
  });
}

describe('a right trace', () => {
  test('with every clearance exactly as long as it must be has no violation', () => {
    expect(found({})).toEqual([]);
  });

  test('has none at any length of green from the minimum up, at any step of observation that meets every change', () => {
    const green = (least: number) => fc.integer({ min: least * 2, max: 120 }).map((half) => half / 2);
    fc.assert(
      fc.property(green(10), green(20), fc.constantFrom(0.1, 0.25, 0.5), (avenueS, streetS, stepS) => {
        const secondS = 10 + avenueS + 5 + streetS + 5;
        const traces = {
          NS: `R10 G${avenueS} Y3 R${2 + streetS + 5} G${avenueS} Y3 R20`,
          EW: `R${15 + avenueS} G${streetS} Y3 R50`,
          P: `R${16 + avenueS} G${streetS - 10} F12 R50`,
        };
        expect(judge(traces, { toS: secondS + avenueS + 30, stepS })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('intergreen', () => {
  test.each<[string, Partial<typeof RIGHT>, Bare]>([
    [
      'vehicles to vehicles counts from the end of green',
      { EW: 'R34.5 G30.5 Y3 R45' },
      timing('intergreen-short', ['NS', 'EW'], 34.5, 5, 4.5),
    ],
    ['vehicles to pedestrians', { P: 'R35.5 G20.5 F12 R45' }, timing('intergreen-short', ['NS', 'P'], 35.5, 6, 5.5)],
    [
      'pedestrians to vehicles counts from the end of clearance',
      { P: 'R36 G20.5 F12 R44.5' },
      timing('intergreen-short', ['P', 'NS'], 70, 2, 1.5),
    ],
    ['back to the avenue', { EW: 'R35 G30.5 Y3 R44.5' }, timing('intergreen-short', ['EW', 'NS'], 70, 5, 4.5)],
  ])('%s', (_, changes, violation) => {
    expect(found(changes)).toEqual([violation]);
  });

  test('is judged where the data name it, though the pair is in no list of conflicts', () => {
    const junction = { ...CROSSING, conflicts: [] };
    expect(found({ EW: 'R34.5 G30.5 Y3 R45' }, { junction })).toEqual([timing('intergreen-short', ['NS', 'EW'], 34.5, 5, 4.5)]);
  });

  test('of nothing at all is a conflict, not only a short intergreen', () => {
    expect(found({ EW: 'R29.5 G35.5 Y3 R45' })).toEqual([together(['NS', 'EW'], 29.5, ['green', 'green'])]);
  });

  test('is not counted from an end that a new green has taken back', () => {
    const NS = 'R10 G20 Y3 G20 Y3 R57';
    expect(found({ NS, EW: 'R34 G31 Y3 R45', P: 'R113' }).map(({ kind }) => kind)).toEqual(['illegal-sequence', 'open-together']);
  });

  test('is not counted from a red that goes dark', () => {
    expect(found({ P: 'R36 G20 F12 R1 D44' }).map(({ kind }) => kind)).toEqual(['dark-lamp']);
  });

  test('is not counted from a pedestrian clearance that was cut off by a second walk', () => {
    const P = 'R36 G20 F6 G7 F12 R32';
    expect(found({ P }).map(({ kind }) => kind)).toEqual(['illegal-sequence', 'clearance-short', 'open-together']);
  });
});

describe('conflicting groups', () => {
  test('are not open together while one clears on yellow', () => {
    expect(found({ EW: 'R32 G33 Y3 R45' })).toEqual([
      together(['NS', 'EW'], 32, ['yellow', 'green']),
      timing('intergreen-short', ['NS', 'EW'], 32, 5, 2),
    ]);
  });

  test('are not open together while pedestrians are still clearing', () => {
    expect(found({ P: 'R36 G23 F12 R42' })).toEqual([together(['P', 'NS'], 70, ['flashing', 'green'])]);
  });

  test('that open at one instant are told once', () => {
    expect(found({ EW: 'R10 G20 Y3 R80', P: 'R113' })).toEqual([together(['NS', 'EW'], 10, ['green', 'green'])]);
  });

  test('are found where the data give a conflict without an intergreen', () => {
    const junction = { ...CROSSING, intergreens: [] };
    expect(found({ EW: 'R34.5 G30.5 Y3 R45' }, { junction })).toEqual([]);
    expect(found({ EW: 'R32 G33 Y3 R45' }, { junction })).toEqual([together(['NS', 'EW'], 32, ['yellow', 'green'])]);
    expect(found({ EW: 'R35 G33 Y3 R42' }, { junction })).toEqual([together(['EW', 'NS'], 70, ['yellow', 'green'])]);
  });

  test('are found when one opens on another lamp than green', () => {
    expect(found({ NS: 'R40 Y3 R70' }).map(({ kind }) => kind)).toEqual(['illegal-sequence', 'open-together', 'open-together']);
  });

  test('may be open with groups that they do not conflict with', () => {
    expect(found({ P: 'R36 G20 F12 R45', EW: 'R36 G20 Y3 R54' })).toEqual([]);
  });
});

describe('one group by itself', () => {
  test.each<[string, Partial<typeof RIGHT>, Bare]>([
    ['yellow too short', { NS: 'R10 G20 Y2.5 R37.5 G20 Y3 R20' }, timing('yellow-short', ['NS'], 32.5, 3, 2.5)],
    ['yellow too long', { NS: 'R10 G20 Y3.5 R36.5 G20 Y3 R20' }, timing('yellow-long', ['NS'], 33.5, 3, 3.5)],
    ['yellow that never ends', { NS: 'R10 G20 Y3 R37 G20 Y23' }, timing('yellow-long', ['NS'], 93.5, 3, 3.5)],
    ['green under its minimum', { NS: 'R20.5 G9.5 Y3 R37 G20 Y3 R20' }, timing('green-short', ['NS'], 30, 10, 9.5)],
    ['walk too short', { P: 'R36 G6.5 F12 R58.5' }, timing('walk-short', ['P'], 42.5, 7, 6.5)],
    ['pedestrian clearance too short', { P: 'R36 G20 F11.5 R45.5' }, timing('clearance-short', ['P'], 67.5, 12, 11.5)],
    ['no yellow', { NS: 'R10 G20 R40 G20 Y3 R20' }, sequence('NS', 30, ['yellow'], ['green', 'red'])],
    ['yellow before green', { EW: 'R40 Y3 R70' }, sequence('EW', 40, ['green'], ['red', 'yellow'])],
    ['walk without clearance', { P: 'R36 G20 R57' }, sequence('P', 56, ['flashing'], ['green', 'red'])],
    ['clearance without walk', { P: 'R36 F12 R65' }, sequence('P', 36, ['green'], ['red', 'flashing'])],
    ['a dark head, told once', { P: 'R36 D60' }, { kind: 'dark-lamp', groups: ['P'], atMs: 36_000 }],
    ['a group without a lamp, told once', { P: 'R36 -60' }, { kind: 'unknown-group', groups: ['P'], atMs: 36_000 }],
  ])('%s', (_, changes, violation) => {
    expect(found(changes)).toEqual([violation]);
  });

  test('each yellow that is too long is told', () => {
    const violations = found({ NS: 'R10 G20 Y4 R36 G20 Y5 R20', EW: 'R113', P: 'R113' });
    expect(violations).toEqual([timing('yellow-long', ['NS'], 33.5, 3, 3.5), timing('yellow-long', ['NS'], 93.5, 3, 3.5)]);
  });

  test('green again out of yellow', () => {
    const NS = 'R10 G20 Y3 G20 Y3 R57';
    expect(found({ NS, EW: 'R113', P: 'R113' })).toEqual([sequence('NS', 33, ['red'], ['yellow', 'green'])]);
  });

  test('vehicles flashing and pedestrians on yellow', () => {
    const kinds = found({ NS: 'R10 F20 R83', EW: 'R113', P: 'R36 Y9 R68' });
    expect(kinds).toEqual([
      sequence('NS', 10, ['green'], ['red', 'flashing']),
      sequence('NS', 30, [], ['flashing', 'red']),
      sequence('P', 36, ['green'], ['red', 'yellow']),
      sequence('P', 45, [], ['yellow', 'red']),
    ]);
  });

  test('a head that comes back from the dark is judged from there on', () => {
    expect(found({ NS: 'R113', EW: 'R35 D5 G6 Y3 R80', P: 'R113' })).toEqual([
      { kind: 'dark-lamp', groups: ['EW'], atMs: 35_000 },
      timing('green-short', ['EW'], 46, 7, 6),
    ]);
  });

  test('a yellow set between two observations ends at the later one without blame', () => {
    const junction = {
      ...CROSSING,
      groups: CROSSING.groups.map((g) => (g.id === 'NS' && g.kind === 'vehicle' ? { ...g, yellowS: 3.3 } : g)),
    };
    const withYellow = (yellowS: number) =>
      found({ NS: `R10 G20 Y${yellowS} R${40 - yellowS} G20 Y3.5 R20` }, { junction }).map(({ kind }) => kind);
    expect(withYellow(3)).toEqual(['yellow-short']);
    expect(withYellow(3.5)).toEqual([]);
    expect(withYellow(4)).toEqual(['yellow-long']);
  });
});

describe('what was already on at the first observation', () => {
  test.each([12, 28.5, 31.5, 33, 37, 50, 60, 64.5, 66, 69])(
    'is not blamed for what was not seen of it (from %d s on)',
    (fromS) => {
      expect(found({}, { fromS })).toEqual([]);
    },
  );

  test('is blamed for standing open with a conflicting group', () => {
    expect(found({ EW: 'R5 G25 Y3 R80' }, { fromS: 20 })).toEqual([together(['NS', 'EW'], 20, ['green', 'green'])]);
  });

  test('is blamed for a yellow longer than set in what was seen alone', () => {
    expect(found({ NS: 'R10 G20 Y8 R32 G20 Y3 R20', EW: 'R113', P: 'R113' }, { fromS: 31 })).toEqual([
      timing('yellow-long', ['NS'], 34.5, 3, 3.5),
    ]);
  });

  test('ends its right of way where it is seen to end', () => {
    expect(found({ EW: 'R34 G31 Y3 R45' }, { fromS: 25 })).toEqual([timing('intergreen-short', ['NS', 'EW'], 34, 5, 4)]);
  });
});

test('observations that do not go forward in time are refused', () => {
  const monitor = new ConflictMonitor(CROSSING);
  monitor.observe(1000, ['red', 'red', 'red']);
  expect(() => monitor.observe(1000, ['red', 'red', 'red'])).toThrow(InvariantBroken);
});

function timing(
  kind: 'intergreen-short' | 'yellow-short' | 'yellow-long' | 'green-short' | 'walk-short' | 'clearance-short',
  groups: string[],
  atS: number,
  wantedS: number,
  seenS: number,
): Bare {
  return { kind, groups, atMs: atS * 1000, wantedS, seenS };
}

function together(groups: string[], atS: number, seen: Extract<Bare, { kind: 'open-together' }>['seen']): Bare {
  return { kind: 'open-together', groups, atMs: atS * 1000, seen };
}

function sequence(
  group: string,
  atS: number,
  wanted: Extract<Bare, { kind: 'illegal-sequence' }>['wanted'],
  seen: Extract<Bare, { kind: 'illegal-sequence' }>['seen'],
): Bare {
  return { kind: 'illegal-sequence', groups: [group], atMs: atS * 1000, wanted, seen };
}
