import { describe, expect, it } from 'vitest';
import { CROSSING, type ImportedTown, importTown, type Tags } from './osm-town.ts';

/** One street from node 1 to node 2 with the given tags, and a plain one beside it that closes the ring. */
function ring(tags: Tags): ImportedTown {
  return importTown({
    nodes: { 1: [0, 0], 2: [400, 0], 3: [200, 200], 4: [-100, 0], 5: [500, 0], 6: [200, 300] },
    ways: { 10: [[1, 2], tags], 20: [[1, 3, 2]], 30: [[1, 4]], 40: [[2, 5]], 50: [[3, 6]] },
  });
}

describe('streets of OpenStreetMap', () => {
  it('Given a crossing of two-way streets, then eight links, all turns but the one back, and turning at the dead ends', () => {
    const town = importTown(CROSSING);
    expect(town.map.links).toHaveLength(8);
    expect(town.turn(2, 1, 3)?.turn).toBe('left');
    expect(town.turn(2, 1, 4)?.turn).toBe('through');
    expect(town.turn(2, 1, 5)?.turn).toBe('right');
    expect(town.turn(2, 1, 2)).toBeUndefined();
    expect(town.turn(1, 2, 1)?.turn).toBe('uturn');
  });

  it.each([
    ['yes', true, false],
    ['-1', false, true],
    ['no', true, true],
    ['reversible', false, false],
  ])('Given oneway=%s, then forward %s, backward %s', (oneway, forward, backward) => {
    const town = ring({ oneway });
    expect([town.link(1, 2) !== undefined, town.link(2, 1) !== undefined]).toEqual([forward, backward]);
  });

  it('Given a way drawn against its one-way direction, then its link is drawn as it is driven', () => {
    const town = importTown({
      nodes: { 1: [0, 0], 2: [400, 0], 3: [200, 200], 4: [-100, 0], 5: [500, 0], 6: [100, 30], 7: [300, 60] },
      ways: { 10: [[1, 6, 7, 2], { oneway: '-1' }], 20: [[1, 3, 2]], 30: [[1, 4]], 40: [[2, 5]] },
    });
    const lats = town.link(2, 1)!.via!.map(([, lat]) => Math.round((lat - 45) * 111_195));
    expect(lats).toEqual([60, 30]);
  });

  it('Given a roundabout, then it is driven one way, its traffic goes first, and who enters gives way', () => {
    const town = importTown({
      nodes: { 1: [15, 0], 2: [0, 15], 3: [-15, 0], 4: [0, -15], 5: [200, 0], 6: [0, 200], 7: [-200, 0] },
      ways: { 10: [[1, 2, 3, 4, 1], { junction: 'roundabout' }], 20: [[1, 5]], 30: [[2, 6]], 40: [[3, 7]] },
    });
    expect([town.link(1, 2) !== undefined, town.link(2, 1) !== undefined]).toEqual([true, false]);
    const [entering, circulating] = [town.turn(5, 1, 2)!, town.turn(3, 1, 2)!];
    expect(entering.yieldsTo).toContain(circulating.id);
    expect(circulating.yieldsTo).toEqual([]);
  });

  it('Given a sign to give way, then the more important road waits there', () => {
    const withSign = (facing: Tags) =>
      importTown({
        nodes: { ...CROSSING.nodes, 6: [0, 10, { highway: 'give_way', ...facing }] },
        ways: { ...CROSSING.ways, 10: [[2, 6, 1], { highway: 'primary' }], 11: [[1, 4], { highway: 'primary' }] },
      });
    const [signed, turned] = [withSign({ direction: 'forward' }), withSign({ direction: 'backward' })];
    const waits = (town: ImportedTown): boolean => town.turn(2, 1, 4)!.yieldsTo.includes(town.turn(5, 1, 3)!.id);
    expect([waits(signed), waits(turned)]).toEqual([true, false]);
  });

  it('Given a bridge over a road without a common node, then they do not meet, and the bridge has its level', () => {
    const { nodes } = CROSSING;
    const town = importTown({
      nodes: { 2: nodes[2]!, 3: nodes[3]!, 4: nodes[4]!, 5: nodes[5]!, 6: [400, 0], 7: [400, 300] },
      ways: {
        10: [[2, 4], { highway: 'primary', bridge: 'yes' }],
        20: [[5, 3], { tunnel: 'yes', layer: '-2' }],
        30: [[3, 6, 7, 2]],
        31: [[4, 6]],
        32: [[5, 2]],
      },
    });
    expect([town.link(2, 4)?.level, town.link(5, 3)?.level, town.link(4, 6)?.level]).toEqual([1, -2, undefined]);
  });

  it('Given points along a street where nothing changes, then they are its shape; where the limit changes for long, a node stays', () => {
    const town = (limits: readonly [string, string]) =>
      importTown({
        nodes: { 1: [0, 0], 2: [200, 20], 3: [400, 0] },
        ways: { 10: [[1, 2], { maxspeed: limits[0] }], 11: [[2, 3], { maxspeed: limits[1] }] },
      });
    const [alike, changing] = [town(['50', '50']), town(['50', '30'])];
    expect(alike.link(1, 3)?.via).toHaveLength(1);
    expect(changing.link(1, 2)?.speedLimitMps).toBeCloseTo(13.89, 2);
    expect(changing.link(2, 3)?.speedLimitMps).toBeCloseTo(8.33, 2);
    expect(changing.turn(1, 2, 3)?.turn).toBe('through');
  });

  it('Given ways that cars may not use, then they are left out and told; emergency=yes lets one in', () => {
    const closed: readonly Tags[] = [
      { access: 'no' },
      { highway: 'footway' },
      { motor_vehicle: 'private' },
      { highway: 'service', service: 'driveway' },
    ];
    for (const tags of closed) {
      const town = ring(tags);
      expect([tags, town.link(1, 2), town.told(/^ways left out/)]).toEqual([tags, undefined, 1]);
    }
    expect(ring({ access: 'no', motor_vehicle: 'yes' }).link(1, 2)).toBeDefined();
    expect(ring({ access: 'no', emergency: 'yes' }).link(1, 2)).toBeDefined();
    const busway = ring({ access: 'no', bus: 'designated', emergency: 'yes' });
    expect([busway.link(1, 2), busway.told(/buses and emergency vehicles only/)]).toEqual([undefined, 1]);
  });

  it.each<[Tags, boolean]>([
    [{ barrier: 'bollard' }, false],
    [{ barrier: 'gate' }, true],
    [{ barrier: 'gate', access: 'private' }, false],
    [{ barrier: 'bollard', emergency: 'yes' }, true],
  ])('Given %o on a street, then it can be driven through: %s', (tags, open) => {
    const town = importTown({
      ...CROSSING,
      nodes: { ...CROSSING.nodes, 6: [300, 0], 7: [250, 0, tags], 8: [0, 300] },
      ways: { ...CROSSING.ways, 22: [[3, 7, 6]], 23: [[2, 6]], 24: [[3, 4]], 25: [[2, 8]] },
    });
    expect([town.link(3, 2) !== undefined, town.turn(3, 7, 3)?.turn]).toEqual(open ? [true, undefined] : [false, 'uturn']);
    expect(town.told(/no way past/)).toBe(open ? 0 : 1);
  });

  it('Given a one-way road out of the area, then it is cut and told, and the street before it stays', () => {
    const town = importTown({
      ...CROSSING,
      nodes: { ...CROSSING.nodes, 6: [0, 500] },
      ways: { ...CROSSING.ways, 30: [[2, 6], { oneway: 'yes' }] },
    });
    expect([town.link(1, 2) !== undefined, town.link(2, 1) !== undefined, town.link(2, 6)]).toEqual([true, true, undefined]);
    expect(town.told(/do not lead back/)).toBe(1);
  });

  it('Given a street that ends where it begins, then a node cuts it in two', () => {
    const town = importTown({
      nodes: { ...CROSSING.nodes, 6: [300, 100], 7: [300, -100] },
      ways: { ...CROSSING.ways, 30: [[3, 6, 7, 3]] },
    });
    expect(town.told(/cut in two/)).toBe(1);
    expect(town.map.links.filter(({ from, to }) => from === 'n3' || to === 'n3')).toHaveLength(6);
  });

  it('Given points that the file does not hold, then the road ends before them, and that is told', () => {
    const town = importTown({ ...CROSSING, ways: { ...CROSSING.ways, 21: [[1, 3, 99]] } });
    expect([town.link(1, 3) !== undefined, town.told(/does not hold/)]).toEqual([true, 1]);
  });
});

