import { describe, expect, it } from 'vitest';
import { plannedHold, proposePlannedWave } from '../../src/preemption/planned-wave.ts';
import { proposeWavefront } from '../../src/preemption/wavefront.ts';
import { cycleOf, type Scene, situation } from '../support/junction-scene.ts';
import { outlook } from '../support/outlook.ts';

type Given = Omit<Scene, 'passageS'> &
  Partial<Parameters<typeof outlook>[0]> & { readonly drivingS: number; readonly isJammed?: boolean };

/** An ambulance `drivingS` before a junction that tells what its programme will do. */
function at({ atS, mainVeh = 0, crossVeh = 0, drivingS, isJammed = false, ...rest }: Given) {
  const { state } = situation({ atS, mainVeh, crossVeh, passageS: drivingS });
  const forecast = { drivingS, arrivalS: drivingS, earliestS: drivingS, ...rest.forecast };
  return { ...outlook({ ...rest, forecast }), state, cycleOf, isJammed };
}

describe('what ours asks of a junction', () => {
  it('given an ambulance so near that nothing can be gained by waiting, then its stage, whoever else waits', () => {
    for (const atS of [5, 45, 65, 90]) {
      expect(proposePlannedWave(at({ atS, drivingS: 6, crossVeh: 12 }))).toMatchObject({ stage: 'A', purpose: 'green-wave' });
    }
  });

  it('given an ambulance that is minutes away, then nothing yet', () => {
    expect(proposePlannedWave(at({ atS: 50, drivingS: 260 }))).toEqual({ kind: 'wait', reason: 'too-early' });
  });

  it('given others who have waited, and time for them, then these are served first, as a service and not as a wave', () => {
    expect(proposePlannedWave(at({ atS: 40, drivingS: 80, crossVeh: 8, urgency: 'urgent' }))).toMatchObject({
      kind: 'serve',
      stage: 'C',
      purpose: 'cross-service',
    });
  });

  it('given that others begin to be served within one second, then in that second already they are not given up for a little', () => {
    const held = at({
      atS: 65,
      drivingS: 30,
      crossVeh: 8,
      urgency: 'urgent',
      request: 'activated',
      asking: { stage: 'A', purpose: 'green-wave' },
    });
    expect(proposePlannedWave(held)).toMatchObject({ stage: 'A', purpose: 'green-wave' });
    const served = { ...held, asking: { stage: 'C', purpose: 'cross-service' } } as const;
    expect(proposePlannedWave(served)).toMatchObject({ stage: 'C', purpose: 'cross-service' });
  });

  it('given a jam ahead, then the green begins by the queue of the whole corridor', () => {
    const jam = at({ atS: 40, drivingS: 80, crossVeh: 8, isJammed: true, forecast: { clearS: 120, arrivalS: 125 } });
    expect(proposePlannedWave(jam)).toEqual(proposeWavefront(jam));
    expect(proposePlannedWave(jam)).toMatchObject({ stage: 'A', purpose: 'green-wave' });
  });

  it('given a jam ahead and no hurry, then the junction still does what pays there', () => {
    const jam = at({
      atS: 40,
      drivingS: 80,
      crossVeh: 8,
      isJammed: true,
      urgency: 'routine',
      forecast: { clearS: 120, arrivalS: 125 },
    });
    expect(proposePlannedWave(jam)).not.toEqual(proposeWavefront(jam));
  });

  it('given a junction that does not tell what its programme will do, then by the queue too', () => {
    const known = at({ atS: 40, drivingS: 80, crossVeh: 8, urgency: 'urgent' });
    const groups = known.state.groups.map(({ group, lamp, sinceMs }) => ({ group, lamp, sinceMs }));
    const untold = { ...known, state: { ...known.state, groups }, cycleOf: () => undefined };
    expect(proposePlannedWave(untold)).toEqual(proposeWavefront(untold));
  });

  it('given a hold that could not last until the ambulance has passed, then it is not begun yet', () => {
    const early = { atS: 84, drivingS: 95, mainVeh: 12 } as const;
    expect(proposePlannedWave(at({ ...early, maxPresenceS: 120 }))).toEqual({ kind: 'wait', reason: 'hold-would-end' });
    expect(proposePlannedWave(at({ ...early, maxPresenceS: 300 })).kind).toBe('serve');
  });

  it('given others who have waited at a junction that may be held for 120 s only, then they are not served so early that the hold could not last', () => {
    const waiting = { atS: 40, crossVeh: 8, urgency: 'urgent' } as const;
    expect(proposePlannedWave(at({ ...waiting, drivingS: 95 }))).toMatchObject({ purpose: 'cross-service' });
    for (const drivingS of [72, 95]) {
      expect(proposePlannedWave(at({ ...waiting, drivingS, maxPresenceS: 120 }))).toMatchObject({ reason: 'hold-would-end' });
    }
  });

  it('given a junction that may be held for 120 s only, then those who wait are served in time for the hold to outlast the passage', () => {
    const held = outlook({
      request: 'activated',
      maxPresenceS: 120,
      heldS: 60,
      asking: { stage: 'A', purpose: 'green-wave' },
      forecast: { drivingS: 110, arrivalS: 110, earliestS: 90 },
    });
    expect(proposePlannedWave({ ...held, cycleOf })).toMatchObject({ purpose: 'cross-service' });
  });

  describe('given a left-turn bay beside it that spills into its lanes', () => {
    /** A bay of 60 m with so many in it, and the main road held by what is asked for. */
    const beside = (drivingS: number, bayVeh: number, shown: string) => {
      const outlook = at({ atS: 10, drivingS, request: 'activated', asking: { stage: shown, purpose: 'green-wave' } });
      const { state } = outlook;
      const lanes = [...state.lanes, { link: 'SOUTH-J01', lane: 2, vehicles: bayVeh, queueVeh: bayVeh }];
      return proposePlannedWave({ ...outlook, state: { ...state, lanes } });
    };

    it('then the bay is opened with its lanes, near and far', () => {
      for (const drivingS of [6, 25]) {
        expect(beside(drivingS, 7, 'A')).toMatchObject({ stage: 'NB', purpose: 'green-wave' });
        expect(beside(drivingS, 4, 'A')).toMatchObject({ stage: 'A', purpose: 'green-wave' });
      }
    });

    it('then it stays open until the bay is nearly empty', () => {
      expect(beside(6, 4, 'NB')).toMatchObject({ stage: 'NB' });
      expect(beside(6, 1, 'NB')).toMatchObject({ stage: 'A' });
    });
  });

  it('given an ambulance that shares the green of another one, then it keeps asking for it', () => {
    for (let atS = 0; atS < 42; atS += 3) {
      for (const drivingS of [12, 25, 40, 80]) {
        const shared = at({ atS, drivingS, urgency: 'routine', request: 'activated' });
        expect(proposePlannedWave(shared), `${atS} s, ${drivingS} s`).toMatchObject({ kind: 'serve' });
      }
    }
  });
});

