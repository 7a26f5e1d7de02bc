import { canonicalJson, sha256Hex } from '../../src/kernel/canonical.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { RandomSignals } from './random-signals.ts';
import { randomTraffic } from './random-traffic.ts';
import { TrafficCheck } from './traffic-check.ts';

export interface RandomSetup {
  readonly map: RoadMap;
  readonly seed: number;
  readonly stepS: number;
  /** Mean time between two vehicles at each entrance, seconds. */
  readonly headwayS: number;
  readonly endS: number;
}

/** Traffic and signals by chance on a map, looked at after every step. */
export function checkRandomRun({ map, seed, stepS, headwayS, endS }: RandomSetup): TrafficCheck {
  const vehicles = randomTraffic(map, seed, headwayS, endS);
  const sim = createSimulator({ map, stepS, vehicles, emergencies: [] });
  const signals = new RandomSignals(map, seed);
  const check = new TrafficCheck(map, vehicles);
  while (sim.timeS < endS) {
    signals.show(sim);
    sim.step();
    check.look(sim);
  }
  return check;
}

/** A hash over every digit of every vehicle's way and of the time lost, second by second. */
export function randomRunTrace({ map, seed, stepS, headwayS, endS }: RandomSetup): string {
  const vehicles = randomTraffic(map, seed, headwayS, endS);
  const sim = createSimulator({ map, stepS, vehicles, emergencies: [] });
  const signals = new RandomSignals(map, seed);
  let trace = '';
  while (sim.timeS < endS) {
    signals.show(sim);
    sim.step();
    const seen: number[] = [];
    sim.visit(({ id, link, lane, positionM, speedMps }) => seen.push(id, link, lane, positionM, speedMps));
    trace = sha256Hex(canonicalJson([trace, seen, [...sim.totals().lossS]]));
  }
  return trace;
}
