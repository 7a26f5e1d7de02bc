import { describe, expect, it } from 'vitest';
import { forecastRoute } from '../../src/preemption/forecast.ts';
import { FREE_FLOW } from '../../src/roadnet/live-conditions.ts';
import { routeOf } from '../../src/routing/route.ts';
import type { JunctionMode, JunctionState, LaneCount } from '../../src/signal/junction-state.ts';
import { everyLane, queueOn } from '../support/core-scene.ts';
import { countedTraffic } from '../support/counted-traffic.ts';
import { smallIndex } from '../support/small-corridor.ts';

const NOW_MS = 10_000_000;
const index = smallIndex(3, 120);
const STRAIGHT = ['SOUTH-J01', 'J01-J02', 'J02-J03', 'J03-NORTH'];
const FROM_THE_WEST = ['J01W-J01', 'J01-J02', 'J02-J03', 'J03-NORTH'];

/** J02 with its cross street green for 5 s; the left turns and the main road have waited for it. */
function secondJunction(mode: JunctionMode): JunctionState {
  const junction = index.junction('J02');
  const open = junction.stages.find(({ id }) => id === 'C')!.groups;
  const groups = junction.groups.map(({ id }) =>
    open.includes(id)
      ? ({ group: id, lamp: 'green', sinceMs: NOW_MS - 5_000 } as const)
      : ({ group: id, lamp: 'red', sinceMs: NOW_MS - 100_000 } as const),
  );
  return { junction: 'J02', atMs: NOW_MS, mode, stage: 'C', groups, lanes: [] };
}

function forecast(links: readonly string[], second?: JunctionMode, lanes: readonly LaneCount[] = []) {
  const states = new Map(second === undefined ? [] : [['J02', { ...secondJunction(second), lanes }] as const]);
  return forecastRoute(index, routeOf(index, links), 0, states, countedTraffic(index, states, NOW_MS), NOW_MS, FREE_FLOW);
}

describe('what lies ahead of an ambulance', () => {
  it('given a junction that serves those whom a hold has starved, then it is reached when that is over, and those behind it as much later', () => {
    const [first, second, third] = forecast(STRAIGHT, 'starved-service');
    const [freeFirst, freeSecond, freeThird] = forecast(STRAIGHT, 'programme');
    expect(first!.drivingS).toBe(freeFirst!.drivingS);
    // The rest of the cross street's turn, two left turns and what lies between them.
    expect(second!.drivingS).toBeGreaterThan(freeSecond!.drivingS + 10);
    expect(second!.earliestS).toBe(second!.drivingS);
    const laterS = second!.drivingS - freeSecond!.drivingS;
    expect(third!.drivingS).toBeCloseTo(freeThird!.drivingS + laterS, 5);
    expect(third!.earliestS).toBeGreaterThan(freeThird!.earliestS);
  });

  it('given a queue before such a junction, then it goes when that is over, and the ambulance behind it', () => {
    const lanes = everyLane(index, 'J02', queueOn('J01-J02', [0, 1], 6));
    const second = forecast(STRAIGHT, 'starved-service', lanes)[1]!;
    expect(second.clearS).toBeGreaterThan(6 * 1.9);
    expect(second.arrivalS).toBeCloseTo(second.drivingS + second.clearS, 5);
  });

  it('given a turn, then what lies behind it is reached some seconds later than as far straight on', () => {
    const [turned, straight] = [forecast(FROM_THE_WEST), forecast(STRAIGHT)];
    const legS = (ahead: typeof turned, leg: number) => ahead[leg]!.drivingS - ahead[leg - 1]!.drivingS;
    expect(legS(turned, 1)).toBeGreaterThan(legS(straight, 1) + 4);
    expect(legS(turned, 2)).toBeCloseTo(legS(straight, 2), 5);
  });
});
