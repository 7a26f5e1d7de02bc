import { describe, expect, it } from 'vitest';
import type { MissionStatus } from '../../src/preemption/mission.ts';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);

/** AMB-1 drives at 14 m/s, from 20 m into the road, and is not heard from its tenth second on. */
function silentFor(seconds: number): MissionStatus {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 60 });
  s.open('M1', 'AMB-1', 'NORTH');
  for (let t = 0; t <= 10 + seconds; t++) {
    s.reportAll({ stage: 'A', mode: 'priority' });
    if (t <= 10) s.fix('AMB-1', 'SOUTH-J01', 20 + 14 * t, 14);
    s.tick();
  }
  return s.lastStatus();
}

describe('what dispatch sees of a vehicle that is not heard', () => {
  const heard = silentFor(0);
  const bandMs = ({ etaEarlyMs = 0, etaLateMs = 0 }: MissionStatus): number => etaLateMs - etaEarlyMs;

  it('is carried along its route at its speed, ever less certain, for 15 s', () => {
    const [after10, after30] = [silentFor(10), silentFor(30)];
    expect(after10.remainingM).toBeCloseTo(heard.remainingM! - 140, -1.5);
    expect(after10.position).toMatchObject({ link: 'SOUTH-J01', atMs: heard.position!.atMs });
    expect(after10.position!.sigmaM).toBeGreaterThan(heard.position!.sigmaM + 30);
    expect(after10.junctions[0]!.distanceM).toBeLessThan(heard.junctions[0]!.distanceM - 110);
    expect(silentFor(20).remainingM).toBe(after30.remainingM);
    expect(after30.position!.sigmaM).toBeGreaterThan(after10.position!.sigmaM);
  });

  it('keeps its expected arrival, and the band around it widens', () => {
    let before = heard;
    for (const seconds of [4, 10, 20, 40]) {
      const status = silentFor(seconds);
      expect(Math.abs(status.etaMs! - heard.etaMs!)).toBeLessThan(3000);
      expect(bandMs(status)).toBeGreaterThan(bandMs(before));
      before = status;
    }
  });

  it('has its junction let go after 15 s, for the reason that its position is lost', () => {
    expect(silentFor(20).junctions[0]).toMatchObject({ state: 'stale', reason: 'position-lost' });
  });

  it('is never expected before now', () => {
    const status = silentFor(300);
    expect(status.etaMs).toBe(status.atMs);
    for (const { etaMs } of status.junctions) expect(etaMs).toBeGreaterThanOrEqual(status.atMs);
  });
});
