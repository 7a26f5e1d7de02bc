import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import type { TrafficSimulator } from '../../src/simulator/simulator.ts';
import { gridMap } from '../support/grid-map.ts';

const map = gridMap(4, 3, 300);
const STRAIGHT = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1'];
const ROUND = ['c0r1-c1r1', 'c1r1-c1r2', 'c1r2-c2r2', 'c2r2-c3r2'];

function alone(): TrafficSimulator {
  const emergencies = [{ vehicle: 'A', departS: 0, route: STRAIGHT, speedFactor: 1.2 }];
  return createSimulator({ map, stepS: 0.5, vehicles: [], emergencies });
}

function until(sim: TrafficSimulator, isReached: (positionM: number, routeIndex: number) => boolean): void {
  for (let i = 0; i < 1000; i++) {
    sim.step();
    const state = sim.emergencies()[0]!;
    if (state.phase === 'arrived' || (state.phase === 'driving' && isReached(state.positionM, state.routeIndex))) return;
  }
}

describe('an emergency that is steered', () => {
  it('drives the way that it is put on, and counts its links along it', () => {
    const sim = alone();
    until(sim, (m) => m > 100);
    sim.reroute(0, ROUND, 0);
    until(sim, (_, i) => i === 2);
    const links: string[] = [];
    sim.visit(({ link }) => links.push(map.links[link]!.id));
    expect(links).toEqual(['c1r2-c2r2']);
    until(sim, () => false);
    expect(sim.emergencies()[0]).toMatchObject({ phase: 'arrived', routeIndex: 3 });
  });

  it('is not put on a way whose link it is not on, nor turned round inside a node', () => {
    const sim = alone();
    until(sim, (m) => m > 100);
    expect(() => sim.reroute(0, ROUND, 1)).toThrow(/begins on the link driven on/);
    until(sim, (m) => m > 281);
    expect(() => sim.reroute(0, ROUND, 0)).toThrow(/begins on the link driven on/);
  });

  it('stands for as long as its driver brakes, and goes on', () => {
    const sim = alone();
    until(sim, (m) => m > 100);
    for (let i = 0; i < 60; i++) {
      sim.brake(0);
      sim.step();
    }
    const { speedMps, positionM } = sim.emergencies()[0]!;
    expect(speedMps).toBe(0);
    expect(positionM).toBeLessThan(180);
    until(sim, (m) => m > positionM + 50);
    expect(sim.emergencies()[0]!.speedMps).toBeGreaterThan(5);
  });
});