describe('ours with a part left out', () => {
  const waiting = { atS: 40, drivingS: 80, crossVeh: 8, urgency: 'urgent' } as const;

  it('serves nobody before a hold', () => {
    expect(proposePlannedWave(at(waiting))).toMatchObject({ purpose: 'cross-service' });
    expect(proposePlannedWave({ ...at(waiting), without: 'early-service' })).not.toMatchObject({ purpose: 'cross-service' });
  });

  it('has no lead over the whole corridor in a jam', () => {
    const jam = at({ ...waiting, isJammed: true, forecast: { clearS: 120, arrivalS: 125 } });
    expect(proposePlannedWave({ ...jam, without: 'cumulative-lead' })).not.toEqual(proposeWavefront(jam));
  });
});

describe('what dispatch may be told of a junction that is not asked yet', () => {
  const moments = [5, 25, 45, 65, 90].flatMap((atS) => [20, 50, 80, 110, 150].map((drivingS) => ({ atS, drivingS })));

  it('given that its plan begins now, then it is asked now, and given that it begins later, it is not', () => {
    for (const urgency of ['life-threat', 'urgent', 'routine'] as const) {
      for (const moment of moments) {
        const outlook = at({ ...moment, mainVeh: 6, crossVeh: 6, urgency });
        const isNow = plannedHold(outlook)!.beginS === 0;
        expect(proposePlannedWave(outlook).kind, JSON.stringify({ urgency, ...moment })).toBe(isNow ? 'serve' : 'wait');
      }
    }
  });

  it('given that its plan serves others first, then the green told is the one after them', () => {
    const hold = plannedHold(at({ atS: 40, drivingS: 80, crossVeh: 8, urgency: 'urgent' }))!;
    expect(hold.beginS).toBe(0);
    expect(hold.greenS).toBeGreaterThan(15);
    expect(hold.greenS).toBeLessThan(80);
  });

  it('given a jam that is drained as a whole, or an ambulance minutes away, then no plan says anything', () => {
    expect(plannedHold(at({ atS: 40, drivingS: 80, isJammed: true }))).toBeUndefined();
    expect(plannedHold(at({ atS: 40, drivingS: 260 }))).toBeUndefined();
  });
});
