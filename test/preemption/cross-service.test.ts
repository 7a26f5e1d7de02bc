import { describe, expect, it } from 'vitest';
import { bayRelief } from '../../src/preemption/bay-relief.ts';
import { crossServiceRound } from '../../src/preemption/cross-service.ts';
import { exitStage } from '../../src/preemption/recovery/exit-stage.ts';
import { stageFor } from '../../src/preemption/stage-choice.ts';
import { routeOf } from '../../src/routing/route.ts';
import type { JunctionState, LaneCount } from '../../src/signal/junction-state.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(1);
const junction = index.junction('J01');
const stop = routeOf(index, ['SOUTH-J01', 'J01-NORTH']).stops[0]!;
const nowMs = 10_000_000;

/** Stage `stage` green for `greenS`; every other group red for `redS`, or for what `longer` says. */
function stateIn(stage: string, greenS: number, redS: number, longer: Readonly<Record<string, number>> = {}): JunctionState {
  const open = junction.stages.find((s) => s.id === stage)!.groups;
  const groups = junction.groups.map(({ id, kind }) => {
    const green = kind === 'vehicle' && open.includes(id);
    const seconds = green ? greenS : (longer[id] ?? redS);
    return { group: id, lamp: green ? ('green' as const) : ('red' as const), sinceMs: nowMs - seconds * 1000 };
  });
  return { junction: 'J01', atMs: nowMs, mode: 'priority', stage, groups, lanes: [] };
}

const queues = (link: string, lane: number, queueVeh: number): LaneCount => ({ link, lane, queueVeh, vehicles: queueVeh });

describe('the stage for a movement', () => {
  it('keeps both directions of the street open where it can', () => {
    expect(stageFor(junction, 'NBT')?.id).toBe('A');
    expect(stageFor(junction, 'EBT')?.id).toBe('C');
    expect(stageFor(junction, 'nobody')).toBeUndefined();
  });
});

describe('a round of cross service', () => {
  it('given that all but the street of the wave have waited, then each is served once, the longest wait first', () => {
    const state = stateIn('A', 90, 90, { EBT: 120, WBT: 120, EBL: 110 });
    const round = crossServiceRound(junction, state, 'A', nowMs);
    // C for walk 7 + clearance 15, D and B for their 6 s, four intergreens of 5 s.
    expect(round).toMatchObject({ next: 'C', durationS: 5 + 22 + 5 + 6 + 5 + 6 + 5, servedAgeS: 5 + 6 + 5 + 6 + 5 });
  });

  it('given a hold that has just begun, then the round can wait until the last served would wait for the maximum of 120 s', () => {
    const state = { ...stateIn('A', 90, 90, { EBT: 120, WBT: 120, EBL: 110 }), priorityHeldSinceMs: nowMs };
    // The last, B, is green after C and D.
    expect(crossServiceRound(junction, state, 'A', nowMs)?.beginWithinS).toBe(120 - (5 + 22 + 5 + 6 + 5));
  });

  it('given a hold of 70 s, then it can wait 70 s less', () => {
    const state = { ...stateIn('A', 90, 90, { EBT: 120, WBT: 120, EBL: 110 }), priorityHeldSinceMs: nowMs - 70_000 };
    expect(crossServiceRound(junction, state, 'A', nowMs)?.beginWithinS).toBe(120 - 70 - (5 + 22 + 5 + 6 + 5));
  });

  it('given that nobody has waited long, then there is none', () => {
    expect(crossServiceRound(junction, stateIn('A', 20, 40), 'A', nowMs)).toBeUndefined();
  });

  it('given a stage that has not had its minimum and its pedestrians, then it goes on; then it makes room', () => {
    expect(crossServiceRound(junction, stateIn('C', 10, 90), 'A', nowMs)?.next).toBe('C');
    expect(crossServiceRound(junction, stateIn('C', 22, 90, { NBT: 20, SBT: 20, NBL: 100 }), 'A', nowMs)?.next).toBe('B');
  });

  it('does not take the directional stage of the wave for a service', () => {
    const state = stateIn('NB', 5, 90);
    expect(crossServiceRound(junction, state, 'A', nowMs)?.next).not.toBe('NB');
  });
});

describe('relief of a turn bay', () => {
  const full = { ...stateIn('A', 60, 60), lanes: [queues('SOUTH-J01', 2, 7)] };

  it('given a left bay of 60 m with 7 vehicles, then the directional stage opens it with the through lanes', () => {
    expect(bayRelief(index, junction, stop, full, false)?.id).toBe('NB');
  });

  it('given a bay with room, then not; and once begun it goes on until the bay is nearly empty', () => {
    const half = { ...full, lanes: [queues('SOUTH-J01', 2, 4)] };
    expect(bayRelief(index, junction, stop, half, false)).toBeUndefined();
    expect(bayRelief(index, junction, stop, half, true)?.id).toBe('NB');
    expect(bayRelief(index, junction, stop, { ...full, lanes: [queues('SOUTH-J01', 2, 1)] }, true)).toBeUndefined();
  });
});

describe('the exit stage', () => {
  it('serves the red groups with the largest queue times wait, for the time their queue needs, at most 40 s', () => {
    const lanes = [queues('J01W-J01', 0, 9), queues('J01W-J01', 1, 6), queues('J01E-J01', 2, 5)];
    expect(exitStage(index, junction, { ...stateIn('A', 90, 90), lanes }, nowMs)).toEqual({ stage: 'C', greenS: 2 + 9 * 1.95 });
    const jammed = [queues('J01W-J01', 0, 40)];
    expect(exitStage(index, junction, { ...stateIn('A', 90, 90), lanes: jammed }, nowMs)?.greenS).toBe(40);
  });

  it('serves a few who have waited for long before more who have just come', () => {
    const lanes = [queues('J01W-J01', 0, 10), queues('SOUTH-J01', 2, 4)];
    expect(exitStage(index, junction, { ...stateIn('A', 20, 20, { NBL: 100 }), lanes }, nowMs)?.stage).toBe('B');
    expect(exitStage(index, junction, { ...stateIn('A', 20, 20), lanes }, nowMs)?.stage).toBe('C');
  });

  it('is not needed when nobody waits', () => {
    expect(exitStage(index, junction, stateIn('A', 90, 90), nowMs)).toBeUndefined();
  });
});
