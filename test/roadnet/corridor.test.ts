import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCorridor, loadMap } from '../../src/adapters/files/map-file.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { decodeCorridor } from '../../src/roadnet/corridor.ts';
import { buildCorridor } from '../../src/roadnet/corridor-build.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { mapText } from '../../src/roadnet/map-text.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { signalsOnRoute } from '../../src/roadnet/signal-routes.ts';
import { routeOf } from '../../src/routing/route.ts';
import { fromRoot } from '../support/needs.ts';
import { smallCorridor } from '../support/small-corridor.ts';

const tables = readdirSync(fromRoot('maps')).filter((name) => name.endsWith('.corridor.yaml'));
const index = indexMap(loadMap(fromRoot('maps/hangzhou-shixin.json')));
const stations = Array.from({ length: 21 }, (_, i) => `S${String(i + 1).padStart(2, '0')}`);

describe('maps built from a table', () => {
  it.each(tables)('%s gives the committed map, byte for byte', (table) => {
    const json = table.replace('.corridor.yaml', '.json');
    expect(readFileSync(fromRoot(`maps/${json}`), 'utf8')).toBe(mapText(buildCorridor(loadCorridor(fromRoot(`maps/${table}`)))));
  });

  it('Given distances between nodes, then links and the ways inside nodes add up to them', () => {
    const small = indexMap(buildCorridor(smallCorridor(3)));
    const { lengthM } = routeOf(small, findRoute(small, 'SOUTH-J01', 'NORTH')!);
    expect(lengthM).toBeCloseTo(400 + 300 + 300 + 300, 0);
  });

  it('Given room beside the lanes of a street, then its links have it in both directions, and no others', () => {
    const plain = smallCorridor(2);
    const [first, second] = plain.junctions;
    const cross = { ...second!.cross, spareWidthM: 2.5 };
    const { links } = buildCorridor({ ...plain, junctions: [first!, { ...second!, cross }] });
    const roomy = links.filter(({ spareWidthM }) => spareWidthM === 2.5).map(({ id }) => id);
    expect(roomy.sort()).toEqual(['J02-J02E', 'J02-J02W', 'J02E-J02', 'J02W-J02']);
    expect(links.filter(({ spareWidthM }) => spareWidthM === undefined)).toHaveLength(links.length - 4);
    const wide = buildCorridor({ ...plain, road: { ...plain.road, spareWidthM: 2 } });
    expect(wide.links.find(({ id }) => id === 'J01-J02')!.spareWidthM).toBe(2);
    expect(wide.links.find(({ id }) => id === 'J01W-J01')!.spareWidthM).toBeUndefined();
  });

  it('Given a distance that is missing and a lane too many, then both are named', () => {
    const { junctions, ...rest } = smallCorridor(3);
    const { fromPreviousM: _dropped, ...bare } = junctions[1]!;
    expect(() => decodeCorridor('table', { ...rest, junctions: [junctions[0], bare] })).toThrow(/junctions\[1\]\.fromPreviousM/);
    const wide = { ...rest, road: { ...rest.road, lanes: 99, speedKmh: 'fast' }, junctions };
    expect(() => decodeCorridor('table', wide)).toThrow(InputFaults);
    expect(() => decodeCorridor('table', wide)).toThrow(/road\.lanes[\s\S]*road\.speedKmh/);
  });
});

describe('Shixin Road', () => {
  it('has 21 signalised junctions in a row, Chenhui Road first and Lihua Road last, on the way from south to north', () => {
    const route = findRoute(index, 'SOUTH-S01', 'NORTH')!;
    expect(signalsOnRoute(index, route)).toEqual(stations);
    expect(index.node('S01').name).toContain('Chenhui');
    expect(index.node('S21').name).toContain('Lihua');
  });

  it('is about 7 km from the first stop bar to the last, with unevenly spaced junctions, and runs north', () => {
    const { stops } = routeOf(index, findRoute(index, 'SOUTH-S01', 'NORTH')!);
    expect(stops.at(-1)!.alongM - stops[0]!.alongM).toBeGreaterThan(6800);
    expect(stops.at(-1)!.alongM - stops[0]!.alongM).toBeLessThan(7200);
    const gaps = stops.slice(1).map((stop, i) => stop.alongM - stops[i]!.alongM);
    expect(Math.min(...gaps)).toBeLessThan(200);
    expect(Math.max(...gaps)).toBeGreaterThan(540);
    expect(index.node('S21').lat).toBeGreaterThan(index.node('S01').lat);
  });

  it('has three through lanes and a left-turn bay in each direction, and is labelled schematic', () => {
    for (const id of ['S01-S02', 'S02-S01', 'S20-S21']) {
      expect(index.link(id).lanes.map((lane) => lane.startM > 0)).toEqual([false, false, false, true]);
    }
    expect(index.findMovement('S01-S02', 'S02-S03')?.lanes).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(index.findMovement('S01-S02', 'S02-S02W')?.lanes.every(([from]) => from === 3)).toBe(true);
    expect(index.map.schematic).toBe(true);
  });

  it('has the same groups and stages at every junction, stage A for the road', () => {
    for (const id of stations) {
      const junction = index.junction(id);
      expect(junction.groups.map((group) => group.id).join(' ')).toBe('NBT NBL SBT SBL EBT EBL WBT WBL P-S P-N P-W P-E');
      expect(junction.stages.map((stage) => stage.id).join(' ')).toBe('A B C D NB SB EB WB');
      expect([...junction.stages[0]!.groups].sort()).toEqual(['NBT', 'P-E', 'P-W', 'SBT']);
    }
  });
});
