import { describe, expect, it } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';
import { distanceM } from '../../src/roadnet/geometry.ts';
import { idOfSumo, movementIdOf } from '../../src/roadnet/import/sumo-ids.ts';
import { type ImportedSumo, importSumoNetwork } from '../../src/roadnet/import/sumo-map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { CROSSING_LINKS, crossingMovement, crossingText } from './sumo-crossing.ts';
import { withFootways } from './sumo-footways.ts';

function imported(text: string): ImportedSumo {
  const made = importSumoNetwork('net.xml', text, 'crossing');
  decodeMap('made', JSON.parse(JSON.stringify(made.map)));
  return made;
}

function faultsOf(text: string): readonly string[] {
  try {
    importSumoNetwork('net.xml', text, 'crossing');
  } catch (error) {
    if (error instanceof InputFaults) return error.faults.map(({ path, advice }) => `${path}: ${advice}`);
    throw error;
  }
  return [];
}

const leftOut = (made: ImportedSumo): Record<string, number> =>
  Object.fromEntries(made.leftOut.map(({ what, count }) => [what, count]));
const movement = (made: ImportedSumo, link: number) => made.map.movements.find(({ id }) => id === crossingMovement(link))!;

describe("import of a SUMO network's roads", () => {
  it('Given a crossing, then every edge is a link with its length and limit, and every connection a movement', () => {
    const { map } = imported(crossingText());
    expect([map.nodes.length, map.links.length, map.movements.length, map.junctions.length]).toEqual([5, 8, 12, 0]);
    expect(map.links.find(({ id }) => id === 'n-in.0')).toMatchObject({ from: 'n', to: 'c', lengthM: 190, speedLimitMps: 13.89 });
    expect(map.movements.map(({ turn }) => turn).slice(0, 3)).toEqual(['right', 'through', 'left']);
  });

  it('Given lanes inside the junction, then a movement has their length and their speed', () => {
    const made = imported(crossingText());
    expect(movement(made, 0)).toMatchObject({ lengthM: 20, speedMps: 6.5 });
    expect(movement(made, 1)).toMatchObject({ lengthM: 21, speedMps: 13.89 });
  });

  it('Given a left turn that waits inside, then both of its lanes count, and the slower one gives the speed', () => {
    const text = crossingText()
      .replace('from=":c_2" to="e-out"', 'from=":c_2" via=":c_14_0" to="e-out"')
      .replace(
        '<junction id="c"',
        '<edge id=":c_14" function="internal"><lane id=":c_14_0" index="0" speed="5" length="8"/></edge><junction id="c"',
      );
    expect(movement(imported(text), 2)).toMatchObject({ lengthM: 30, speedMps: 5 });
  });

  it('Given lanes drawn inside the junction, then a movement has the path of each of its pairs of lanes', () => {
    const [north] = movement(imported(crossingText()), 1).paths!;
    const inM = north!.map((point) => point.map((degrees) => Math.round(degrees * 111_195 * 10) / 10));
    expect(inM).toEqual([
      [-1.6, 10],
      [-1.6, -10],
    ]);
    expect(movement(imported(crossingText().replaceAll(/ via=":c_\d+_0"/g, '')), 1).paths).toBeUndefined();
  });

  it('Given a network without insides, then the straight line from stop bar to lane is driven at the limit', () => {
    const text = crossingText().replaceAll(/ via=":c_\d+_0"/g, '');
    expect(movement(imported(text), 1)).toMatchObject({ lengthM: 20, speedMps: 13.89 });
  });

  it('Given a pavement, a bus lane and three lanes for cars, then lane 0 is the right-most one for cars', () => {
    const lanes = ['allow="pedestrian"', 'disallow="passenger"', '', 'allow="passenger bus"', 'disallow="truck"'];
    const text = crossingText().replace(
      /<lane id="n-out_0"[^>]*>/,
      lanes.map((open, i) => `<lane id="n-out_${i}" index="${i}" speed="13.89" length="190" ${open}/>`).join(''),
    );
    const made = imported(text.replaceAll('to="n-out" fromLane="0" toLane="0"', 'to="n-out" fromLane="0" toLane="3"'));
    expect(made.map.links.find(({ id }) => id === 'n-out')!.lanes.length).toBe(3);
    expect(
      movement(
        made,
        CROSSING_LINKS.findIndex(({ to, dir }) => to === 0 && dir === 's'),
      ).lanes,
    ).toEqual([[0, 1]]);
    expect(leftOut(made)['lanes of other edges that no passenger car may use: left out']).toBe(2);
  });

  it('Given rails, crossings and what the import does not know, then each is counted and left out', () => {
    const more =
      '<edge id="tram" from="n" to="c"><lane id="tram_0" index="0" speed="10" length="190" allow="tram"/></edge>' +
      '<edge id=":c_c0" function="crossing" crossingEdges="n-out"><lane id=":c_c0_0" index="0" speed="1" length="8" allow="pedestrian"/></edge>' +
      '<roundabout nodes="n c" edges="n-out"/>';
    const made = imported(crossingText({ more }));
    expect(made.map.links.length).toBe(8);
    expect(leftOut(made)).toEqual({
      'elements <roundabout>: not read': 1,
      'edges that no passenger car may use (rails, paths, bus lanes): left out': 1,
      'pedestrian crossings: left out': 1,
    });
  });
});

