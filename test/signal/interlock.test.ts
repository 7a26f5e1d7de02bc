import { describe, expect, it } from 'vitest';
import { type InterlockView, interlock, LEASE_MAX_MS } from '../../src/signal/interlock.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import { smallIndex } from '../support/small-corridor.ts';

const junction = smallIndex(1, 120).junction('J01');
const nowMs = 1_000_000;
const state: JunctionState = { junction: 'J01', atMs: nowMs, mode: 'programme', stage: 'C', groups: [], lanes: [] };
const sound: InterlockView = { junction, state, stateReceivedMs: nowMs, nowMs, controllerFailed: false };
const wish = { kind: 'serve', stage: 'A', leaseUntilMs: nowMs + LEASE_MAX_MS } as const;

describe('interlock', () => {
  it('lets a sound wish through', () => {
    expect(interlock(sound, wish)).toEqual({ kind: 'permitted', wish });
  });

  const conflicting = { ...junction, stages: [{ id: 'A', name: 'wrong', groups: ['NBT', 'EBT'] }] };
  it.each([
    { name: 'a junction that is not in the map', view: { junction: undefined }, reason: 'unknown-junction' },
    { name: 'a junction that has never reported', view: { state: undefined }, reason: 'junction-silent' },
    { name: 'a junction silent for more than 5 s', view: { stateReceivedMs: nowMs - 5_001 }, reason: 'junction-silent' },
    { name: 'a junction in fault', view: { state: { ...state, mode: 'fault' as const } }, reason: 'junction-fault' },
    {
      name: 'a junction serving starved streets',
      view: { state: { ...state, mode: 'starved-service' as const } },
      reason: 'starved-service',
    },
    { name: 'a stage whose groups conflict', view: { junction: conflicting }, reason: 'stage-conflict' },
    { name: 'a controller that has failed', view: { controllerFailed: true }, reason: 'controller-failed' },
  ] as const)('withholds a green from $name', ({ view, reason }) => {
    expect(interlock({ ...sound, ...view }, wish)).toMatchObject({ kind: 'withheld', reason });
  });

  it('withholds an unknown stage and a lease that is too long', () => {
    expect(interlock(sound, { ...wish, stage: 'Z' })).toMatchObject({ reason: 'unknown-stage' });
    expect(interlock(sound, { ...wish, leaseUntilMs: nowMs + LEASE_MAX_MS + 1 })).toMatchObject({ reason: 'lease-too-long' });
  });

  it('withholds a hold beyond the maximum presence, but not the change to a stage that ends it', () => {
    const held = { ...sound, state: { ...state, stage: 'A', mode: 'priority' as const, priorityHeldSinceMs: nowMs - 120_000 } };
    expect(interlock(held, wish)).toMatchObject({ reason: 'max-presence' });
    expect(interlock(held, { ...wish, stage: 'C' })).toMatchObject({ kind: 'permitted' });
  });

  it('always lets a release through', () => {
    const worst = { junction: undefined, state: undefined, stateReceivedMs: 0, nowMs, controllerFailed: true };
    expect(interlock(worst, { kind: 'release' })).toMatchObject({ kind: 'permitted' });
  });
});
