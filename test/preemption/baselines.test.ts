import { describe, expect, it } from 'vitest';
import type { Outlook, Proposal } from '../../src/preemption/proposal.ts';
import type { Strategy } from '../../src/preemption/strategy.ts';
import { propose } from '../../src/preemption/strategy-proposal.ts';
import { outlook } from '../support/outlook.ts';

const under =
  (strategy: Strategy) =>
  (what: Outlook): Proposal =>
    propose(strategy, what);

describe('a trigger 300 m up the road', () => {
  const trigger = under({ kind: 'fixed-distance', leadM: 300 });

  it('asks from 300 m on, at whatever speed', () => {
    expect(trigger(outlook({ forecast: { distanceM: 301 }, speedMps: 20 })).kind).toBe('wait');
    expect(trigger(outlook({ forecast: { distanceM: 300 }, speedMps: 0 }))).toMatchObject({ stage: 'A', purpose: 'green-wave' });
  });

  it('keeps what it asked for', () => {
    expect(trigger(outlook({ forecast: { distanceM: 400 }, request: 'activated' })).kind).toBe('serve');
  });
});

describe('the link-queue trigger', () => {
  const trigger = under({ kind: 'link-queue' });
  // 15 m/s from 600 m: 40 s away. A free ambulance at 1.2 x 50 km/h would have to brake 4.2 s before the stop bar.
  const ten = { distanceM: 600, queueVeh: 10, transitionS: 14.5 };

  it('asks when transition, start-up, discharge of its own queue and braking need the time that is left', () => {
    expect(trigger(outlook({ forecast: { ...ten, transitionS: 14 }, speedMps: 15 })).kind).toBe('wait');
    expect(trigger(outlook({ forecast: ten, speedMps: 15 })).kind).toBe('serve');
  });

  it('knows nothing of those whom the wave pushes there from the junctions before', () => {
    const pushed = { ...ten, transitionS: 14, cumulativeVeh: 200, arrivalS: 400, clearS: 400 };
    expect(trigger(outlook({ forecast: pushed, speedMps: 15 })).kind).toBe('wait');
  });

  it('gives an empty approach no discharge to wait for', () => {
    const empty = { distanceM: 75, queueVeh: 0, transitionS: 0 };
    expect(trigger(outlook({ forecast: empty, speedMps: 15 })).kind).toBe('wait');
    expect(trigger(outlook({ forecast: { ...empty, distanceM: 60 }, speedMps: 15 })).kind).toBe('serve');
  });
});

describe('the offset wave', () => {
  const trigger = under({ kind: 'offset-wave' });
  const { stop } = outlook({}).request;
  // Free driving at 1.2 times 50 km/h from dispatch to this stop bar.
  const plannedS = stop.alongM / (13.89 * 1.2);
  const afterS = (seconds: number) =>
    outlook({ forecast: { distanceM: 5000, transitionS: 6 }, dispatchedS: seconds, speedMps: 0 });

  it('asks one transition before a free drive from dispatch would come, wherever the vehicle is', () => {
    expect(trigger(afterS(plannedS - 6.5)).kind).toBe('wait');
    expect(trigger(afterS(plannedS - 5.5)).kind).toBe('serve');
  });

  it('a vehicle that is near gets its green whatever the plan says', () => {
    expect(trigger(outlook({ forecast: { distanceM: 150 }, dispatchedS: 0, speedMps: 0 })).kind).toBe('serve');
  });
});

describe('all green at dispatch', () => {
  it('asks at any distance', () => {
    expect(under({ kind: 'all-green' })(outlook({ forecast: { distanceM: 7000 }, speedMps: 0 }))).toMatchObject({ stage: 'A' });
  });
});
