import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fault, InputFaults } from '../../src/kernel/faults.ts';
import { buildCorridor } from '../../src/roadnet/corridor-build.ts';
import { decodeMap, mapJsonSchema } from '../../src/roadnet/map-schema.ts';
import { fromRoot } from '../support/needs.ts';
import { smallCorridor } from '../support/small-corridor.ts';
import { CROSSING, starMap } from './star-map.ts';

const sound = buildCorridor(smallCorridor(2));

function faultsOf(value: unknown): readonly Fault[] {
  try {
    decodeMap('test', value);
    return [];
  } catch (error) {
    if (error instanceof InputFaults) return error.faults;
    throw error;
  }
}

/** The sound map with one thing set: keys lead to it, e.g. `['links', 3, 'lengthM']`. */
function broken(path: readonly (string | number)[], value: unknown, map: unknown = sound): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inside = (map as Record<string | number, unknown>)[key];
  if (Array.isArray(map)) return map.map((item, i) => (i === key ? broken(rest, value, item) : item));
  return { ...(map as object), [key]: broken(rest, value, inside) };
}

const link = sound.links.findIndex(({ id }) => id === 'J01-J02');
const movement = sound.movements.findIndex(({ id }) => id === 'SOUTH-J01>J01-J02');
const left = sound.movements.findIndex(({ id }) => id === 'SOUTH-J01>J01-J01W');
const atJ02 = sound.movements.find(({ from }) => from === 'J01-J02')!.id;
const [firstConflict, ...otherConflicts] = sound.junctions[0]!.conflicts;
const nbtAndEbt = sound.junctions[0]!.conflicts.filter(([a, b]) => a === 'NBT' && b === 'EBT');

