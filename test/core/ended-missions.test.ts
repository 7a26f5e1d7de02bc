import { describe, expect, it } from 'vitest';
import { endedMissions } from '../../src/core/ended-missions.ts';
import { savedMissions } from '../../src/core/saved-mission.ts';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(2);

function scene(): CoreScene {
  return new CoreScene(index, { kind: 'wavefront' });
}

function forgotten(s: CoreScene): readonly string[] {
  return s.events.flatMap((e) => (e.kind === 'forgotten' ? [e.mission] : []));
}

function wait(s: CoreScene, seconds: number): void {
  s.nowMs += 1000 * (seconds - 1);
  s.tick();
}

describe('the last status of a mission', () => {
  it('given that it was cancelled, then it is taken out of the store after ten minutes, and not before', () => {
    const s = scene();
    s.open('M1', 'AMB-1', 'NORTH');
    s.cancel('M1', 'AMB-1');
    s.tick();
    wait(s, 600);
    expect(forgotten(s)).toEqual([]);
    wait(s, 1);
    expect(forgotten(s)).toEqual(['M1']);
    wait(s, 1000);
    expect(forgotten(s)).toEqual(['M1']);
  });

  it('given an order that opened nothing, then the same, unless the mission is opened meanwhile', () => {
    const s = scene();
    s.open('M1', 'AMB-1', 'NOWHERE');
    s.open('M2', 'AMB-2', 'NOWHERE');
    s.tick();
    s.open('M2', 'AMB-2', 'NORTH');
    wait(s, 601);
    expect(forgotten(s)).toEqual(['M1']);
  });

  it('given a restart in between, then at the same time', () => {
    const before = scene();
    before.open('M1', 'AMB-1', 'NORTH');
    before.open('M2', 'AMB-2', 'NOWHERE');
    before.cancel('M1', 'AMB-1');
    before.tick();
    const [missions, ended] = [savedMissions(before.state), endedMissions(before.state, before.nowMs)];
    const s = scene();
    s.nowMs = before.nowMs + 300_000;
    s.take({ kind: 'resumed', receivedMs: s.nowMs, savedMs: before.nowMs, missions, ended });
    wait(s, 299);
    expect(forgotten(s)).toEqual([]);
    wait(s, 2);
    expect([...forgotten(s)].sort()).toEqual(['M1', 'M2']);
    expect(endedMissions(s.state, s.nowMs)).toEqual([]);
  });

  it('given more missions ended than are remembered, then the oldest go at once, and the memory stays small', () => {
    const s = scene();
    s.open('KEEP', 'AMB-9', 'NORTH');
    for (let i = 0; i < 600; i++) {
      s.open(`M${i}`, 'AMB-1', 'NORTH');
      s.cancel(`M${i}`, 'AMB-1');
      if (i % 100 === 99) s.tick();
    }
    expect(forgotten(s)).toEqual(Array.from({ length: 100 }, (_, i) => `M${i}`));
    expect([...s.state.missions.keys()]).toContain('KEEP');
    expect(endedMissions(s.state, s.nowMs)).toHaveLength(500);
  });

  it('given that more missions end within a second, then the newest thousand are kept for the next controller', () => {
    const s = scene();
    for (let i = 0; i < 1100; i++) {
      s.open(`M${i}`, 'AMB-1', 'NORTH');
      s.cancel(`M${i}`, 'AMB-1');
    }
    const kept = endedMissions(s.state, s.nowMs).map(({ mission }) => mission);
    expect(kept).toEqual(Array.from({ length: 1000 }, (_, i) => `M${i + 100}`));
  });

  it('given a flood of orders that open nothing, then the oldest go at once, and the memory stays small', () => {
    const s = scene();
    for (let i = 0; i < 600; i++) s.open(`M${i}`, 'AMB-1', 'NOWHERE');
    expect(forgotten(s)).toEqual(Array.from({ length: 100 }, (_, i) => `M${i}`));
    expect(s.state.left.size).toBe(500);
  });
});
