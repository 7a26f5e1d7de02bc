import { describe, expect, it } from 'vitest';
import { BandSearch, type CorridorView } from '../../../src/preemption/corridor/band-search.ts';
import { controlOf } from '../../../src/preemption/corridor/control-of-bar.ts';
import type { CorridorPlan } from '../../../src/preemption/corridor/corridor-plan.ts';
import { planRoute } from '../../../src/routing/route.ts';
import type { JunctionState } from '../../../src/signal/junction-state.ts';
import { countedTraffic } from '../../support/counted-traffic.ts';
import { smallIndex } from '../../support/small-corridor.ts';

const NOW_MS = 10_000_000;
const index = smallIndex(5, 120);
const route = planRoute(index, 'SOUTH-J01', 'NORTH')!;
const NOTHING: CorridorPlan = { links: route.links, beginMs: new Map(), pauseMs: new Map(), arrivalMs: new Map() };

/** Every junction in its cross stage, `queueVeh` per lane before each bar of the route, the ambulance at the tail of the first. */
function jam(queueVeh: number, silent: readonly string[] = []): CorridorView {
  const states = new Map(
    route.stops
      .filter(({ junction }) => !silent.includes(junction))
      .map(({ junction: id, link, lanes }): [string, JunctionState] => {
        const { groups, stages } = index.junction(id);
        const open = stages.find((stage) => stage.id === 'C')!.groups;
        const shown = groups.map(({ id: group, kind }) => {
          const lamp = kind === 'vehicle' && open.includes(group) ? ('green' as const) : ('red' as const);
          return { group, lamp, sinceMs: NOW_MS - 30_000 };
        });
        const counts = lanes.map((lane) => ({ link, lane, queueVeh, vehicles: queueVeh }));
        return [id, { junction: id, atMs: NOW_MS, mode: 'programme', stage: 'C', groups: shown, lanes: counts }];
      }),
  );
  const cycleOf = () => ({ greenS: 72, redS: 98 });
  const bars = route.stops.map((stop) => ({
    stop,
    next: route.links[stop.linkIndex + 1]!,
    state: states.get(stop.junction),
    cycleOf,
    asking: undefined,
    closed: false,
  }));
  return {
    index,
    route,
    alongM: 20,
    traffic: countedTraffic(index, states, NOW_MS),
    bars,
    urgency: 'life-threat',
    nowMs: NOW_MS,
  };
}

const seconds = (times: ReadonlyMap<number, number>): readonly number[] =>
  [...times].sort(([a], [b]) => a - b).map(([, ms]) => (ms - NOW_MS) / 1000);

describe('bands along a corridor', () => {
  const view = jam(36);
  const search = new BandSearch(view, undefined);
  search.layBands(Number.NEGATIVE_INFINITY);
  const plan = search.plan();
  const { laterS, pauseS } = controlOf(index, view.bars[0]!, NOW_MS).hold!;

  it('given a jam, then green begins at each junction by the time in which the platoon comes from the one before, whole cycles apart', () => {
    const pauses = seconds(plan.pauseMs);
    const gapsM = route.stops.slice(1).map((stop, i) => stop.alongM - route.stops[i]!.alongM);
    const cycleS = laterS + pauseS;
    const speeds = pauses.slice(1).map((atS, i) => gapsM[i]! / ((((atS - pauses[i]!) % cycleS) + cycleS) % cycleS));
    expect(pauses).toHaveLength(5);
    for (const speedMps of speeds) expect(speedMps).toBeCloseTo(speeds[0]!, 1);
    expect(speeds[0]).toBeGreaterThan(10);
    expect(speeds[0]).toBeLessThan(14);
  });

  it('given a junction whose line is down, then the others are planned all the same', () => {
    const without = new BandSearch(jam(36, ['J03']), undefined);
    without.layBands(Number.NEGATIVE_INFINITY);
    expect(seconds(without.plan().beginMs)).toHaveLength(4);
  });

  it('given a longer jam, then the ambulance is expected later', () => {
    const longer = new BandSearch(jam(38), plan).plan();
    const shorter = new BandSearch(jam(15), plan).plan();
    expect(seconds(longer.arrivalMs).at(-1)).toBeGreaterThan(seconds(shorter.arrivalMs).at(-1)!);
  });

  it('given a plan, then it stands as long as no other wins enough', () => {
    const again = new BandSearch(view, plan);
    again.layBands(Number.POSITIVE_INFINITY);
    expect(again.plan()).toEqual(plan);
  });

  it('given times moved one by one, then the ambulance is expected no later than with the bands as laid, by what the search weighs', () => {
    const moved = new BandSearch(view, plan);
    const before = seconds(moved.plan().arrivalMs).at(-1)!;
    for (let turn = 0; turn < 5; turn++) moved.improve(turn, 1);
    expect(seconds(moved.plan().arrivalMs).at(-1)).toBeLessThan(before + 15);
  });

  it('given a junction that the plan before does not know, then it is left to its programme until bands are laid anew', () => {
    expect(seconds(new BandSearch(view, NOTHING).plan().beginMs)).toEqual([]);
  });
});
