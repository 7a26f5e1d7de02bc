import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approachMap } from '../../bench/gates/approach.ts';
import { randomStream } from '../../src/kernel/random.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import {
  Aspect,
  type EmergencyPlan,
  type SimulatorSetup,
  type TrafficSimulator,
  type VehiclePlan,
  type Yielding,
} from '../../src/simulator/simulator.ts';
import { noOverlapOfOthers } from '../support/overlap.ts';
import { corridorMap } from '../support/simulator-maps.ts';

const EVERYBODY: Yielding = { probability: 1, withinM: 50 };
const HALF_LANE_M = 1.6;
const THIRTY_KMH = 30 / 3.6;

function withSpare(map: RoadMap, spareWidthM: (link: string) => number): RoadMap {
  return { ...map, links: map.links.map((link) => ({ ...link, spareWidthM: spareWidthM(link.id) })) };
}

function ambulance(departS: number, vehicle = 'AMB', route = ['in', 'out']): EmergencyPlan {
  return { vehicle, departS, route, speedFactor: 1.25 };
}

/** A queue of ten on the way to a red light, and an ambulance that comes up behind it at about 100 s. */
function queueBefore(map: RoadMap, rest: Partial<SimulatorSetup> = {}): TrafficSimulator {
  const vehicles: VehiclePlan[] = Array.from({ length: 10 }, (_, n) => ({
    departS: n * 3,
    route: ['in', 'out'],
    speedFactor: 1,
    driverSeed: n,
  }));
  return createSimulator({ map, stepS: 0.5, vehicles, emergencies: [ambulance(60)], yielding: EVERYBODY, ...rest });
}

function runTo(sim: TrafficSimulator, untilS: number, check: () => void = () => {}): void {
  while (sim.timeS < untilS) {
    sim.step();
    check();
  }
}

const positionM = (sim: TrafficSimulator): number => sim.emergencies()[0]!.positionM;

