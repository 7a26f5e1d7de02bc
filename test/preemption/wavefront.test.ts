import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Urgency } from '../../src/preemption/mission.ts';
import { proposeWavefront } from '../../src/preemption/wavefront.ts';
import { outlook } from '../support/outlook.ts';

const URGENCIES: readonly Urgency[] = ['life-threat', 'urgent', 'routine'];

/** Seconds before the expected arrival at which green is first asked for, as the ambulance comes nearer. */
function beginsBeforeS(transitionS: number, clearS: number, urgency: Urgency = 'life-threat'): number {
  for (let arrivalS = 600; arrivalS >= 0; arrivalS -= 0.5) {
    const forecast = { transitionS, clearS, arrivalS, earliestS: arrivalS };
    if (proposeWavefront(outlook({ urgency, forecast })).kind === 'serve') return arrivalS;
  }
  throw new Error('green is never asked for');
}

function marginS(urgency: Urgency, arrivalS: number): number {
  const proposal = proposeWavefront(outlook({ urgency, request: 'activated', forecast: { arrivalS, earliestS: arrivalS } }));
  return proposal.kind === 'serve' && proposal.basis.kind === 'queue-lead' ? proposal.basis.marginS : Number.NaN;
}

describe('when green begins', () => {
  it('given a longer queue, or a junction that needs longer to turn to it, then by at least as much earlier', () => {
    expect(beginsBeforeS(0, 90) - beginsBeforeS(0, 30)).toBeGreaterThanOrEqual(60);
    expect(beginsBeforeS(35, 30) - beginsBeforeS(0, 30)).toBeGreaterThanOrEqual(35);
  });

  it('is early enough for the transition and every vehicle ahead, with a margin to spare', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(100), fc.constantFrom(...URGENCIES), (transitionS, clearS, urgency) => {
        expect(beginsBeforeS(transitionS, clearS, urgency)).toBeGreaterThan(transitionS + clearS);
      }),
      { numRuns: 30 },
    );
  });

  it('given more at stake, then earlier: a threat to life before an urgent drive before a routine one', () => {
    const [lifeThreat, urgent, routine] = URGENCIES.map((urgency) => beginsBeforeS(10, 40, urgency)) as [number, number, number];
    expect(lifeThreat).toBeGreaterThan(urgent);
    expect(urgent).toBeGreaterThan(routine);
  });

  it('has a margin that grows with how far ahead the arrival is, under every urgency', () => {
    for (const urgency of URGENCIES) {
      expect(marginS(urgency, 0)).toBeGreaterThan(0);
      expect(marginS(urgency, 200)).toBeGreaterThan(marginS(urgency, 100));
    }
  });

  it('given a queue that one hold can clear, then not before that hold can last until the ambulance has passed', () => {
    const forecast = { transitionS: 10, clearS: 60, arrivalS: 95, earliestS: 95 };
    expect(proposeWavefront(outlook({ forecast })).kind).toBe('serve');
    expect(proposeWavefront(outlook({ forecast, maxPresenceS: 120 }))).toEqual({ kind: 'wait', reason: 'hold-would-end' });
  });

  it('given a green once asked for, when the arrival moves away, then it is kept', () => {
    const forecast = { arrivalS: 150, earliestS: 150 };
    expect(proposeWavefront(outlook({ forecast, request: 'queued' })).kind).toBe('wait');
    expect(proposeWavefront(outlook({ forecast, request: 'activated' }))).toMatchObject({ stage: 'A', purpose: 'green-wave' });
  });
});

describe('a wave that outlasts what a junction may be held (120 s)', () => {
  /** A round of the three waiting stages takes 54 s; 10 s are kept in hand. */
  const during = (heldS: number, arrivalS: number, earliestS: number, asking?: 'cross-service') =>
    proposeWavefront(
      outlook({
        request: 'activated',
        maxPresenceS: 120,
        heldS,
        forecast: { arrivalS, earliestS },
        asking: asking && { stage: 'C', purpose: asking },
      }),
    );
  const wave = { kind: 'serve', stage: 'A', purpose: 'green-wave' };
  const service = { kind: 'serve', stage: 'C', purpose: 'cross-service' };

  it('given that the ambulance will have passed within it, then the wave goes on, though a short round would fit', () => {
    const alone = { request: 'activated', maxPresenceS: 120, leftRedS: 20 } as const;
    const forecast = { arrivalS: 42, earliestS: 42 };
    expect(proposeWavefront(outlook({ ...alone, forecast, heldS: 44 }))).toMatchObject(wave);
    expect(proposeWavefront(outlook({ ...alone, forecast, heldS: 46 }))).toMatchObject(service);
  });

  it('given that one round now lets the next hold outlive the passing, then those who wait are served', () => {
    expect(during(50, 100, 90)).toMatchObject(service);
    expect(during(20, 100, 90)).toMatchObject(wave);
    expect(during(50, 103, 90)).toMatchObject(wave);
  });

  it('given an ambulance still far away, then they are served just before the hold runs out', () => {
    expect(during(50, 200, 150)).toMatchObject(wave);
    expect(during(57, 200, 150)).toMatchObject(service);
  });

  it('given an ambulance that may come before the round is over and the queue rolls again, then it is not begun', () => {
    expect(during(55, 100, 63)).toMatchObject(wave);
    expect(during(55, 100, 64)).toMatchObject(service);
  });

  it('given a hold that ends before the ambulance can be there, then it is given back to those who wait at once, though their round does not fit', () => {
    expect(during(62, 100, 57)).toMatchObject(wave);
    expect(during(64, 100, 57)).toMatchObject(service);
  });

  it('given a round that is under way, then it goes on while it fits before the ambulance', () => {
    expect(during(5, 100, 90, 'cross-service')).toMatchObject(service);
  });
});