describe('speed limits of OpenStreetMap', () => {
  it.each([
    ['50', 50],
    ['30 mph', 48.28],
    ['DE:rural', 100],
    ['GB:nsl_single', 96.56],
    ['DE:zone:30', 30],
    ['none', 130],
    ['walk', 7],
  ])('Given maxspeed=%s, then %s km/h', (maxspeed, kmh) => {
    expect(ring({ maxspeed }).link(1, 2)!.speedLimitMps * 3.6).toBeCloseTo(kmh, 1);
  });

  it('Given a limit per direction, then each has its own; none given, the class has one, told as assumed', () => {
    const town = ring({ 'maxspeed:forward': '70', maxspeed: '40', highway: 'secondary' });
    expect([town.link(1, 2)!.speedLimitMps, town.link(2, 1)!.speedLimitMps]).toEqual([19.44, 11.11]);
    const assumed = ring({ highway: 'secondary' });
    expect(assumed.link(1, 2)!.speedLimitMps).toBe(13.89);
    expect(assumed.told(/no speed limit given: 50 km\/h .*secondary/)).toBe(2);
    const odd = ring({ maxspeed: 'fast' });
    expect(odd.told(/not understood \(maxspeed=fast\)/)).toBe(2);
  });
});

describe('lanes of OpenStreetMap', () => {
  const lanes = (town: ImportedTown): readonly [number?, number?] => [
    town.link(1, 2)?.lanes.length,
    town.link(2, 1)?.lanes.length,
  ];

  it.each<[Tags, number, number]>([
    [{ lanes: '4' }, 2, 2],
    [{ lanes: '3', 'lanes:forward': '2' }, 2, 1],
    [{ lanes: '3', 'lanes:forward': '1', 'lanes:backward': '2' }, 1, 2],
    [{ lanes: '5', 'lanes:both_ways': '1' }, 2, 2],
    [{ lanes: '4', 'lanes:psv:forward': '1' }, 1, 2],
    [{ lanes: '4', 'bus:lanes:backward': 'yes|designated' }, 2, 1],
    [{}, 1, 1],
  ])('Given %o, then %i forward and %i backward', (tags, forward, backward) => {
    expect(lanes(ring(tags))).toEqual([forward, backward]);
  });

  it('Given painted arrows, then each lane serves its turns, the kerb lane first', () => {
    const town = importTown({
      ...CROSSING,
      ways: {
        ...CROSSING.ways,
        20: [[5, 1], { lanes: '5', 'lanes:forward': '3', 'turn:lanes:forward': 'left|through|through;right' }],
      },
    });
    expect(town.turn(5, 1, 2)!.lanes.map(([from]) => from)).toEqual([2]);
    expect(new Set(town.turn(5, 1, 3)!.lanes.map(([from]) => from))).toEqual(new Set([0, 1]));
    expect(town.turn(5, 1, 4)!.lanes.map(([from]) => from)).toEqual([0]);
  });

  it('Given a lane that is added before a junction, then it is a turn bay of one link', () => {
    const town = importTown({
      nodes: { ...CROSSING.nodes, 6: [-60, 0] },
      ways: {
        ...CROSSING.ways,
        20: [[5, 6], { lanes: '2' }],
        22: [[6, 1], { lanes: '3', 'lanes:forward': '2', 'turn:lanes:forward': 'left|through;right' }],
      },
    });
    const [kerb, bay] = town.link(5, 1)!.lanes;
    expect([kerb!.startM, Math.round(bay!.startM)]).toEqual([0, 140]);
    expect(town.turn(5, 1, 2)!.lanes.map(([from]) => from)).toEqual([1]);
    expect(town.turn(5, 1, 3)!.lanes.map(([from]) => from)).toEqual([0]);
  });

  it('Given arrows that do not fit the lanes, then they are not read, and that is told', () => {
    expect(ring({ lanes: '2', oneway: 'yes', 'turn:lanes': 'left|through|right' }).told(/do not fit/)).toBe(1);
  });
});
