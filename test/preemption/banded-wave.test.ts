import { describe, expect, it } from 'vitest';
import { proposeBandedWave } from '../../src/preemption/banded-wave.ts';
import { outlook } from '../support/outlook.ts';

/** A junction held for a minute, whose pause in the corridor's plan is due, and an ambulance `arrivalS` before its bar. */
function pauseDue(arrivalS: number, bayVeh = 0, shown = 'A') {
  const seen = outlook({
    request: 'activated',
    maxPresenceS: 120,
    heldS: 60,
    asking: { stage: shown, purpose: 'green-wave' },
    forecast: { arrivalS, drivingS: arrivalS, earliestS: arrivalS },
  });
  const lanes = [{ link: 'SOUTH-J01', lane: 2, vehicles: bayVeh, queueVeh: bayVeh }];
  const held = { ...seen, state: { ...seen.state!, lanes } };
  const { linkIndex } = held.request.stop;
  const at = (inS: number) => new Map([[linkIndex, held.nowMs + inS * 1000]]);
  return proposeBandedWave(held, { links: [], beginMs: new Map(), pauseMs: at(0), arrivalMs: at(90) });
}

describe('a pause of the corridor plan that is due', () => {
  it('serves those who wait while the ambulance is away', () => {
    expect(pauseDue(40)).toMatchObject({ purpose: 'cross-service' });
  });

  it('is not begun any more before an ambulance that is about to cross, whatever the plan expected', () => {
    expect(pauseDue(8)).toMatchObject({ stage: 'A', purpose: 'green-wave' });
  });

  it('given a left-turn bay that spills into the lanes of the ambulance, then it is opened with them until it is nearly empty', () => {
    expect(pauseDue(8, 7)).toMatchObject({ stage: 'NB', purpose: 'green-wave' });
    expect(pauseDue(8, 4)).toMatchObject({ stage: 'A' });
    expect(pauseDue(8, 4, 'NB')).toMatchObject({ stage: 'NB' });
    expect(pauseDue(8, 1, 'NB')).toMatchObject({ stage: 'A' });
  });
});
