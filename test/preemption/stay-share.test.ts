import { describe, expect, it } from 'vitest';
import { stayShare } from '../../src/preemption/stay-share.ts';
import { routeOf } from '../../src/routing/route.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { everyLane } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';
import { TrafficScene } from '../support/traffic-scene.ts';

const index = smallIndex(2);
const on = (lane: number, vehicles: number): LaneCount => ({ link: 'J01-J02', lane, vehicles, queueVeh: vehicles });

/** Traffic with so many in each of the two lanes straight on at the second junction, and so many in the bay for the left turn. */
function traffic(throughVeh: number, leftVeh: number) {
  const scene = new TrafficScene(index);
  const lanes = [on(0, throughVeh), on(1, throughVeh), on(2, leftVeh)];
  scene.hold(1, 'C', (junction) => everyLane(index, junction, lanes));
  return scene.traffic;
}

/** From the first junction to the second, and there to `exit`. */
function share(exit: string, throughVeh: number, leftVeh: number): number {
  const [first, second] = routeOf(index, ['SOUTH-J01', 'J01-J02', exit]).stops;
  return stayShare(index, traffic(throughVeh, leftVeh), first!, second!);
}

describe('how many of those ahead stay on the route', () => {
  it('is nearly all of them where it goes straight on, whoever waits to turn', () => {
    expect(share('J02-NORTH', 10, 5)).toBe(0.9);
  });

  it('is few of them where it turns off, as many as stand in the lanes for that turn', () => {
    // Two lanes feed one bay; 2 of 22 wait to turn, with a prior of a fifth of four vehicles.
    expect(share('J02-J02W', 10, 2)).toBeCloseTo((2 * (2 + 0.8)) / (22 + 4), 5);
    expect(share('J02-J02W', 5, 10)).toBeGreaterThan(share('J02-J02W', 10, 2));
  });

  it('is nearly all of them where another junction lies between, whatever is counted at the turn', () => {
    const long = smallIndex(3);
    const scene = new TrafficScene(long);
    scene.hold(1, 'C', (junction) => everyLane(long, junction, [{ link: 'J02-J03', lane: 2, vehicles: 5, queueVeh: 5 }]));
    const [first, second, third] = routeOf(long, ['SOUTH-J01', 'J01-J02', 'J02-J03', 'J03-J03W']).stops;
    expect(stayShare(long, scene.traffic, first!, third!)).toBe(0.9);
    expect(stayShare(long, scene.traffic, second!, third!)).not.toBe(0.9);
  });
});
