import { describe, expect, it } from 'vitest';
import type { CoreEvent } from '../../src/evidence/event.ts';
import { PreemptionCount, type PreemptionTally } from '../../src/journal/preemption-count.ts';
import type { RequestState } from '../../src/preemption/mission.ts';

const at = (n: number) => ({ request: `M1/S01/${n}`, mission: 'M1', junction: 'S01', cause: 1 });
const becomes = (n: number, to: RequestState): CoreEvent => ({ kind: 'request', ...at(n), to });
const green = (n: number): CoreEvent => ({ kind: 'green', ...at(n) });
const passed = (n: number): CoreEvent => ({ kind: 'passed', ...at(n) });

function tallyOf(events: readonly CoreEvent[]): PreemptionTally {
  const count = new PreemptionCount();
  for (const event of events) count.note(event);
  return count.tally();
}

describe('what became of greens', () => {
  it('one that the ambulance drove through is neither unused nor false', () => {
    const events = [becomes(1, 'activated'), green(1), passed(1), becomes(1, 'completed')];
    expect(tallyOf(events)).toEqual({ granted: 1, unused: 0, false: 0 });
  });

  it('one given back before the ambulance came, which passed under the next request, was unused', () => {
    const events = [becomes(1, 'activated'), green(1), becomes(1, 'stale'), becomes(2, 'activated'), green(2), passed(2)];
    expect(tallyOf(events)).toEqual({ granted: 2, unused: 1, false: 0 });
  });

  it('one for an ambulance that turned off before was false', () => {
    expect(tallyOf([becomes(1, 'activated'), green(1), becomes(1, 'completed')])).toEqual({ granted: 1, unused: 0, false: 1 });
  });

  it('one that still waits for its ambulance is not judged, nor is a request that never saw green', () => {
    expect(tallyOf([becomes(1, 'activated'), green(1)])).toEqual({ granted: 1, unused: 0, false: 0 });
    expect(tallyOf([becomes(1, 'activated'), becomes(1, 'stale')])).toEqual({ granted: 0, unused: 0, false: 0 });
  });
});
