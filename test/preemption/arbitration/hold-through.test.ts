import { describe, expect, it } from 'vitest';
import { isHeldThrough } from '../../../src/preemption/arbitration/hold-through.ts';
import type { JunctionState, LaneCount } from '../../../src/signal/junction-state.ts';
import { everyLane, queueOn } from '../../support/core-scene.ts';
import { smallIndex } from '../../support/small-corridor.ts';

const NOW_MS = 10_000_000;
const MAX_PRESENCE_S = 300;
const index = smallIndex(1, MAX_PRESENCE_S);
const junction = index.junction('J01');
const CROSS_QUEUES = ['J01W-J01', 'J01E-J01'].flatMap((link) => queueOn(link, [0, 1], 10));

/** The main road has been held for `heldS` for an ambulance that has just passed; the next one needs it again then, and arrives then. */
function isKept(heldS: number, neededS: number, arrivalS: number, lanes: readonly LaneCount[] = []): boolean {
  const sinceMs = NOW_MS - heldS * 1000;
  const open = junction.stages.find(({ id }) => id === 'A')!.groups;
  const state: JunctionState = {
    junction: junction.id,
    atMs: NOW_MS,
    mode: 'priority',
    stage: 'A',
    groups: junction.groups.map(({ id }) => ({ group: id, lamp: open.includes(id) ? 'green' : 'red', sinceMs })),
    lanes: everyLane(index, junction.id, lanes),
    priorityHeldSinceMs: sinceMs,
  };
  return isHeldThrough({ index, junction, state, stage: 'A', nowMs: NOW_MS }, neededS, arrivalS);
}

describe('a green between two ambulances', () => {
  it('given that the second one comes close behind the first, then it stays, whoever waits', () => {
    expect(isKept(40, 10, 20)).toBe(true);
    expect(isKept(40, 10, 20, CROSS_QUEUES)).toBe(true);
  });

  it('given that the junction would be held beyond its maximum presence before the second one has passed, then it does not stay', () => {
    for (const lanes of [[], CROSS_QUEUES]) {
      expect(isKept(MAX_PRESENCE_S - 60, 10, 20, lanes)).toBe(true);
      expect(isKept(MAX_PRESENCE_S - 15, 10, 20, lanes)).toBe(false);
      // It would last until the second one arrives, with nothing in hand.
      expect(isKept(MAX_PRESENCE_S - 21, 10, 20, lanes)).toBe(false);
    }
  });

  it('given that nobody waits, then it does not stand idle for minutes', () => {
    expect(isKept(20, 25, 30)).toBe(true);
    expect(isKept(20, 60, 70)).toBe(false);
    expect(isKept(20, 180, 190)).toBe(false);
  });

  it('given time to serve those who wait in between, then they are served', () => {
    expect(isKept(60, 90, 100, CROSS_QUEUES)).toBe(false);
  });
});
