import { describe, expect, it } from 'vitest';
import { approachMap } from '../../bench/gates/approach.ts';
import { randomStream } from '../../src/kernel/random.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type TrafficSimulator, type Trip, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { corridorMap, sketchMap } from '../support/simulator-maps.ts';

function plan(departS: number, route: readonly string[], driverSeed = 1): VehiclePlan {
  return { departS, route, speedFactor: 1, driverSeed };
}

function allGreen(sim: TrafficSimulator, movements: number): void {
  for (let m = 0; m < movements; m++) sim.setAspect(m, Aspect.green);
}

describe('before a turn', () => {
  it('a vehicle among dense through traffic reaches the turning bay', () => {
    // Given 1400 vehicles per hour and lane, every eighth of them turning left
    const map = corridorMap(1, 400);
    const stream = randomStream(3, 'dense');
    const vehicles = Array.from({ length: 250 }, (_, n) =>
      plan(n * 1.3, n % 8 === 0 ? ['m0', 'l0'] : ['m0', 'm1'], Math.floor(stream.next() * 1e6)),
    );
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    allGreen(sim, map.movements.length);
    const left = map.links.findIndex((link) => link.id === 'l0');
    const turned = new Set<number>();
    while (sim.timeS < 500) {
      sim.step();
      sim.visit((v) => v.link === left && turned.add(v.id));
    }
    expect(sim.totals()).toMatchObject({ left: 250, missedTurns: 0 });
    expect([...turned].every((id) => id % 8 === 0)).toBe(true);
    expect(turned.size).toBe(32);
  });

  it('a full bay holds back those who wait for it, and they do not drive on to the bar', () => {
    // Given a red for the left turn and more left-turners than the bay of 80 m holds
    const map = corridorMap(1, 400);
    const vehicles = Array.from({ length: 16 }, (_, n) => plan(n * 4, ['m0', 'l0'], n));
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    while (sim.timeS < 200) sim.step();
    const bay = sim.laneCount(0, 2);
    expect(bay.queueVeh).toBeGreaterThanOrEqual(10);
    const waiting: number[] = [];
    sim.visit((v) => v.lane < 2 && waiting.push(v.positionM));
    expect(waiting.length).toBe(16 - bay.vehicles);
    expect(Math.max(...waiting)).toBeLessThan(330);
  });

  it('one who finds no gap takes another way to the end of the road and is counted', () => {
    // Given a wall of standing vehicles in the left lane from before the turner came, and a green right lane
    const lanes = [0, 0];
    const map = sketchMap(
      [
        { id: 'in', from: 'A', to: 'J', lengthM: 100, lanes },
        { id: 'left', from: 'J', to: 'L', lengthM: 100, lanes: [0] },
        { id: 'right', from: 'J', to: 'R', lengthM: 100, lanes: [0] },
      ],
      [
        { from: 'in', to: 'left', turn: 'left', lanes: [[1, 0]] },
        { from: 'in', to: 'right', turn: 'right', lanes: [[0, 0]] },
      ],
    );
    const vehicles = Array.from({ length: 26 }, (_, n) => plan(n * 2, n % 13 === 12 ? ['in', 'right'] : ['in', 'left'], n));
    const trips: Trip[] = [];
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [], onTrip: (trip) => trips.push(trip) });
    sim.setAspect(0, Aspect.red);
    sim.setAspect(1, Aspect.green);
    while (sim.timeS < 600) sim.step();
    const { missedTurns, left } = sim.totals();
    expect(missedTurns).toBeGreaterThan(0);
    expect(left).toBe(2 + missedTurns);
    // Then its trip says that it left at another end than it wanted to
    const rerouted = trips.filter(({ reroutes }) => reroutes > 0);
    expect(rerouted.map(({ reroutes }) => reroutes)).toEqual(Array<number>(missedTurns).fill(1));
    const wanted = rerouted.map(({ vehicle }) => vehicles[vehicle]!.route.at(-1));
    expect(wanted.every((link) => link === 'left')).toBe(true);
    expect(trips.every(({ leaveLink }) => map.links[leaveLink]!.id === 'right')).toBe(true);
  });
});

