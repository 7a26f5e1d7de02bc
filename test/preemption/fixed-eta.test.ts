import { describe, expect, it } from 'vitest';
import { proposeFixedEta } from '../../src/preemption/fixed-eta.ts';
import { outlook } from '../support/outlook.ts';

const far = (distanceM: number): { forecast: { distanceM: number } } => ({ forecast: { distanceM } });

describe('a fixed trigger of 30 s', () => {
  it('given an ambulance at 20 m/s, then green is asked for from 600 m on', () => {
    expect(proposeFixedEta(outlook({ ...far(601), speedMps: 20 }), 30)).toEqual({ kind: 'wait', reason: 'too-early' });
    expect(proposeFixedEta(outlook({ ...far(600), speedMps: 20 }), 30)).toMatchObject({ stage: 'A', purpose: 'green-wave' });
  });

  it('given one that stands in a queue, then only from 150 m on, as if it rolled at 5 m/s', () => {
    expect(proposeFixedEta(outlook({ ...far(151), speedMps: 0 }), 30).kind).toBe('wait');
    expect(proposeFixedEta(outlook({ ...far(150), speedMps: 0 }), 30).kind).toBe('serve');
  });

  it('given a green once asked for, when the ambulance is slowed and the arrival moves away again, then it is kept', () => {
    const slowed = { ...far(400), speedMps: 2 };
    expect(proposeFixedEta(outlook({ ...slowed, request: 'queued' }), 30).kind).toBe('wait');
    expect(proposeFixedEta(outlook({ ...slowed, request: 'activated' }), 30)).toMatchObject({ kind: 'serve', stage: 'A' });
  });

  it('knows nothing of queues: the same moment whatever stands before the stop bar', () => {
    const jammed = { distanceM: 601, queueVeh: 60, cumulativeVeh: 200, transitionS: 20, clearS: 400, arrivalS: 420 };
    expect(proposeFixedEta(outlook({ forecast: jammed, speedMps: 20 }), 30).kind).toBe('wait');
  });
});
