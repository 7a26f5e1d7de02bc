import { describe, expect, it } from 'vitest';
import { approachMap, approachTraffic } from '../../bench/gates/approach.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type EntryKind, type Trip } from '../../src/simulator/simulator.ts';

describe('entering the network', () => {
  it.each([0.1, 0.5, 1])('takes more than a saturation flow per lane, steps of %d s', (stepS) => {
    const map = approachMap({ lanes: 2 });
    const sim = createSimulator({ map, stepS, vehicles: approachTraffic(1000, 0.5, 1), emergencies: [] });
    sim.setAspect(0, Aspect.green);
    while (sim.timeS < 300) sim.step();
    const { inside, left } = sim.totals();
    expect((inside + left) / (2 * 300)).toBeGreaterThan(1850 / 3600);
  });

  it('keeps those without room waiting outside, first come first served, and books their time as lost there', () => {
    // Given a link of 100 m before a red and 40 vehicles that want in
    const map = approachMap({ lengthM: 100 });
    const sim = createSimulator({ map, stepS: 0.5, vehicles: approachTraffic(40, 2, 1), emergencies: [] });
    while (sim.timeS < 200) sim.step();
    const full = sim.totals();
    expect(full).toMatchObject({ wanted: 40, left: 0 });
    expect(full.inside).toBeGreaterThanOrEqual(13);
    while (sim.timeS < 210) sim.step();
    // Then in ten seconds, with nobody moving, everyone inside and outside has lost ten seconds
    expect((sim.totals().lossS[0] ?? 0) - (full.lossS[0] ?? 0)).toBeCloseTo(400, 6);
    expect((sim.totals().spentS[0] ?? 0) - (full.spentS[0] ?? 0)).toBeCloseTo(400, 6);
    const ids: number[] = [];
    sim.visit((v) => ids.push(v.id));
    expect(ids).toEqual(Array.from({ length: full.inside }, (_, n) => n));
  });

  it('shows those inside in one and the same object, filled anew for each', () => {
    const sim = createSimulator({
      map: approachMap({ lengthM: 100 }),
      stepS: 0.5,
      vehicles: approachTraffic(9, 2, 1),
      emergencies: [],
    });
    while (sim.timeS < 60) sim.step();
    const objects = new Set<object>();
    const fronts: number[] = [];
    sim.visit((v) => {
      objects.add(v);
      fronts.push(v.positionM + v.lengthM);
    });
    expect(objects.size).toBe(1);
    expect(new Set(fronts).size).toBe(9);
  });

  it('from rest a vehicle begins where it stands, wholly on the link, and drives only what is left of it', () => {
    const map = approachMap({ lengthM: 100, outM: 200 });
    const type = { lengthM: { min: 12, max: 12 }, jamGapM: 2, accelerationMps2: 1.5, maxSpeedMps: 20 };
    const [plan] = approachTraffic(1, 2, 1);
    const entered = (entry: EntryKind): Trip => {
      let told: Trip | undefined;
      const vehicles = [{ ...plan!, type, entry }];
      const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [], onTrip: (trip) => (told = trip) });
      sim.setAspect(0, Aspect.green);
      while (sim.timeS < 90) sim.step();
      return told!;
    };
    expect(entered('from-rest')).toMatchObject({
      enterM: 12,
      enterMps: 0,
      lengthM: 100 + 20 + 200 - 12,
      leaveLink: 1,
      reroutes: 0,
    });
    expect(entered('flowing')).toMatchObject({ enterM: 0, lengthM: 100 + 20 + 200 });
  });

  it('costs a free vehicle its free travel time and hardly any loss', () => {
    const map = approachMap({ lengthM: 500, outM: 500 });
    const vehicles = [{ departS: 3.3, route: ['in', 'out'], speedFactor: 1, driverSeed: 1 }];
    const sim = createSimulator({ map, stepS: 0.5, vehicles, emergencies: [] });
    sim.setAspect(0, Aspect.green);
    while (sim.timeS < 120) sim.step();
    const { spentS, lossS, left } = sim.totals();
    expect(left).toBe(1);
    expect((spentS[0] ?? 0) + (spentS[1] ?? 0)).toBeCloseTo(1020 / 13.9, 0);
    expect((lossS[0] ?? 0) + (lossS[1] ?? 0)).toBeLessThan(1);
  });

  it('follows an ambulance from not departed to arrived', () => {
    const emergencies = [{ vehicle: 'AMB', departS: 10, route: ['in', 'out'], speedFactor: 1.25 }];
    const sim = createSimulator({ map: approachMap(), stepS: 0.5, vehicles: [], emergencies });
    sim.setAspect(0, Aspect.green);
    expect(sim.emergencies()[0]?.phase).toBe('not-departed');
    while (sim.timeS < 11) sim.step();
    expect(sim.emergencies()[0]).toMatchObject({ phase: 'driving', routeIndex: 0, lane: 0, enteredS: 10 });
    while (sim.timeS < 120) sim.step();
    const { phase, arrivedS } = sim.emergencies()[0] ?? {};
    expect(phase).toBe('arrived');
    // 1020 m at 1.25 times the limit
    expect(arrivedS).toBeCloseTo(10 + 1020 / (1.25 * 13.9), 0);
  });

  it('lets an ambulance start at the first gap, ahead of those who wait outside', () => {
    // Given an approach that discharges less than wants in, so that a queue stands outside when the ambulance departs
    const map = approachMap({ lengthM: 100 });
    const emergencies = [{ vehicle: 'AMB', departS: 100, route: ['in', 'out'], speedFactor: 1.25 }];
    const sim = createSimulator({ map, stepS: 0.5, vehicles: approachTraffic(200, 1, 1), emergencies });
    sim.setAspect(0, Aspect.green);
    while (sim.timeS < 100) sim.step();
    expect(sim.totals().waiting).toBeGreaterThan(30);
    while (sim.timeS < 110) sim.step();
    expect(sim.emergencies()[0]?.enteredS).toBeLessThan(105);
    expect(sim.totals()).toMatchObject({ wanted: sim.totals().inside + sim.totals().waiting + sim.totals().left });
  });
});

describe('entering on a link of a few metres', () => {
  it('nobody is put past its bar, or so near that a red cannot be kept', () => {
    const map = approachMap({ lengthM: 8 });
    const sim = createSimulator({ map, stepS: 1, vehicles: approachTraffic(5, 3, 1), emergencies: [] });
    while (sim.timeS < 60) {
      sim.step();
      sim.visit(({ link, positionM }) => {
        expect(link).toBe(0);
        expect(positionM).toBeLessThan(8);
      });
    }
    sim.setAspect(0, Aspect.green);
    while (sim.timeS < 150) sim.step();
    expect(sim.totals().left).toBe(5);
  });
});
