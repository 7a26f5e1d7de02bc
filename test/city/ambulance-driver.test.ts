import { describe, expect, it } from 'vitest';
import { AmbulanceDriver } from '../../src/city/ambulance-driver.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Departure } from '../../src/scenario/departures.ts';
import type { EmergencyState } from '../../src/simulator/simulator.ts';
import { gridMap } from '../support/grid-map.ts';

const index = indexMap(gridMap(6, 3, 300));
const FROM = 'c0r1-c1r1';
const STRAIGHT = findRoute(index, FROM, 'c5r1')!;
const ROUND = [FROM, 'c1r1-c1r2', 'c1r2-c2r2', 'c2r2-c3r2', 'c3r2-c4r2', 'c4r2-c5r2', 'c5r2-c5r1'];

function driver(more: Partial<Departure> = {}): AmbulanceDriver {
  const drive = { mission: 'M1', vehicle: 'A', urgency: 'life-threat', departS: 0, to: 'c5r1', speedFactor: 1.2 } as const;
  return new AmbulanceDriver(index, { ...drive, route: STRAIGHT, ...more });
}

function on(routeIndex: number, positionM: number): EmergencyState {
  const times = { enteredS: 0, arrivedS: Number.NaN };
  return { vehicle: 'A', phase: 'driving', routeIndex, lane: 0, positionM, speedMps: 14, ...times };
}

describe('the driver of an ambulance', () => {
  it('takes the fastest way in free flow, whatever dispatch shows', () => {
    const own = driver();
    own.tell(ROUND);
    expect(own.act(10, on(0, 50))).toEqual({ kind: 'drives-on' });
    expect(own.way).toEqual(STRAIGHT);
  });

  it('whom dispatch leads takes the route that is shown, unless the bar is too near to change lanes for it', () => {
    const led = driver({ follows: 'dispatch' });
    led.tell(ROUND);
    expect(led.act(10, on(0, 240))).toEqual({ kind: 'drives-on' });
    expect(led.act(10, on(0, 100))).toEqual({ kind: 'takes-way', way: ROUND, routeIndex: 0 });
    expect(led.act(11, on(0, 110))).toEqual({ kind: 'drives-on' });
  });

  it('whom dispatch leads keeps what is driven of the way, and takes no route that leads elsewhere or that it is not on', () => {
    const led = driver({ follows: 'dispatch' });
    led.tell(['c1r1-c2r1', 'c2r1-c2r2', ...findRoute(index, 'c2r1-c2r2', 'c5r1')!.slice(1)]);
    expect(led.act(10, on(0, 50)).kind).toBe('drives-on');
    expect(led.act(40, on(1, 50)).kind).toBe('takes-way');
    expect(led.way.slice(0, 3)).toEqual([FROM, 'c1r1-c2r1', 'c2r1-c2r2']);
    led.tell(findRoute(index, 'c1r1-c2r1', 'c5r2')!);
    expect(led.act(41, on(1, 60)).kind).toBe('drives-on');
  });

  it('halts once, where the scenario has it, for as long', () => {
    const halting = driver({ onTheWay: { kind: 'halts', afterM: 400, forS: 120 } });
    halting.act(10, on(0, 200));
    expect(halting.haltsAt(11)).toBe(false);
    halting.act(40, on(1, 110));
    expect([40, 159, 160].map((timeS) => halting.haltsAt(timeS))).toEqual([true, true, false]);
    halting.act(170, on(1, 110));
    expect(halting.haltsAt(171)).toBe(false);
  });

  it('turns off at the next junction where the scenario has it, and looks for a way back', () => {
    const lost = driver({ onTheWay: { kind: 'turns-off', afterM: 400 } });
    expect(lost.act(40, on(1, 110)).kind).toBe('takes-way');
    expect(lost.way.slice(0, 2)).toEqual(STRAIGHT.slice(0, 2));
    expect(lost.way[2]).not.toBe(STRAIGHT[2]);
    expect(index.link(lost.way.at(-1)!).to).toBe('c5r1');
    expect(lost.takeDiversion()).toBeUndefined();
  });

  it('goes to another place when dispatch says so, which dispatch says once', () => {
    const sent = driver({ onTheWay: { kind: 'diverted', afterM: 400, to: 'c4r2' } });
    expect(sent.act(40, on(1, 110)).kind).toBe('takes-way');
    expect(index.link(sent.way.at(-1)!).to).toBe('c4r2');
    expect([sent.takeDiversion(), sent.takeDiversion()]).toEqual(['c4r2', undefined]);
  });
});
