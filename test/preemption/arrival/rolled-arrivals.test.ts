import { describe, expect, it } from 'vitest';
import type { ArrivalView } from '../../../src/preemption/arrival/arrival-view.ts';
import { type RolledArrival, rolledArrivals } from '../../../src/preemption/arrival/expected-arrivals.ts';
import type { Urgency } from '../../../src/preemption/mission.ts';
import type { Strategy } from '../../../src/preemption/strategy.ts';
import { FREE_FLOW } from '../../../src/roadnet/live-conditions.ts';
import { planRoute, type RouteStop } from '../../../src/routing/route.ts';
import type { JunctionState } from '../../../src/signal/junction-state.ts';
import type { Lamp } from '../../../src/signal/lamp.ts';
import { countedTraffic } from '../../support/counted-traffic.ts';
import { smallIndex } from '../../support/small-corridor.ts';

const index = smallIndex(4);
const route = planRoute(index, 'SOUTH-J01', 'NORTH')!;
const FREE_FACTOR = 1.25;
const freeS = route.lengthM / (index.link('SOUTH-J01').speedLimitMps * FREE_FACTOR);
const NOW_MS = 1_000_000_000;

interface Bar {
  readonly lamp: Lamp;
  readonly untilS: number;
  readonly queueVeh?: number;
}

/** Fixed-time junctions, 40 s of green and 60 of red, that show a lamp for so many seconds from now; the ambulance at the start. */
function viewOf(strategy: Strategy, bars: readonly Bar[], way = route): ArrivalView {
  const states = new Map(way.stops.map((stop, i) => [stop.junction, stateOf(stop, bars[i]!)]));
  return {
    index,
    route: way,
    alongM: 0,
    uncertaintyM: 5,
    speedMps: 14,
    freeFactor: FREE_FACTOR,
    traffic: countedTraffic(index, states, NOW_MS),
    bars: way.stops.map((stop) => ({
      stop,
      next: way.links[stop.linkIndex + 1]!,
      state: states.get(stop.junction),
      cycleOf: () => ({ greenS: 40, redS: 60 }),
      asking: undefined,
      closed: false,
      request: {
        id: `M1/${stop.junction}`,
        mission: 'M1',
        junction: stop.junction,
        stop,
        state: 'queued',
        sinceMs: NOW_MS,
        passed: false,
      },
    })),
    strategy,
    urgency: 'life-threat',
    isJammed: false,
    plan: undefined,
    live: FREE_FLOW,
    nowMs: NOW_MS,
  };
}

function stateOf({ junction: id, link, lanes, group: own }: RouteStop, { lamp, untilS, queueVeh = 0 }: Bar): JunctionState {
  const { groups } = index.junction(id);
  const shown = (group: string): Lamp => (group === own ? lamp : lamp === 'red' && group.includes('EB') ? 'green' : 'red');
  return {
    junction: id,
    atMs: NOW_MS,
    mode: 'programme',
    groups: groups.map(({ id: group }) => ({
      group,
      lamp: shown(group),
      sinceMs: NOW_MS - 20_000,
      likelyEndMs: NOW_MS + untilS * 1000,
    })),
    lanes: lanes.map((lane) => ({ link, lane, queueVeh, vehicles: queueVeh })),
  };
}

const green = { lamp: 'green', untilS: 1000 } as const;
const arrivals = (strategy: Strategy, bars: readonly Bar[]): readonly RolledArrival[] => rolledArrivals(viewOf(strategy, bars));
const [NONE, TRIGGER, OURS] = [{ kind: 'none' }, { kind: 'fixed-eta', leadS: 30 }, { kind: 'wavefront' }] as const;

