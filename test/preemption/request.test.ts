import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestState } from '../../src/preemption/mission.ts';
import { decide, evolve, isFinal, type PriorityRequest, type RequestTrigger } from '../../src/preemption/request.ts';

const stop = { junction: 'J01', link: 'SOUTH-J01', movement: 'm', group: 'NBT', lanes: [0, 1], alongM: 400, linkIndex: 0 };
const received: PriorityRequest = {
  id: 'M/J01/1',
  mission: 'M',
  junction: 'J01',
  stop,
  state: 'received',
  sinceMs: 0,
  passed: false,
};

const TRIGGERS: readonly RequestTrigger[] = [
  { kind: 'wait', reason: 'too-early' },
  { kind: 'activate' },
  { kind: 'reject', reason: 'no-stage-for-movement' },
  { kind: 'cool-down' },
  { kind: 'finish' },
  { kind: 'lose' },
];

function after(...kinds: readonly RequestTrigger['kind'][]): RequestState {
  const triggers = kinds.map((kind) => TRIGGERS.find((t) => t.kind === kind) as RequestTrigger);
  return triggers.reduce((request, trigger, i) => evolve(request, trigger, i + 1), received).state;
}

describe('life cycle of a priority request (RSMP S0033)', () => {
  it.each([
    { given: ['wait', 'activate', 'finish'], ends: 'completed' },
    { given: ['activate', 'finish'], ends: 'completed' },
    { given: ['wait', 'finish'], ends: 'timeout' },
    { given: ['wait', 'activate', 'lose'], ends: 'stale' },
    { given: ['reject'], ends: 'rejected' },
    { given: ['cool-down'], ends: 'cooldown' },
  ] as const)('$given ends as $ends', ({ given, ends }) => {
    expect(after(...given)).toBe(ends);
  });

  it('does not queue what is active, nor turn away what has been queued', () => {
    expect(decide('activated', { kind: 'wait', reason: 'too-early' })).toBeUndefined();
    expect(decide('queued', { kind: 'reject', reason: 'no-stage-for-movement' })).toBeUndefined();
    expect(() => evolve({ ...received, state: 'completed' }, { kind: 'activate' }, 1)).toThrow(
      /activate is not allowed when completed/,
    );
  });

  it('reaches an end state at most once, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TRIGGERS), { maxLength: 30 }), (triggers) => {
        let request = received;
        let ends = 0;
        for (const [i, trigger] of triggers.entries()) {
          if (decide(request.state, trigger) === undefined) continue;
          const next = evolve(request, trigger, i);
          if (isFinal(next.state)) ends += 1;
          request = next;
        }
        return ends <= 1 && (ends === 1) === isFinal(request.state);
      }),
    );
  });

  it('says why it waits, and forgets the reason once it is served', () => {
    const queued = evolve(received, { kind: 'wait', reason: 'too-early' }, 5);
    expect(queued).toMatchObject({ state: 'queued', reason: 'too-early', sinceMs: 5 });
    expect(evolve(queued, { kind: 'activate' }, 9)).not.toHaveProperty('reason');
  });
});