describe('one who missed a turn', () => {
  /** Left to `goal`; straight on, a short and a long way lead there, too, and a third road out; behind it one could turn back. */
  const lanes = [0, 0];
  const link = (id: string, from: string, to: string, lengthM: number, own: readonly number[] = [0]) => ({
    id,
    from,
    to,
    lengthM,
    lanes: own,
  });
  const one = [[0, 0]] as const;
  const map = sketchMap(
    [
      link('in', 'A', 'J', 100, lanes),
      link('on', 'J', 'K', 200),
      link('short', 'K', 'L', 100),
      link('long', 'K', 'L', 400),
      link('out', 'K', 'B', 600),
      link('back', 'K', 'J', 20),
      link('left', 'J', 'L', 100),
      link('goal', 'L', 'C', 100),
    ],
    [
      { from: 'in', to: 'left', turn: 'left', lanes: [[1, 0]] },
      { from: 'in', to: 'on', lanes: one },
      { from: 'on', to: 'short', turn: 'left', lanes: one, unsignalled: true },
      { from: 'on', to: 'long', lanes: one, unsignalled: true },
      { from: 'on', to: 'out', turn: 'right', lanes: one, unsignalled: true },
      { from: 'on', to: 'back', turn: 'uturn', lanes: one, unsignalled: true },
      { from: 'back', to: 'left', turn: 'right', lanes: one, unsignalled: true },
      { from: 'short', to: 'goal', lanes: one, unsignalled: true },
      { from: 'long', to: 'goal', turn: 'right', lanes: one, unsignalled: true },
      { from: 'left', to: 'goal', turn: 'left', lanes: one, unsignalled: true },
    ],
  );
  /** Links driven by those who gave up the left turn at its red; straight on is green. */
  function driven(closedLinks: readonly string[]): ReadonlySet<string> {
    const vehicles = Array.from({ length: 26 }, (_, n) => plan(n * 2, n % 13 === 12 ? ['in', 'on'] : ['in', 'left', 'goal'], n));
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [], closedLinks });
    sim.setAspect(1, Aspect.green);
    const seen = new Set<string>();
    while (sim.timeS < 600) {
      sim.step();
      sim.visit((v) => v.id % 13 !== 12 && seen.add(map.links[v.link]!.id));
    }
    return seen;
  }

  it('takes the shortest way round', () => {
    expect([...driven([])].sort()).toEqual(['goal', 'in', 'on', 'short']);
  });

  it('leaves a closed link aside', () => {
    expect([...driven(['short'])].sort()).toEqual(['goal', 'in', 'long', 'on']);
  });

  it('leaves the network elsewhere where every way round is closed, rather than turn back on the spot', () => {
    expect([...driven(['short', 'long'])].sort()).toEqual(['in', 'on', 'out']);
  });

  it('goes on waiting for its turn where everything else is closed', () => {
    expect([...driven(['short', 'long', 'out'])].sort()).toEqual(['in']);
  });
});

describe('without a turn to make', () => {
  it('drivers leave a lane with a slow vehicle for a free one', () => {
    const map = approachMap({ lanes: 2, lengthM: 1500 });
    const slow: VehiclePlan = { departS: 0, route: ['in', 'out'], speedFactor: 0.4, driverSeed: 1 };
    const vehicles = [slow, ...Array.from({ length: 6 }, (_, n) => plan(10 + 4 * n, ['in', 'out'], n))];
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    sim.setAspect(0, Aspect.green);
    while (sim.timeS < 180) sim.step();
    expect(sim.totals()).toMatchObject({ inside: 1, left: 6 });
  });

  it('the queues of the lanes before a red grow alike', () => {
    const map = approachMap({ lanes: 3, lengthM: 500 });
    const vehicles = Array.from({ length: 60 }, (_, n) => plan(1.2 * n, ['in', 'out'], n));
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    while (sim.timeS < 150) sim.step();
    const queues = [0, 1, 2].map((lane) => sim.laneCount(0, lane).queueVeh);
    expect(queues.reduce((sum, n) => sum + n, 0)).toBe(60);
    expect(Math.max(...queues) - Math.min(...queues)).toBeLessThanOrEqual(4);
  });

  it('an ambulance takes the lane with the shortest queue', () => {
    // Given a queue in lane 1 only: its vehicles turn left later and keep to it
    const map = sketchMap(
      [
        { id: 'in', from: 'A', to: 'J', lengthM: 500, lanes: [0, 0] },
        { id: 'on', from: 'J', to: 'B', lengthM: 100, lanes: [0, 0] },
        { id: 'left', from: 'J', to: 'L', lengthM: 100, lanes: [0] },
      ],
      [
        {
          from: 'in',
          to: 'on',
          lanes: [
            [0, 0],
            [1, 1],
          ],
        },
        { from: 'in', to: 'left', turn: 'left', lanes: [[1, 0]] },
      ],
    );
    const vehicles = Array.from({ length: 12 }, (_, n) => plan(2.5 * n, ['in', 'left'], n));
    const emergencies = [{ vehicle: 'AMB', departS: 60, route: ['in', 'on'], speedFactor: 1.25 }];
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies });
    while (sim.timeS < 150) sim.step();
    expect(sim.emergencies()[0]).toMatchObject({ lane: 0, speedMps: 0 });
    expect(sim.emergencies()[0]?.positionM).toBeGreaterThan(497);
  });
});