describe('decodeMap', () => {
  it('Given a sound map, then it is returned as it stands', () => {
    expect(decodeMap('test', JSON.parse(JSON.stringify(sound)))).toEqual(sound);
  });

  it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
    ['another format', ['format'], 'x', 'format', /clearway-map\/1/],
    ['a speed that is a text', ['links', link, 'speedLimitMps'], '50', `links[${link}].speedLimitMps`, /must be a number/],
    ['an unknown member', ['links', link, 'colour'], 'red', `links[${link}].colour`, /not a known name/],
    ['an id with a slash', ['nodes', 0, 'id'], 'a/b', 'nodes[0].id', /without spaces/],
    ['a second node of one id', ['nodes', 1, 'id'], 'SOUTH', 'nodes[1].id', /own id/],
    ['a link from nowhere', ['links', link, 'from'], 'X', `links[${link}].from`, /no node/],
    ['a link back to its start', ['links', link, 'to'], 'J01', `links[${link}].to`, /cannot end where it begins/],
    ['a link far too short', ['links', link, 'lengthM'], 90, `links[${link}].lengthM`, /300 m that are drawn/],
    [
      'a lane behind the stop bar',
      ['links', link, 'lanes', 1, 'startM'],
      900,
      `links[${link}].lanes[1].startM`,
      /behind the stop bar/,
    ],
    ['only turn bays', ['links', link, 'lanes'], [{ startM: 50 }], `links[${link}].lanes`, /startM 0/],
    ['a movement to an unknown link', ['movements', movement, 'to'], 'X', `movements[${movement}].to`, /no link/],
    [
      'a movement between links apart',
      ['movements', movement, 'to'],
      'J02-NORTH',
      `movements[${movement}]`,
      /joins links that meet/,
    ],
    [
      'a lane that is not there',
      ['movements', movement, 'lanes'],
      [[7, 0]],
      `movements[${movement}].lanes[0][0]`,
      /lanes 0 to 2 only/,
    ],
    ['a way into a turn bay', ['movements', movement, 'lanes'], [[0, 2]], `movements[${movement}].lanes[0][1]`, /turn bay/],
    ['yielding at another node', ['movements', movement, 'yieldsTo'], [atJ02], `movements[${movement}].yieldsTo[0]`, /own node/],
    ['a junction at no node', ['junctions', 0, 'node'], 'X', 'junctions[0].node', /no node/],
    ['two junctions at a node', ['junctions', 1, 'node'], 'J01', 'junctions[1].node', /one junction per node/],
    [
      'a group without movements',
      ['junctions', 0, 'groups', 0, 'movements'],
      [],
      'junctions[0].groups[0].movements',
      /no movement, and so no lane, obeys this signal group/,
    ],
    [
      'a movement without lanes',
      ['movements', movement, 'lanes'],
      [],
      `movements[${movement}].lanes`,
      /no lane serves this movement/,
    ],
    [
      'fewer drawn paths than pairs of lanes',
      ['movements', movement, 'paths'],
      [],
      `movements[${movement}].paths`,
      /pairs? of lanes need as many paths/,
    ],
    [
      'a group whose movements no lane serves',
      ['movements', left, 'lanes'],
      [[7, 0]],
      'junctions[0].groups[1].movements',
      /no lane leads into any movement of this signal group \(SOUTH-J01>J01-J01W\)/,
    ],
    [
      'a group of a strange movement',
      ['junctions', 0, 'groups', 0, 'movements', 0],
      atJ02,
      'junctions[0].groups[0].movements[0]',
      /passes node "J02"/,
    ],
    [
      'a movement in two groups',
      ['junctions', 0, 'groups', 1, 'movements', 0],
      'SOUTH-J01>J01-J02',
      'junctions[0].groups[1].movements[0]',
      /one group/,
    ],
    [
      'a walk over a strange link',
      ['junctions', 0, 'groups', 8, 'crosses', 0],
      'J02-NORTH',
      'junctions[0].groups[8].crosses[0]',
      /does not touch/,
    ],
    ['a yellow too short', ['junctions', 0, 'groups', 0, 'yellowS'], 2, 'junctions[0].groups[0].yellowS', /at least 3/],
    ['a conflict with itself', ['junctions', 0, 'conflicts', 0], ['NBT', 'NBT'], 'junctions[0].conflicts[0]', /with itself/],
    ['a pair named twice', ['junctions', 0, 'conflicts', 1], firstConflict, 'junctions[0].conflicts[1]', /each pair once/],
    ['an unknown group in conflict', ['junctions', 0, 'conflicts', 0, 0], 'X', 'junctions[0].conflicts[0][0]', /no group/],
    ['a forgotten conflict', ['junctions', 0, 'conflicts'], otherConflicts, 'junctions[0].conflicts', /not declared in conflict/],
    [
      'a missing intergreen',
      ['junctions', 0, 'intergreens'],
      sound.junctions[0]!.intergreens.slice(1),
      'junctions[0].conflicts[0]',
      /both orders/,
    ],
    [
      'an intergreen below the yellow',
      ['junctions', 0, 'intergreens', 0, 'seconds'],
      2,
      'junctions[0].intergreens[0].seconds',
      /at least the yellow/,
    ],
    [
      'two conflicting groups in a stage',
      ['junctions', 0, 'stages', 0, 'groups'],
      ['NBT', 'EBT'],
      'junctions[0].stages[0].groups[1]',
      /in conflict with "NBT"/,
    ],
    ['two stages of one id', ['junctions', 0, 'stages', 1, 'id'], 'A', 'junctions[0].stages[1].id', /rename/],
    [
      'a stage with an unknown group',
      ['junctions', 0, 'stages', 1, 'groups', 0],
      'X',
      'junctions[0].stages[1].groups[0]',
      /no group/,
    ],
    [
      'a group that no stage opens',
      ['junctions', 0, 'stages'],
      sound.junctions[0]!.stages.slice(0, 3),
      'junctions[0].groups[5].id',
      /no stage opens/,
    ],
  ])('Given %s, then that fault is named with path and advice', (_name, path, value, at, advice) => {
    const faults = faultsOf(broken(path, value));
    expect(faults.map((fault) => fault.path)).toContain(at);
    expect(
      faults
        .filter((fault) => fault.path === at)
        .map((fault) => fault.advice)
        .join('\n'),
    ).toMatch(advice);
  });

  it('Given a movement of a signalised junction in no group, then it must yield to all that it meets', () => {
    const group = sound.junctions[0]!.groups.findIndex(({ id }) => id === 'NBT');
    const without = broken(['junctions', 0, 'groups', group, 'movements'], ['SOUTH-J01>J01-J01E']);
    expect(
      faultsOf(without)
        .map((fault) => fault.advice)
        .join(),
    ).toMatch(/put it into a signal group/);
    const own = 'SOUTH-J01>J01-J02';
    const meets = sound.movements.filter(
      ({ id, from, to }) => id !== own && (to === 'J01-J02' || /^J(02|01W|01E)-J01$/.test(from)),
    );
    const polite = broken(
      ['movements', movement, 'yieldsTo'],
      meets.map(({ id }) => id),
      without,
    );
    expect(faultsOf(polite)).toEqual([]);
  });

  it('Given a crossing without signals where nobody yields, then each meeting is a fault', () => {
    const map = starMap(CROSSING, false);
    const rude = { ...map, movements: map.movements.map((each) => ({ ...each, yieldsTo: [] })) };
    expect(faultsOf(map)).toEqual([]);
    expect(faultsOf(rude).every((fault) => /nothing decides who goes first/.test(fault.advice))).toBe(true);
    expect(faultsOf(rude).length).toBeGreaterThan(10);
  });

  it('Given any one declared conflict is forgotten, then the drawing gives it away', () => {
    const { conflicts, intergreens } = sound.junctions[0]!;
    expect(nbtAndEbt.length).toBe(1);
    for (const pair of conflicts) {
      const rest = {
        conflicts: conflicts.filter((other) => other !== pair),
        intergreens: intergreens.filter(({ from, to }) => !(pair.includes(from) && pair.includes(to))),
      };
      const faults = faultsOf(broken(['junctions', 0], { ...sound.junctions[0], ...rest }));
      expect(faults).toEqual([
        {
          path: 'junctions[0].conflicts',
          value: expect.arrayContaining([...pair]),
          advice: expect.stringMatching(/not declared/),
        },
      ]);
    }
  });

  it('Given faults of shape and of meaning, then one reading names them all', () => {
    const twice = broken(['movements', movement, 'to'], 'X', broken(['links', link, 'speedLimitMps'], -1));
    const thrice = broken(['junctions', 0, 'stages', 0, 'groups'], ['NBT', 'EBT'], twice);
    const paths = faultsOf(thrice).map((fault) => fault.path);
    expect(paths).toEqual(
      expect.arrayContaining([`links[${link}].speedLimitMps`, `movements[${movement}].to`, 'junctions[0].stages[0].groups[1]']),
    );
  });

  it('Given a broken link, then what names it is not called unknown', () => {
    const faults = faultsOf(broken(['links', link, 'lanes'], 'three'));
    expect(faults.map((fault) => fault.path)).toEqual([`links[${link}].lanes`]);
  });

  it('Whatever JSON it is given, decodeMap returns a map or throws InputFaults', () => {
    const anywhere = fc.constantFrom<readonly (string | number)[]>(
      [],
      ['nodes'],
      ['nodes', 0],
      ['links', link],
      ['links', link, 'via'],
      ['links', link, 'lanes'],
      ['movements'],
      ['movements', movement, 'lanes'],
      ['junctions', 0],
      ['junctions', 0, 'groups'],
      ['junctions', 0, 'groups', 0],
      ['junctions', 0, 'stages', 0],
      ['junctions', 0, 'conflicts', 0],
    );
    fc.assert(
      fc.property(anywhere, fc.jsonValue(), (path, value) => {
        faultsOf(broken(path, value));
      }),
      { numRuns: 120 },
    );
  });
});

describe('the published JSON schema', () => {
  it('is the one that the code makes (after a change: clearway map schema -o maps/clearway-map.schema.json)', () => {
    expect(readFileSync(fromRoot('maps/clearway-map.schema.json'), 'utf8')).toBe(mapJsonSchema());
  });
});
