import { describe, expect, test } from 'vitest';
import { InputFaults } from '../../src/kernel/faults.ts';
import { decodeVehicleList, type VehicleList, vehicleListText } from '../../src/scenario/demand/vehicle-list.ts';

const list: VehicleList = {
  format: 'clearway-vehicles/1',
  source: 'Counted.',
  vehicles: [
    { id: 'a', departS: 0, route: ['x', 'y'] },
    { id: 'b', departS: 3.5, route: ['x', 'y'], type: 'bus', entry: 'from-rest' },
    { id: 'c', departS: 4, route: ['y'] },
  ],
};

describe('a list of vehicles', () => {
  test('is written with one vehicle per line and read as it was', () => {
    const text = vehicleListText(list);
    expect(text.split('\n').filter((line) => line.includes('"id"'))).toHaveLength(3);
    expect(decodeVehicleList('cars.json', JSON.parse(text))).toEqual(list);
    expect(decodeVehicleList('cars.json', JSON.parse(vehicleListText({ ...list, vehicles: [] }))).vehicles).toEqual([]);
  });

  test('keeps equal routes once', () => {
    const [a, b, c] = decodeVehicleList('cars.json', structuredClone(list)).vehicles;
    expect(a?.route).toBe(b?.route);
    expect(c?.route).not.toBe(a?.route);
  });

  test('names every fault of its shape', () => {
    const vehicles = [{ id: '', departS: -1, route: [], entry: 'flying', speed: 3 }];
    const decode = (): VehicleList => decodeVehicleList('cars.json', { ...list, source: '', vehicles });
    expect(decode).toThrow(InputFaults);
    for (const place of ['source', 'id', 'departS', 'route', 'entry', 'speed'])
      expect(decode).toThrow(new RegExp(`${place}\\b.*: `));
  });
});