describe('behind a queue that stands at a red light', () => {
  it('an ambulance is trapped where there is no room to pull aside', () => {
    const sim = queueBefore(approachMap());
    runTo(sim, 160);
    // Ten vehicles of about 7 m with their gaps stand before it.
    expect(positionM(sim)).toBeGreaterThan(515);
    expect(positionM(sim)).toBeLessThan(535);
    expect(sim.emergencies()[0]!.speedMps).toBe(0);
    sim.setAspect(0, Aspect.green);
    runTo(sim, 260);
    expect(sim.totals()).toMatchObject({ inside: 0, left: 11 });
  });

  it('it is no better with less than half a lane to spare, or with drivers who do not yield', () => {
    const trapped = queueBefore(approachMap());
    const narrow = queueBefore(withSpare(approachMap(), () => HALF_LANE_M - 0.1));
    const stubborn = queueBefore(
      withSpare(approachMap(), () => 3),
      { yielding: { probability: 0, withinM: 50 } },
    );
    for (const sim of [trapped, narrow, stubborn]) runTo(sim, 160);
    expect(narrow.emergencies()).toEqual(trapped.emergencies());
    expect(stubborn.emergencies()).toEqual(trapped.emergencies());
  });

  it('it comes to the bar with half a lane to spare, past vehicles that stand aside and do not cross the bar', () => {
    const sim = queueBefore(withSpare(approachMap(), () => HALF_LANE_M));
    let fastestBesideMps = 0;
    runTo(sim, 160, () => {
      let beside = false;
      const x = positionM(sim);
      sim.visit((v) => {
        if (v.emergency) return;
        expect(v.positionM).toBeLessThanOrEqual(600);
        if (v.link === 0 && x > v.positionM - v.lengthM && x - 6 < v.positionM) beside = true;
      });
      if (beside) fastestBesideMps = Math.max(fastestBesideMps, sim.emergencies()[0]!.speedMps);
    });
    expect(positionM(sim)).toBeGreaterThan(597);
    expect(positionM(sim)).toBeLessThanOrEqual(600);
    expect(fastestBesideMps).toBeGreaterThan(0.8 * THIRTY_KMH);
    expect(fastestBesideMps).toBeLessThan(THIRTY_KMH + 2);
  });

  it('it is the first to go at green, and all others drive on behind it', () => {
    const sim = queueBefore(withSpare(approachMap(), () => HALF_LANE_M));
    runTo(sim, 160);
    sim.setAspect(0, Aspect.green);
    const order: number[] = [];
    runTo(sim, 260, () =>
      sim.visit((v) => {
        if (v.link === 1 && !order.includes(v.id)) order.push(v.id);
      }),
    );
    expect(order).toEqual([10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sim.totals()).toMatchObject({ inside: 0, left: 11 });
    // Without a queue it would come to the bar at the same time.
    expect(sim.emergencies()[0]!.arrivedS).toBeLessThan(190);
  });

  it('it comes as far as the first driver who does not yield, and drivers are the same ones whatever the rest', () => {
    const half: Yielding = { probability: 0.5, withinM: 50 };
    const wide = withSpare(approachMap(), () => 2);
    const one = queueBefore(wide, { yielding: half });
    const other = queueBefore(wide, { yielding: half, stepS: 0.25, emergencies: [ambulance(65)] });
    for (const sim of [one, other]) runTo(sim, 160);
    expect(positionM(one)).toBeGreaterThan(515);
    expect(positionM(one)).toBeLessThan(590);
    expect(Math.abs(positionM(one) - positionM(other))).toBeLessThan(1);
  });

  it('drivers begin when the siren is 50 m behind and take 2 to 3 s: it does not have to stop', () => {
    const sim = queueBefore(withSpare(approachMap(), () => 2));
    let slowest = Number.POSITIVE_INFINITY;
    runTo(sim, 160, () => {
      const { phase, speedMps } = sim.emergencies()[0]!;
      if (phase === 'driving' && positionM(sim) > 100 && positionM(sim) < 560) slowest = Math.min(slowest, speedMps);
    });
    expect(slowest).toBeGreaterThan(3);
    expect(slowest).toBeLessThan(THIRTY_KMH + 1);
  });
});

describe('in moving traffic', () => {
  const stream = (yielding: Yielding | undefined, map: RoadMap): TrafficSimulator => {
    const vehicles: VehiclePlan[] = Array.from({ length: 60 }, (_, n) => ({
      departS: n * 2.5,
      route: ['in', 'out'],
      speedFactor: 0.6,
      driverSeed: n,
    }));
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [ambulance(100)], ...(yielding && { yielding }) });
    sim.setAspect(0, Aspect.green);
    return sim;
  };

  it('it passes those who pull aside, and comes through sooner than behind them', () => {
    const road = withSpare(approachMap({ lengthM: 1500 }), () => 2);
    const [alone, helped] = [stream(undefined, road), stream(EVERYBODY, road)];
    for (const sim of [alone, helped]) runTo(sim, 600, () => noOverlapOfOthers(sim, road));
    const [slow, fast] = [alone, helped].map((sim) => sim.emergencies()[0]!.arrivedS - 100);
    expect(slow).toBeGreaterThan(200);
    expect(fast).toBeLessThan(0.85 * slow!);
    expect(helped.totals()).toMatchObject({ inside: 0, left: 61 });
  });

  it('drivers go over to the next lane where there is a gap and no room to pull aside', () => {
    // Given slow traffic on two lanes, with gaps beside
    const road = approachMap({ lanes: 2, lengthM: 1500 });
    const changesOf = (yielding: Yielding | undefined): number => {
      const sim = stream(yielding, road);
      const lane = new Map<number, number>();
      let away = 0;
      runTo(sim, 250, () => {
        const siren = sim.emergencies()[0]!;
        sim.visit((v) => {
          const before = lane.get(v.id);
          const aheadM = v.positionM - siren.positionM;
          const fromSiren = before === siren.lane && v.lane !== siren.lane && aheadM > 0 && aheadM < 60;
          if (!v.emergency && siren.phase === 'driving' && fromSiren) away++;
          lane.set(v.id, v.lane);
        });
      });
      return away;
    };
    expect(changesOf(EVERYBODY)).toBeGreaterThan(changesOf(undefined) + 3);
  });
});

describe('what yielding does not touch', () => {
  it('nothing changes where there is no emergency vehicle, or nobody hears one', () => {
    const trace = (setup: Partial<SimulatorSetup>): unknown[] => {
      const sim = queueBefore(
        withSpare(approachMap(), () => 2),
        { emergencies: [], ...setup },
      );
      const seen: unknown[] = [];
      runTo(sim, 120, () => sim.visit((v) => seen.push([v.id, v.positionM, v.speedMps])));
      return seen;
    };
    expect(trace({ yielding: EVERYBODY })).toEqual(trace({ yielding: { probability: 0, withinM: 50 } }));
  });
});

