import { describe, expect, it } from 'vitest';
import { unaidedTrip } from '../../src/preemption/unaided-trip.ts';
import { FREE_FLOW, type LiveConditions } from '../../src/roadnet/live-conditions.ts';
import { planRoute } from '../../src/routing/route.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
const route = planRoute(index, 'SOUTH-J01', 'NORTH')!;
const states = new Map(
  route.stops.map(({ junction }): [string, JunctionState] => [
    junction,
    { junction, atMs: 0, mode: 'programme', groups: [], lanes: [] },
  ]),
);

/** Seconds to each stop bar with nobody else on the road, each light 40 s green and 60 s red. */
function passedS(live: LiveConditions): readonly number[] {
  return unaidedTrip(index, route, 0, states, () => ({ greenS: 40, redS: 60 }), 0, live)!.bars.map((bar) => bar.passedS);
}

describe('the trip without priority', () => {
  it('is held up by a slow road as the trip with it is, from there on', () => {
    const slow = passedS({ ...FREE_FLOW, delays: [{ link: route.stops[1]!.link, seconds: 90 }] });
    const later = slow.map((s, i) => s - passedS(FREE_FLOW)[i]!);
    expect(later[0]).toBe(0);
    // The last of it lies inside the node behind the bar.
    expect(later[1]).toBeGreaterThan(75);
    expect(later[2]).toBeCloseTo(90, 5);
  });

  it('waits at every light for the mean of what one waits who comes at any moment of its cycle', () => {
    const drivenS = route.stops.map(({ alongM, link }) => alongM / (index.link(link).speedLimitMps * 1.2));
    passedS(FREE_FLOW).forEach((s, i) => {
      expect(s - drivenS[i]!).toBeCloseTo((i + 1) * (60 ** 2 / 200), 5);
    });
  });
});