describe("import of a SUMO network's right of way", () => {
  it('Given no signals, then each gives way to those that SUMO makes it give way to, and to no one else', () => {
    const made = imported(crossingText());
    // From the east to the left, over both directions of the main road and before the traffic from the west.
    expect([...movement(made, 5).yieldsTo].sort()).toEqual([1, 2, 7, 8, 9, 10].map(crossingMovement).sort());
    expect(movement(made, 1).yieldsTo).toEqual([]);
  });

  it('Given a meeting that SUMO leaves open, then one of the two gives way, by the road and by the turn, and it is counted', () => {
    const open = crossingText().replaceAll(/response="\d+"/g, 'response="000000000000"');
    const made = imported(open);
    expect(movement(made, 4).yieldsTo).toContain(crossingMovement(1));
    expect(movement(made, 1).yieldsTo).toEqual([]);
    expect(leftOut(made)['pairs of movements that meet without an order in SUMO: one of the two gives way']).toBeGreaterThan(10);
  });

  it('Given an answer of the right-most digit, then it is that to the link of number 0', () => {
    const text = crossingText().replace(
      /<request index="4" response="\d+" foes="\d+"/,
      '<request index="4" response="000000000001" foes="000000000001"',
    );
    expect(movement(imported(text), 4).yieldsTo).toContain(crossingMovement(0));
  });

  it('Given footways and zebras, then cars give way to one another as without them', () => {
    const yieldsTo = (made: ImportedSumo) => made.map.movements.map(({ id, yieldsTo }) => [id, yieldsTo]);
    const made = imported(withFootways(crossingText()));
    expect(made.map.movements.length).toBe(12);
    expect(yieldsTo(made)).toEqual(yieldsTo(imported(crossingText())));
    expect(made.leftOut.filter(({ what }) => /pairs of movements/.test(what))).toEqual([]);
  });

  it('Given footways and zebras at signals, then the cars have the same signals and right of way as without them', () => {
    const phases = ['GGgrrrGGgrrr', 'yyyrrryyyrrr', 'rrrGGgrrrGGg', 'rrryyyrrryyy'].map((state) => ({ durationS: 9, state }));
    const [made, bare] = [imported(withFootways(crossingText({ phases }))), imported(crossingText({ phases }))];
    expect(made.map.junctions).toEqual(bare.map.junctions);
    expect(made.programmes).toEqual(bare.programmes);
    expect(made.map.movements).toEqual(bare.map.movements);
  });

  it('Given more or fewer connections than rows of the right of way, then a fault: no one knows which row is whose', () => {
    const text = crossingText().replace(/<connection from="s-in#0" to="n-out"[^\n]*\n/, '');
    const line = text.split('\n').findIndex((one) => one.startsWith('<junction id="c"')) + 1;
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(`^line ${line}, junction: has 12 rows of right of way \\(request\\) for 11 connections`),
    ]);
  });

  it.each(['traffic_light', 'unregulated'])(
    'Given a node (%s) without rows of right of way, then that is listed with it',
    (type) => {
      const text = crossingText().replaceAll(/<request [^\n]*\n/g, '');
      const { leftOut: listed } = imported(text.replace('<junction id="c" type="priority"', `<junction id="c" type="${type}"`));
      expect(listed).toContainEqual({
        what: expect.stringMatching(/^nodes without a right of way/),
        count: 1,
        places: ['node c'],
      });
    },
  );
});

describe("SUMO's kinds of nodes", () => {
  it.each([
    ['priority_stop', /^nodes at which the minor road must stop .*: it gives way without having to stop$/],
    ['allway_stop', /^nodes at which all must stop .*: they give way in a fixed order without having to stop$/],
    ['zipper', /^nodes at which lanes merge in turn .*: one of them gives way$/],
  ])('Given a %s, then what it asks of drivers beyond giving way is listed with its node', (type, what) => {
    const text = crossingText().replace('<junction id="c" type="priority"', `<junction id="c" type="${type}"`);
    const { leftOut: listed } = imported(text);
    expect(listed.filter((one) => what.test(one.what))).toEqual([{ what: expect.any(String), count: 1, places: ['node c'] }]);
  });

  it('Given a node where the right of way says all, then nothing is listed', () => {
    expect(imported(crossingText()).leftOut).toEqual([]);
  });
});

