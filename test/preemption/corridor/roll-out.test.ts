import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/preemption/corridor/contents.ts';
import { corridorOf, STEP_S } from '../../../src/preemption/corridor/corridor.ts';
import { HORIZON_STEPS, RollOut } from '../../../src/preemption/corridor/roll-out.ts';
import { AMBULANCE_SPEED_FACTOR, SATURATION_HEADWAY_S } from '../../../src/preemption/traffic-constants.ts';
import { planRoute, type RouteStop } from '../../../src/routing/route.ts';
import type { JunctionState } from '../../../src/signal/junction-state.ts';
import type { TrafficState } from '../../../src/traffic/traffic-state.ts';
import { countedTraffic } from '../../support/counted-traffic.ts';
import { smallIndex } from '../../support/small-corridor.ts';

const index = smallIndex(4);
const route = planRoute(index, 'SOUTH-J01', 'NORTH')!;
const corridor = corridorOf(index, route);
const LIMIT_MPS = index.link('SOUTH-J01').speedLimitMps;

/** Junctions at which so many vehicles per lane stand before the bar. */
function queued(veh: readonly number[]): TrafficState {
  const stateAt = ({ junction, link, lanes }: RouteStop, queueVeh: number): JunctionState => ({
    junction,
    atMs: 0,
    mode: 'programme',
    groups: [],
    lanes: lanes.map((lane) => ({ link, lane, queueVeh, vehicles: queueVeh })),
  });
  const states = new Map(route.stops.map((stop, i) => [stop.junction, stateAt(stop, veh[i] ?? 0)]));
  return countedTraffic(index, states, 0);
}

/** Crossings of all bars and the end, s, by an ambulance at the start; each bar red before `greenFromS` and from `redFromS` on. */
function crossings(
  veh: readonly number[],
  greenFromS: readonly number[],
  redFromS = Number.POSITIVE_INFINITY,
): readonly number[] {
  const greens = new Uint8Array(corridor.bars * HORIZON_STEPS);
  route.stops.forEach((_, bar) => {
    for (let step = 0; step < HORIZON_STEPS; step++) {
      const atS = step * STEP_S;
      greens[bar * HORIZON_STEPS + step] = atS >= (greenFromS[bar] ?? 0) && atS < redFromS ? 1 : 0;
    }
  });
  const rollOut = new RollOut(corridor);
  const contents = contentsOf(index, route, corridor, queued(veh), 0);
  rollOut.run(contents, greens, new Float64Array(corridor.bars), 0, 1);
  return [...rollOut.arrivalS];
}

const last = (times: readonly number[]): number => times.at(-1)!;

describe('the corridor rolled forward', () => {
  it('given open road and green everywhere, then the ambulance drives freely', () => {
    expect(last(crossings([], []))).toBeCloseTo(route.lengthM / (LIMIT_MPS * AMBULANCE_SPEED_FACTOR), 0);
  });

  it('given red before an empty bar, then it waits there for the green', () => {
    expect(crossings([], [0, 90])[1]).toBeGreaterThanOrEqual(90);
    expect(crossings([], [0, 90])[1]).toBeLessThan(90 + 3 * STEP_S);
  });

  it.each([10, 20, 40])(
    'given %s vehicles per lane before a bar, then it crosses behind them at the saturation headway',
    (veh) => {
      const greenFromS = 60;
      const crossedS = crossings([veh], [greenFromS])[0]!;
      expect(crossedS).toBeGreaterThan(greenFromS + veh * SATURATION_HEADWAY_S * 0.95);
      expect(crossedS).toBeLessThan(greenFromS + veh * SATURATION_HEADWAY_S * 1.1 + 4 * STEP_S);
    },
  );

  it('given a full link behind an open bar, then nobody can enter it before its own queue moves', () => {
    const full = 300 / 7.5;
    const spilled = crossings([30, full], [0, 120]);
    const free = crossings([30, 0], [0, 120]);
    expect(spilled[0]! - free[0]!).toBeGreaterThan(40);
  });

  it('given a longer queue anywhere, then the ambulance is not earlier', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(25), { minLength: 4, maxLength: 4 }), fc.nat(3), fc.nat(100), (veh, at, greenS) => {
        const more = veh.map((v, i) => (i === at ? v + 8 : v));
        const greens = [0, greenS, greenS, 0];
        expect(last(crossings(more, greens))).toBeGreaterThanOrEqual(last(crossings(veh, greens)) - STEP_S);
      }),
      { numRuns: 50 },
    );
  });

  it('given a bar that stays red, then the arrival lies beyond the horizon, and never is infinite', () => {
    const times = crossings([], [], 0);
    expect(last(times)).toBeGreaterThan(HORIZON_STEPS * STEP_S);
    expect(last(times)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('is the same whatever was rolled out before', () => {
    const greens = new Uint8Array(corridor.bars * HORIZON_STEPS).fill(1);
    const contents = contentsOf(index, route, corridor, queued([20, 10, 30, 5]), 0);
    const used = new RollOut(corridor);
    used.run(contents, new Uint8Array(greens.length), new Float64Array(corridor.bars).fill(0.1), 0, 0.8);
    used.run(contents, greens, new Float64Array(corridor.bars), 0, 0.9);
    const fresh = new RollOut(corridor);
    fresh.run(contents, greens, new Float64Array(corridor.bars), 0, 0.9);
    expect([...used.arrivalS]).toEqual([...fresh.arrivalS]);
  });
});
