import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmbulanceRecord } from '../../src/experiment/ambulance-record.ts';
import type { Lamp } from '../../src/signal/lamp.ts';
import type { EmergencyState } from '../../src/simulator/simulator.ts';

interface Sample {
  readonly alongM: number;
  readonly speedMps: number;
  readonly lamp?: Lamp;
}

const STEP_S = 0.5;
const STOP_BAR_M = 300;

function drive(samples: readonly Sample[]): AmbulanceRecord {
  const record = new AmbulanceRecord([STOP_BAR_M]);
  for (const [i, { alongM, speedMps, lamp }] of samples.entries()) {
    const state: EmergencyState = {
      vehicle: 'A1',
      phase: 'driving',
      routeIndex: 0,
      lane: 0,
      positionM: alongM,
      speedMps,
      enteredS: 0,
      arrivedS: Number.NaN,
    };
    record.observe((i + 1) * STEP_S, STEP_S, state, alongM, () => lamp ?? 'green');
  }
  return record;
}

describe('passing on green', () => {
  const at = (alongM: number, lamp: Lamp): Sample => ({ alongM, speedMps: 10, lamp });

  it('counts when the signal turned green before the last 50 m and stayed so until the front bumper had crossed', () => {
    const record = drive([at(240, 'red'), at(249, 'red'), at(260, 'green'), at(290, 'green'), at(301, 'green'), at(310, 'red')]);
    expect(record.passedOnGreen(0)).toBe(true);
    expect(record.crossedS(0)).toBe(2.5);
  });

  it.each<[string, Sample[]]>([
    ['it turned green only within the last 50 m', [at(249, 'red'), at(251, 'red'), at(280, 'green'), at(305, 'green')]],
    ['it was yellow at the stop bar', [at(240, 'green'), at(280, 'green'), at(305, 'yellow')]],
    [
      'it was red for a moment while the ambulance stood in the queue',
      [at(240, 'green'), at(270, 'red'), at(290, 'green'), at(305, 'green')],
    ],
    ['the ambulance has not crossed', [at(240, 'green'), at(280, 'green'), at(300, 'green')]],
  ])('does not count when %s', (_, samples) => {
    expect(drive(samples).passedOnGreen(0)).toBe(false);
  });

  it('goes by the stop bar that the ambulance is at, not by those ahead of it', () => {
    const record = new AmbulanceRecord([100, 200]);
    const state = {
      vehicle: 'A1',
      phase: 'driving',
      routeIndex: 0,
      lane: 0,
      speedMps: 10,
      enteredS: 0,
      arrivedS: Number.NaN,
    } as const;
    for (const [i, alongM] of [40, 80, 120, 160, 210].entries()) {
      record.observe(i + 1, 1, { ...state, positionM: alongM }, alongM, (stop) => (stop === 1 && alongM < 140 ? 'red' : 'green'));
    }
    expect([record.passedOnGreen(0), record.passedOnGreen(1), record.junctionsOnGreen]).toEqual([true, true, 2]);
  });
});

describe('stops', () => {
  const speeds = (...values: number[]): AmbulanceRecord => drive(values.map((speedMps) => ({ alongM: 10, speedMps })));

  it('are halts after having driven; creeping on within a queue is not another stop', () => {
    const record = speeds(10, 5, 0.05, 0, 1.5, 0, 3, 0);
    expect(record.stops).toBe(2);
    expect(record.stoppedS).toBe(4 * STEP_S);
  });

  it('do not include standing before it first drove', () => {
    const record = speeds(0, 0, 10);
    expect(record.stops).toBe(0);
    expect(record.stoppedS).toBe(2 * STEP_S);
  });

  it('never outnumber the times it drove above 2 m/s', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0.05, 1, 2.5, 10), { maxLength: 60 }), (values) => {
        const record = speeds(...values);
        const drives = values.filter((v, i) => v > 2 && !((values[i - 1] ?? 0) > 2)).length;
        expect(record.stops).toBeLessThanOrEqual(drives);
        expect(record.stoppedS).toBeCloseTo(values.filter((v) => v < 0.1).length * STEP_S);
      }),
    );
  });
});

describe('before it is in the street', () => {
  it('the wait for a gap counts as stopped, and the path begins with the departure', () => {
    const record = new AmbulanceRecord([STOP_BAR_M]);
    const base = { vehicle: 'A1', routeIndex: 0, lane: 0, positionM: 0, speedMps: 0, enteredS: Number.NaN, arrivedS: Number.NaN };
    record.observe(0.5, STEP_S, { ...base, phase: 'not-departed' }, 0, () => 'green');
    record.observe(1, STEP_S, { ...base, phase: 'waiting-to-enter' }, 0, () => 'green');
    record.observe(1.5, STEP_S, { ...base, phase: 'waiting-to-enter' }, 0, () => 'green');
    record.observe(2, STEP_S, { ...base, phase: 'driving', speedMps: 10, positionM: 5 }, 5, () => 'green');
    expect(record.stoppedS).toBe(1);
    expect(record.stops).toBe(0);
    expect(record.path[0]).toEqual([1, 0]);
  });
});

describe('after its arrival', () => {
  it('the path is over, whatever the city still does', () => {
    const record = new AmbulanceRecord([STOP_BAR_M]);
    const base = { vehicle: 'A1', routeIndex: 0, lane: 0, positionM: 0, speedMps: 10, enteredS: 0, arrivedS: 1.2 };
    record.observe(1, STEP_S, { ...base, phase: 'driving' }, 390, () => 'green');
    for (const timeS of [1.5, 2, 2.5, 3]) record.observe(timeS, STEP_S, { ...base, phase: 'arrived' }, 400, () => 'red');
    expect(record.path).toEqual([
      [1, 390],
      [1.5, 400],
    ]);
  });
});