describe('where a SUMO network lies', () => {
  it('Given UTM coordinates, then nodes stand where they are on earth', () => {
    // The corner of zone 32 at 500 km east, 5,600 km north lies on the meridian of 9 degrees.
    const location =
      '<location netOffset="-500000.00,-5600000.00" projParameter="+proj=utm +zone=32 +ellps=WGS84 +datum=WGS84 +units=m +no_defs"/>';
    const { map } = imported(crossingText({ location }));
    const [middle, north] = ['c', 'n'].map((id) => map.nodes.find((node) => node.id === id)!);
    expect(middle!.lon).toBeCloseTo(9, 6);
    expect(middle!.lat).toBeCloseTo(50.5516, 3);
    expect(distanceM(middle!, north!)).toBeCloseTo(200, 0);
    expect(map.schematic).toBe(false);
  });

  it('Given a plane without a place, then distances are kept, and the map says that it is schematic', () => {
    const { map } = imported(crossingText());
    const [east, west] = ['e', 'w'].map((id) => map.nodes.find((node) => node.id === id)!);
    expect(distanceM(east!, west!)).toBeCloseTo(400, 1);
    expect([map.schematic, map.attribution.includes('latitude and longitude 0')]).toEqual([true, true]);
  });
});

describe('ids', () => {
  it('Given ids of any kind, then ours are allowed, each its own, and short', () => {
    const ids = [
      '-522#3',
      '-522.3',
      'a%2Eb',
      'a.b',
      'a b',
      'a/b+c',
      `cluster_${'1234567890_'.repeat(20)}1`,
      `cluster_${'1234567890_'.repeat(20)}2`,
    ];
    const ours = ids.map(idOfSumo);
    expect(new Set(ours).size).toBe(ids.length);
    expect(ours[0]).toBe('-522.3');
    for (const id of [...ours, movementIdOf(ours[6]!, ours[7]!)]) expect(id).toMatch(/^[^\s/+#]{1,120}$/);
  });
});

describe('a malformed SUMO network', () => {
  it('Given several malformed elements, then each is named with its line, all at once', () => {
    const lines = crossingText().split('\n');
    const line = (what: string): number => lines.findIndex((text) => text.includes(what)) + 1;
    const text = lines
      .join('\n')
      .replace('id="s-out_0" index="0" speed="13.89"', 'id="s-out_0" index="0" speed="fast"')
      .replace('<junction id="w" type="dead_end" x="-200"', '<junction id="w" type="dead_end"')
      .replace('index="7" response="', 'index="7" response="2');
    expect(faultsOf(text)).toEqual([
      `line ${line('id="s-out_0"')}, lane speed: expected a number from 0 to 1000`,
      expect.stringContaining(`line ${line('index="7"')}, request response: expected a row of 0 and 1`),
      `line ${line('<junction id="w"')}, junction x: is missing`,
    ]);
  });

  it('Given names of what is not there, then each is a fault', () => {
    const text = crossingText({ phases: [{ durationS: 10, state: 'GGG' }] })
      .replace('from="e-in#0" to="n-out"', 'from="nowhere" to="n-out"')
      .replace('id="s-in#0" from="s"', 'id="s-in#0" from="sea"');
    expect(faultsOf(text).join('\n')).toMatch(
      /edge: no junction has this id[\s\S]*no edge has this id[\s\S]*linkIndex: the phases have 3 letters/,
    );
  });

  it('Given edges, nodes or programmes of one id, then the later ones are named, with the line of the first', () => {
    const phases = [{ durationS: 30, state: 'GGgrrrGGgrrr' }];
    const more = [
      '<edge id="n-out" from="c" to="n"><lane id="n-out_0" index="0" speed="13.89" length="190"/></edge>',
      '<junction id="c" type="priority" x="0" y="0" incLanes="" intLanes=""/>',
      '<tlLogic id="c" type="static" programID="0" offset="0"><phase duration="9" state="rrrrrrrrrrrr"/></tlLogic>',
    ].join('\n');
    const text = crossingText({ phases, more });
    const lines = (what: string): readonly number[] =>
      text.split('\n').flatMap((line, i) => (line.includes(what) ? [i + 1] : []));
    expect(faultsOf(text)).toEqual(
      ['edge id="n-out"', 'junction id="c"', 'tlLogic id="c"'].map((what) => {
        const [first, again] = lines(`<${what}`);
        return expect.stringMatching(`^line ${again}, ${what.split(' ')[0]} id: stands on line ${first} already`);
      }),
    );
  });

  it.each(['+proj=moonlight +zone=32', '+proj=utm'])('Given the projection %s, then it is named with its line', (projection) => {
    const location = `<location netOffset="0,0" projParameter="${projection}"/>`;
    const text = crossingText({ location });
    const line = text.split('\n').findIndex((one) => one.includes('projParameter')) + 1;
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(`^line ${line}, location projParameter: is no projection that can be worked with`),
    ]);
  });

  it('Given other XML, none, or traffic on the left, then it says what it expected', () => {
    expect(faultsOf('<routes/>')[0]).toMatch(/expected a SUMO network/);
    expect(faultsOf('<net>\n<edge\n')[0]).toMatch(/line 3: is no valid XML/);
    expect(faultsOf('')[0]).toMatch(/is empty/);
    expect(faultsOf(crossingText().replace('<net', '<net lefthand="true"'))[0]).toMatch(/on the left is not supported/);
  });
});
