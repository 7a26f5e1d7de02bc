import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect } from '../../src/simulator/simulator.ts';
import { approachMap, approachTraffic } from './approach.ts';

const APPROACH_M = 400;
const RED_S = 120;
const GREEN_S = 70;
/** The fifth to the 24th vehicle discharge at the saturation headway. */
const FIRST_SATURATED = 4;
const LAST_SATURATED = 24;

export interface Discharge {
  readonly saturationHeadwayS: number;
  /** Headways of the first four vehicles above the saturation headway, green start to the first included. */
  readonly startUpLostS: number;
  readonly waveMps: number;
  readonly jamSpacingM: number;
}

/** Lets a queue of one lane grow in a long red and watches it discharge: front bumpers over the stop bar, as in a field survey. */
function dischargeQueue(stepS: number, seed: number): Discharge {
  const map = approachMap({ lengthM: APPROACH_M });
  const sim = createSimulator({ map, stepS, vehicles: approachTraffic(80, 1.9, seed), emergencies: [] });
  const pathM = map.movements[0]?.lengthM ?? 0;
  for (let s = 0; s < RED_S / stepS; s++) sim.step();
  const greenS = sim.timeS;
  sim.setAspect(0, Aspect.green);
  const startM = new Map<number, number>();
  const lastM = new Map<number, number>();
  const movedS = new Map<number, number>();
  const crossedS: number[] = [];
  sim.visit((v) => startM.set(v.id, v.positionM));
  for (let s = 0; s < GREEN_S / stepS; s++) {
    sim.step();
    const nowS = sim.timeS - greenS;
    sim.visit((v) => {
      const x = v.link === 0 ? v.positionM : APPROACH_M + pathM + v.positionM;
      const before = lastM.get(v.id) ?? startM.get(v.id) ?? 0;
      if (v.speedMps > 0.5 && !movedS.has(v.id)) movedS.set(v.id, nowS);
      if (before <= APPROACH_M && x > APPROACH_M) crossedS.push(nowS - (stepS * (x - APPROACH_M)) / (x - before));
      lastM.set(v.id, x);
    });
  }
  crossedS.sort((a, b) => a - b);
  const at = (list: readonly number[], n: number): number => list[n - 1] ?? Number.NaN;
  const headway = (at(crossedS, LAST_SATURATED) - at(crossedS, FIRST_SATURATED)) / (LAST_SATURATED - FIRST_SATURATED);
  const lengthM = (startM.get(1) ?? 0) - (startM.get(25) ?? 0);
  return {
    saturationHeadwayS: headway,
    startUpLostS: at(crossedS, FIRST_SATURATED) - FIRST_SATURATED * headway,
    waveMps: lengthM / ((movedS.get(25) ?? 0) - (movedS.get(1) ?? 0)),
    jamSpacingM: lengthM / 24,
  };
}

/** The mean of a figure over seeds. */
export function meanDischarge(stepS: number, seeds: number): Discharge {
  const runs = Array.from({ length: seeds }, (_, seed) => dischargeQueue(stepS, seed));
  const mean = (figure: (d: Discharge) => number): number => runs.reduce((sum, d) => sum + figure(d), 0) / seeds;
  return {
    saturationHeadwayS: mean((d) => d.saturationHeadwayS),
    startUpLostS: mean((d) => d.startUpLostS),
    waveMps: mean((d) => d.waveMps),
    jamSpacingM: mean((d) => d.jamSpacingM),
  };
}