describe('arrivals from the corridor rolled forward', () => {
  it('given open road and green everywhere, then the ambulance drives freely', () => {
    const [end] = arrivals(NONE, Array(4).fill(green)).slice(-1);
    expect(end!.bar).toBeUndefined();
    expect(end!.expectedS).toBeGreaterThan(freeS - 1);
    expect(end!.expectedS).toBeLessThan(freeS + 5);
  });

  it('given a red that nobody asks to end, then it waits for the green that the programme announces', () => {
    const [, second] = arrivals(NONE, [green, { lamp: 'red', untilS: 90 }, green, green]);
    expect(second!.expectedS).toBeGreaterThan(89);
    expect(second!.expectedS).toBeLessThan(97);
  });

  it('given a strategy that will ask for green in time, then the red ahead does not count', () => {
    const red = [green, green, { lamp: 'red', untilS: 300 } as const, green];
    const at = (strategy: Strategy): number => arrivals(strategy, red)[2]!.expectedS;
    expect(at(NONE)).toBeGreaterThan(299);
    expect(at(OURS)).toBeLessThan(arrivals(NONE, Array(4).fill(green))[2]!.expectedS + 10);
    expect(at(TRIGGER)).toBeLessThan(120);
  });

  it.each([5, 10, 20])(
    'given %s vehicles per lane before a bar, then it crosses behind them at the saturation headway',
    (queueVeh) => {
      const [first] = arrivals(NONE, [{ lamp: 'red', untilS: 40, queueVeh }, green, green, green]);
      const dischargeS = 40 + 2 + 1.95 * queueVeh;
      expect(first!.expectedS).toBeGreaterThan(dischargeS - 3);
      expect(first!.expectedS).toBeLessThan(dischargeS + 9);
    },
  );

  it('given a queue that just goes within the green, then longer queues mean the next green', () => {
    const [first] = arrivals(NONE, [{ lamp: 'red', untilS: 20, queueVeh: 17 }, green, green, green]);
    expect(first!.expectedS).toBeLessThan(62);
    expect(first!.badlyS).toBeGreaterThan(115);
  });

  it('given others who are served first, then it waits for the green after them, and is later from there on', () => {
    const free = viewOf(OURS, Array<Bar>(4).fill(green));
    const second = { ...free.bars[1]!, greenFromMs: NOW_MS + 120_000 };
    const behind = rolledArrivals({ ...free, bars: free.bars.map((bar, i) => (i === 1 ? second : bar)) });
    expect(behind[0]!.expectedS).toBe(rolledArrivals(free)[0]!.expectedS);
    expect(behind[1]!.expectedS).toBeGreaterThan(115);
    expect(behind[1]!.expectedS).toBeLessThan(132);
    expect(behind[3]!.expectedS).toBeGreaterThan(behind[1]!.expectedS + 30);
  });

  it('given a jam that goes on, then for those in a hurry green begins by the queue lead and no longer by plans, and for others not', () => {
    const queued: Bar = { lamp: 'red', untilS: 45, queueVeh: 6 };
    const view = viewOf(OURS, [green, queued, queued, queued]);
    const greenBeforeS = (urgency: Urgency, isJammed: boolean): number =>
      rolledArrivals({ ...view, urgency, isJammed })[3]!.greenBeforeS!;
    expect(greenBeforeS('urgent', true)).not.toBe(greenBeforeS('urgent', false));
    expect(greenBeforeS('routine', true)).toBe(greenBeforeS('routine', false));
  });

  it('given that others are served first at a junction that is asked already, then its green comes after them, before the ambulance', () => {
    const view = viewOf(OURS, [green, { lamp: 'red', untilS: 60 }, green, green]);
    const second = view.bars[1]!;
    const state: JunctionState = { ...second.state!, mode: 'priority', priorityHeldSinceMs: NOW_MS - 5_000 };
    const asking = { stage: 'C', purpose: 'cross-service', sinceMs: NOW_MS - 5_000 } as const;
    const request = { ...second.request!, state: 'activated' } as const;
    const serving = { ...second, state, asking, request };
    const [, arrival] = rolledArrivals({ ...view, bars: view.bars.map((bar, i) => (i === 1 ? serving : bar)) });
    expect(arrival!.greenS).toBeGreaterThan(0);
    expect(arrival!.greenS).toBeLessThan(arrival!.expectedS);
    expect(arrival!.greenBeforeS).toBeUndefined();
  });

  it('given a junction held nearly as long as it may be, and the ambulance close before it, then it goes on to be green', () => {
    const view = viewOf(OURS, Array<Bar>(4).fill(green));
    const first = view.bars[0]!;
    const heldSinceMs = NOW_MS - 1000 * (index.junction(first.stop.junction).maxPresenceS - 20);
    const groups = first.state!.groups.map((group) => ({ ...group, sinceMs: heldSinceMs }));
    const state: JunctionState = { ...first.state!, mode: 'priority', stage: 'A', groups, priorityHeldSinceMs: heldSinceMs };
    const asking = { stage: 'A', purpose: 'green-wave', sinceMs: heldSinceMs } as const;
    const held = { ...first, state, asking, request: { ...first.request!, state: 'activated' } as const };
    const alongM = first.stop.alongM - 100;
    const [arrival] = rolledArrivals({ ...view, alongM, bars: [held, ...view.bars.slice(1)] });
    expect(arrival!.expectedS).toBeLessThan(15);
  });

  it('given a trigger, then green is foretold for when that fires and the junction has changed, however long the queue', () => {
    for (const queueVeh of [0, 3]) {
      const [, , third] = arrivals(TRIGGER, [green, green, { lamp: 'red', untilS: 300, queueVeh }, green]);
      expect(third!.greenBeforeS).toBeGreaterThan(10);
      expect(third!.greenBeforeS).toBeLessThan(30);
    }
  });

  it('given a light that nobody asks for, then no green is promised', () => {
    for (const one of arrivals(NONE, Array<Bar>(4).fill(green))) {
      expect(one.greenS).toBeUndefined();
      expect(one.greenBeforeS).toBeUndefined();
    }
  });

  it('counts the lights and the turns that lie before', () => {
    const turning = planRoute(index, 'SOUTH-J01', 'J02E')!;
    const ends = rolledArrivals(viewOf(NONE, [green, green], turning));
    expect(ends.map(({ lights }) => lights)).toEqual([1, 2, 2]);
    expect(ends.map(({ turns }) => turns)).toEqual([0, 0, 1]);
  });

  it('is the same however often it is asked, and whatever was asked before', () => {
    const bars = [green, { lamp: 'red', untilS: 45, queueVeh: 8 } as const, green, green];
    const before = arrivals(OURS, bars);
    arrivals(NONE, bars);
    expect(arrivals(OURS, bars)).toEqual(before);
  });
});
