import { describe, expect, test } from 'vitest';
import { approachMap, approachTraffic } from '../../bench/gates/approach.ts';
import { type Gate, holds } from '../../bench/gates/gate.ts';
import { TrafficCheck } from '../../bench/gates/traffic-check.ts';
import { gatesTable } from '../../bench/report/gates-table.ts';
import type { VehicleView } from '../../src/simulator/simulator.ts';
import { sketchMap } from '../support/simulator-maps.ts';

const gate = (values: Gate['values']): Gate => ({
  ...{ name: 'headway', unit: 's', digits: 2, band: { least: 1.9, most: 2.1 }, values },
  notes: ['too wide on Mondays'],
});

describe('a gate', () => {
  test('holds when everything measured lies in its band, both ends included', () => {
    expect(holds(gate({ a: 1.9, b: 2.1 }))).toBe(true);
    expect(holds(gate({ a: 2, b: 2.11 }))).toBe(false);
    expect(holds(gate({ a: Number.NaN }))).toBe(false);
  });

  test('is told with what was measured and its band, with its notes where it does not hold', () => {
    expect(gatesTable([gate({ a: 1.95, b: 2.05 })])).toMatch(/headway +1.95 to 2.05 s +1.90 to 2.10 s +yes/);
    expect(gatesTable([gate({ a: 1.95, b: 2.05 })])).not.toContain('Mondays');
    expect(gatesTable([gate({ a: 1.851, b: 1.849 })])).toMatch(/headway +1.85 s +1.90 to 2.10 s +NO[\s\S]*too wide on Mondays$/);
  });
});

const vehicle = (more: Partial<VehicleView>): VehicleView => ({
  ...{ id: 0, link: 0, lane: 0, toLane: -1, positionM: 100, lengthM: 5, speedMps: 10, emergency: false },
  ...more,
});

/** What a check says of vehicles seen at these places, step by step. */
function looked(check: TrafficCheck, steps: readonly (readonly VehicleView[])[], inside?: number): TrafficCheck {
  for (const [timeS, seen] of steps.entries()) {
    const count = inside ?? seen.length;
    const none = new Float64Array();
    const totals = { wanted: count, inside: count, waiting: 0, left: 0, missedTurns: 0, lossS: none, spentS: none };
    check.look({ timeS, totals: () => totals, visit: (visitor) => seen.forEach(visitor) });
  }
  return check;
}

describe('the check of traffic', () => {
  const road = (): TrafficCheck => new TrafficCheck(approachMap(), approachTraffic(2, 1, 1));

  test('finds two in one place of a lane, and nobody where they only touch', () => {
    expect(looked(road(), [[vehicle({ id: 0 }), vehicle({ id: 1, positionM: 95.1 })]]).onLanes).toHaveLength(1);
    expect(looked(road(), [[vehicle({ id: 0 }), vehicle({ id: 1, positionM: 95 })]]).onLanes).toEqual([]);
  });

  test('finds someone at the bar in someone whose rear has not passed it', () => {
    const behind = vehicle({ id: 1, positionM: 600 });
    expect(looked(road(), [[vehicle({ id: 0, positionM: 604 }), behind]]).onLanes).toHaveLength(1);
    expect(looked(road(), [[vehicle({ id: 0, positionM: 605.1 }), behind]]).onLanes).toEqual([]);
  });

  test('finds who vanishes and who drives backwards', () => {
    expect(looked(road(), [[vehicle({})]], 2).notConserved).toHaveLength(1);
    expect(looked(road(), [[vehicle({ speedMps: -1 })]]).notConserved).toHaveLength(1);
  });

  test('finds two where their ways through a node cross, once for each meeting', () => {
    const lanes = [0];
    const map = sketchMap(
      [
        { id: 'west', from: 'W', to: 'J', lengthM: 300, lanes },
        { id: 'south', from: 'S', to: 'J', lengthM: 300, lanes },
        { id: 'east', from: 'J', to: 'E', lengthM: 300, lanes },
        { id: 'north', from: 'J', to: 'N', lengthM: 300, lanes },
      ],
      [
        { from: 'west', to: 'east', lanes: [[0, 0]] },
        { from: 'south', to: 'north', lanes: [[0, 0]], yieldsTo: ['west>east'] },
      ],
    );
    const plan = { departS: 0, speedFactor: 1, driverSeed: 1 };
    const plans = [
      { ...plan, route: ['west', 'east'] },
      { ...plan, route: ['south', 'north'] },
    ];
    // The paths are 20 m long and cross in their middle.
    const at = (frontM: number, otherM: number) => [
      vehicle({ id: 0, link: 0, positionM: 300 + frontM }),
      vehicle({ id: 1, link: 1, positionM: 300 + otherM }),
    ];
    expect(looked(new TrafficCheck(map, plans), [at(9, 11), at(12, 14), at(13, 14.9)]).inNodes).toHaveLength(1);
    expect(looked(new TrafficCheck(map, plans), [at(12, 9), at(16, 12)]).inNodes).toEqual([]);
  });
});
