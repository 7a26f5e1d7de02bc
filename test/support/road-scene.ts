import type { RoadConditions } from '../../src/roadnet/live-conditions.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene } from './core-scene.ts';
import { gridMap } from './grid-map.ts';

export const BLOCK_M = 300;
export const SIGNALS = ['c1r1', 'c2r1', 'c3r1', 'c4r1', 'c2r2', 'c3r2'];
/** Six by three blocks; the straight way east runs along row 1, with four signals. */
export const index = indexMap(gridMap(6, 3, BLOCK_M, SIGNALS));
export const STRAIGHT = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1', 'c4r1-c5r1'];
export const STREETS_TO_THE_END = ['c4r0-c5r0', 'c4r1-c5r1', 'c4r2-c5r2'];

/** AMB-1 on its way east along row 1, 100 m before the first signal. */
export function underWay(destination = 'c5r1'): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 200 });
  s.reportAll({ stage: 'A' });
  s.open('M1', 'AMB-1', destination);
  s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 10);
  s.tick();
  return s;
}

export function say(s: CoreScene, { closed = [], closedTurns = [], delays = [], atMs = s.nowMs }: Partial<RoadConditions>): void {
  s.take({ kind: 'conditions', receivedMs: s.nowMs, conditions: { atMs, closed, closedTurns, delays } });
}

export function routeOf(s: CoreScene): readonly string[] {
  return s.state.missions.get('M1')?.route?.links ?? [];
}

export function alertTexts(s: CoreScene): readonly string[] {
  return s.events.flatMap((e) => (e.kind === 'alert' ? [e.alert.text] : []));
}

export function reroutes(s: CoreScene): readonly (string | undefined)[] {
  return s.events.flatMap((e) => (e.kind === 'routed' ? [e.reason] : [])).slice(1);
}

export function driveOn(s: CoreScene, link: string, offsetM: number, afterS: number): void {
  s.nowMs += afterS * 1000;
  s.fix('AMB-1', link, offsetM, 10);
  s.tick();
}
