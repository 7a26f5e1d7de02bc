import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';
import { findRoutesFrom } from '../../src/roadnet/fastest-route.ts';
import { importCitybrain } from '../../src/roadnet/import/citybrain.ts';
import { parseCitybrainFlows, vehiclesOfFlow } from '../../src/roadnet/import/citybrain-flow.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const THREE_LANES = '1 0 0 0 1 0 0 0 1';

/** A T: 1 to the west, 2 in the middle with a signal, 3 to the east, 4 to the north 14 m away; 2 to 4 is one lane each way. */
const TEE = `4
30.0 120.0 1 0
30.0 120.003 2 1
30.0 120.006 3 0
30.000126 120.003 4 1
3
1 2 289 13.9 3 3 11 12
${THREE_LANES}
${THREE_LANES}
2 3 289 13.9 3 3 13 14
${THREE_LANES}
${THREE_LANES}
2 4 14 8.3 1 1 15 16
1 1 1
1 1 1
1
2 12 13 15 -1
`;

describe('import of the citybrain format', () => {
  const { map, leftOut } = importCitybrain('tee', TEE, 'tee');
  const index = indexMap(map);

  it("Given a T, then its roads become two links each, with the file's edge numbers", () => {
    expect(decodeMap('tee', map)).toEqual(map);
    expect(map.links.map((link) => `${link.id} ${link.from} ${link.to}`)).toEqual([
      'e11 n1 n2',
      'e12 n2 n1',
      'e13 n2 n3',
      'e14 n3 n2',
      'e15 n2 n4',
      'e16 n4 n2',
    ]);
  });

  it('Given lanes marked left, through, right from the inside, then left turns leave from the inner lane and right turns from the kerb', () => {
    expect(index.findMovement('e11', 'e15')).toMatchObject({ turn: 'left', lanes: [[2, 0]] });
    expect(index.findMovement('e14', 'e15')).toMatchObject({ turn: 'right', lanes: [[0, 0]] });
    expect(index.findMovement('e11', 'e13')?.turn).toBe('through');
  });

  it('Given a lane marked for a turn that does not exist here, then it serves the next one', () => {
    expect([...new Set(index.findMovement('e11', 'e13')!.lanes.map(([from]) => from))]).toEqual([0, 1]);
  });

  it('Given a signal flag with three arms, then signals stand there, assumed; with one arm, they are left out and counted', () => {
    expect(map.junctions.map((junction) => [junction.id, junction.assumed])).toEqual([['n2', true]]);
    expect(leftOut).toContainEqual({ what: 'signals at nodes with fewer than three arms: left out', count: 1 });
  });

  it('Given a road of 14 m, then a vehicle still fits and any of its lanes may be entered', () => {
    expect(index.link('e15').lengthM).toBeGreaterThanOrEqual(8);
    expect(leftOut).toContainEqual({ what: 'roads shorter than 60 m: entered in any lane', count: 1 });
  });

  it('Given a text with several faults, then all are named with their lines', () => {
    const bad = TEE.replace('30.0 120.0 1 0', 'north 120.0 1 0').replace('289 13.9 3 3 13 14', '289 fast 3 3 13 14');
    expect(() => importCitybrain('bad.txt', bad, 'bad')).toThrow(/line 2 = "north"[\s\S]*line 10 = "fast"/);
    expect(() => importCitybrain('bad.txt', TEE.slice(0, 60), 'bad')).toThrow(InputFaults);
  });

  it('Whatever line of the text is damaged, the import gives a map or InputFaults', () => {
    const lines = TEE.split('\n');
    const damage = fc.constantFrom('', '0', '-1', '999999', 'x y z', '1 2 3 4 5 6 7 8', '1e309 1 1 1');
    fc.assert(
      fc.property(fc.nat(lines.length - 1), damage, (line, text) => {
        try {
          decodeMap(
            'damaged',
            importCitybrain('damaged', lines.map((old, i) => (i === line ? text : old)).join('\n'), 'damaged').map,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(InputFaults);
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('flows of the citybrain format', () => {
  it('Given a flow, then it names the imported links, and its vehicles are counted from its start', () => {
    const [flow] = parseCitybrainFlows('flow.txt', '1\n7 1800 1057\n2\n11 13\n');
    expect(flow).toEqual({ startS: 7, endS: 1800, intervalS: 1057, links: ['e11', 'e13'] });
    expect(vehiclesOfFlow(flow!)).toBe(2);
  });

  it('Given fewer edges than promised, then the line is named', () => {
    expect(() => parseCitybrainFlows('flow.txt', '1\n7 1800 1057\n3\n11 13\n')).toThrow(/line 4[\s\S]*promises 3 edges/);
  });
});

const HANGZHOU = '../shared/data/hangzhou';

describeWith([{ path: HANGZHOU }], 'the road network beside West Lake', () => {
  const text = (name: string): string => readFileSync(fromRoot(`${HANGZHOU}/${name}`), 'utf8');
  const { map } = importCitybrain('roadnet.txt', text('roadnet.txt'), 'hangzhou');
  const index = indexMap(map);

  it('is imported whole and without a fault', () => {
    expect(decodeMap('hangzhou', map)).toEqual(map);
    expect([map.nodes.length, map.links.length, map.junctions.length]).toEqual([269, 896, 247]);
    expect(map.attribution).toMatch(/LibSignal[\s\S]*OpenStreetMap contributors, ODbL/);
  });

  it('can be driven: from a link in the middle nearly every node is reached, no lane ends blind, no link is shorter than a vehicle', () => {
    expect(findRoutesFrom(index, 'e26').size).toBeGreaterThan(0.95 * map.nodes.length);
    expect(Math.min(...map.links.map((link) => link.lengthM))).toBeGreaterThanOrEqual(8);
    for (const link of map.links) {
      const movements = index.movementsFrom(link.id);
      const used = new Set(movements.flatMap((movement) => movement.lanes.map(([from]) => from)));
      expect(movements.length === 0 || used.size === link.lanes.length).toBe(true);
    }
  });

  it('carries all 755 vehicles of its hour on routes that can be driven', () => {
    const flows = parseCitybrainFlows('flow.txt', text('flow.txt'));
    expect(flows.reduce((sum, flow) => sum + vehiclesOfFlow(flow), 0)).toBe(755);
    const gaps = flows.flatMap(({ links }) => links.slice(1).filter((to, i) => index.findMovement(links[i]!, to) === undefined));
    expect(gaps).toEqual([]);
  });
});