describe('where the spare width ends', () => {
  it('those aside stay before the bar, and the next link is driven as one without room', () => {
    // Given a queue on each of two links, spare width on the first only
    const map = withSpare(corridorMap(2), (link) => (link === 'm0' ? 2 : 0));
    const vehicles: VehiclePlan[] = Array.from({ length: 24 }, (_, n) => ({
      departS: n * 2,
      route: ['m0', 'm1', 'm2'],
      speedFactor: 1,
      driverSeed: n,
    }));
    const emergencies = [ambulance(70, 'AMB', ['m0', 'm1', 'm2'])];
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies, yielding: EVERYBODY });
    const first = map.movements.findIndex(({ id }) => id === 'm0>m1');
    const second = map.movements.findIndex(({ id }) => id === 'm1>m2');
    const show = (): void => {
      sim.setAspect(first, sim.timeS < 40 || sim.timeS > 130 ? Aspect.green : Aspect.red);
      sim.setAspect(second, sim.timeS > 200 ? Aspect.green : Aspect.red);
      noOverlapOfOthers(sim, map);
    };
    runTo(sim, 128, show);
    expect(sim.emergencies()[0]).toMatchObject({ routeIndex: 0, speedMps: 0 });
    expect(positionM(sim)).toBeGreaterThan(297);
    runTo(sim, 195, show);
    expect(sim.emergencies()[0]).toMatchObject({ routeIndex: 1, speedMps: 0 });
    expect(positionM(sim)).toBeLessThan(290);
    runTo(sim, 400, show);
    expect(sim.totals()).toMatchObject({ inside: 0, left: 25 });
  });
});

describe('whatever the traffic, the signals and the sirens', () => {
  it('nobody but a siren overlaps anybody, nobody vanishes, and all drive on in the end', () => {
    const runs = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      stepS: fc.constantFrom(0.1, 0.25, 0.5, 1),
      probability: fc.constantFrom(0.5, 0.9, 1),
      spare: fc.constantFrom('everywhere', 'here and there', 'nowhere'),
    });
    fc.assert(
      fc.property(runs, ({ seed, stepS, probability, spare }) => {
        const stream = randomStream(seed, 'sirens');
        const map = withSpare(corridorMap(3, 220), () => {
          if (spare === 'here and there') return stream.chance(0.5) ? 2 : 0;
          return spare === 'everywhere' ? 2 : 0;
        });
        const sim = createSimulator({
          map,
          stepS,
          vehicles: trafficOf(seed),
          emergencies: sirensOf(seed),
          yielding: { probability, withinM: 50 },
        });
        const cycleS = 40 + Math.floor(stream.uniform(0, 60));
        runTo(sim, 1800, () => {
          showAspects(sim, map, cycleS);
          const { wanted, inside, waiting, left } = sim.totals();
          if (wanted !== inside + waiting + left) throw new Error('not conserved');
          if (sim.timeS < 600) noOverlapOfOthers(sim, map);
        });
        expect(sim.totals()).toMatchObject({ inside: 0, waiting: 0 });
        expect(sim.emergencies().every(({ phase }) => phase === 'arrived')).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

const MAIN = ['m0', 'm1', 'm2', 'm3'];

/** Dense traffic along the corridor, some of it turning. */
function trafficOf(seed: number): VehiclePlan[] {
  const stream = randomStream(seed, 'traffic');
  const plans: VehiclePlan[] = [];
  for (let departS = 0; departS < 240; departS += stream.uniform(0.6, 2)) {
    const junction = Math.floor(stream.uniform(0, 3));
    const routes = [MAIN, [...MAIN.slice(0, junction + 1), `l${junction}`], [`c${junction}`, ...MAIN.slice(junction + 1)]];
    const route = routes[Math.floor(stream.uniform(0, 4))] ?? MAIN;
    plans.push({ departS, route, speedFactor: stream.uniform(0.8, 1.2), driverSeed: Math.floor(stream.uniform(0, 1e9)) });
  }
  return plans;
}

/** Four of them, two close behind each other, one into a turn bay, one out of a side road. */
function sirensOf(seed: number): EmergencyPlan[] {
  const stream = randomStream(seed, 'departures');
  const departS = stream.uniform(40, 120);
  return [
    ambulance(departS, 'A', MAIN),
    ambulance(departS + stream.uniform(0, 10), 'B', MAIN),
    ambulance(stream.uniform(40, 200), 'C', ['m0', 'm1', 'l1']),
    ambulance(stream.uniform(40, 200), 'D', ['c1', 'm2', 'm3']),
  ];
}

/** Through on the main road, then its left turn, then the cross street, all alike. */
function showAspects(sim: TrafficSimulator, map: RoadMap, cycleS: number): void {
  const share = (sim.timeS % cycleS) / cycleS;
  for (const [n, { from, turn }] of map.movements.entries()) {
    const startShare = from.startsWith('c') ? 0.7 : turn === 'left' ? 0.5 : 0;
    const endShare = from.startsWith('c') ? 1 : turn === 'left' ? 0.7 : 0.5;
    const open = share >= startShare && share < endShare - 5 / cycleS;
    const yellow = !open && share >= startShare && share < endShare - 2 / cycleS;
    sim.setAspect(n, open ? Aspect.green : yellow ? Aspect.yellow : Aspect.red);
  }
}
