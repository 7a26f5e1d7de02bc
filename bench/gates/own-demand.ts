import { CityRun } from '../../src/city/city-run.ts';
import type { ClearwayCase } from '../clearway/observe-clearway.ts';
import { type Traffic, TrafficCheck } from './traffic-check.ts';

/** A case with its own demand and signal programmes, looked at after every step until its end or `endS`. */
export function checkCase({ scenario, index }: ClearwayCase, seed: number, endS = scenario.endS): TrafficCheck {
  const onStep = (city: Traffic): void => check.look(city);
  const city = new CityRun({ scenario, index, seed, onStep });
  const check = new TrafficCheck(index.map, city.vehicles);
  city.hush();
  while (city.timeS < endS) city.advance();
  return check;
}
