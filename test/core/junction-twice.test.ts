import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { CoreScene } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';

/** The way to c1r2 is a left turn at c1r1 that is not allowed from the west: once across, round the block, and north. */
function withoutLeftTurn(): RoadMap {
  const map = gridMap(3, 3, 300, ['c1r1']);
  const isGone = (link: string): boolean => link.includes('c1r2') && !link.includes('c1r1');
  const links = map.links.filter(({ id }) => !isGone(id));
  const movements = map.movements.filter(
    ({ id, from, to, turn }) => !isGone(from) && !isGone(to) && turn !== 'uturn' && id !== 'c0r1-c1r1>c1r1-c1r2',
  );
  const kept = new Set(movements.map(({ id }) => id));
  const junctions = map.junctions.map((junction) => ({
    ...junction,
    groups: junction.groups.map((group) =>
      group.kind === 'vehicle' ? { ...group, movements: group.movements.filter((id) => kept.has(id)) } : group,
    ),
  }));
  return { ...map, links, movements, junctions };
}

const index = indexMap(withoutLeftTurn());
const STREET_M = 280;
const BLOCK_M = 300;

/** AMB-1 drives its route at 10 m/s, up to `untilM` from its start. */
function driven(untilM: number): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 120 });
  s.reportAll({ stage: 'A' });
  s.open('M1', 'AMB-1', 'c1r2');
  let links: readonly string[] = ['c0r1-c1r1'];
  for (let m = 100; m < untilM; m += 10) {
    s.reportAll({ stage: 'A' });
    s.fix('AMB-1', links[Math.floor(m / BLOCK_M)]!, Math.min(STREET_M, m % BLOCK_M), 10);
    s.tick();
    links = s.events.flatMap((e) => (e.kind === 'routed' ? [e.links] : [])).at(-1) ?? links;
  }
  return s;
}

const FIRST_BAR_M = STREET_M;
const SECOND_BAR_M = 4 * BLOCK_M + STREET_M;

function passages(s: CoreScene): readonly string[] {
  return s.events.flatMap((e) => (e.kind === 'passed' ? [e.request] : []));
}

describe('a route that comes to one junction twice', () => {
  it('is passed there once, and asks again, when it has crossed it for the first time', () => {
    const s = driven(FIRST_BAR_M + 150);
    expect(passages(s)).toHaveLength(1);
    expect(s.lastStatus().junctions.map(({ junction, passed, state }) => [junction, passed, state])).toEqual([
      ['J-c1r1', true, 'completed'],
      ['J-c1r1', false, 'activated'],
    ]);
  });

  it('waits for the second time without being told that somebody else has the junction', () => {
    const s = driven(FIRST_BAR_M - 50);
    expect(s.lastStatus().junctions.map(({ state, reason }) => [state, reason])).toEqual([
      ['activated', undefined],
      ['queued', 'too-early'],
    ]);
    expect(s.refusals()).not.toContain('request:held-by-other-request');
    const [first, second] = s.lastStatus().junctions;
    expect(second!.distanceM - first!.distanceM).toBe(SECOND_BAR_M - FIRST_BAR_M);
  });

  it('keeps the green of the second time until it has crossed the bar again', () => {
    const before = driven(SECOND_BAR_M - 20);
    expect(passages(before)).toHaveLength(1);
    expect(before.commands.at(-1)).toMatchObject({ junction: 'J-c1r1', wish: { kind: 'serve' } });
    expect(new Set(passages(driven(SECOND_BAR_M + 60))).size).toBe(2);
  });

  it('goes on with both when it is sent on to the same place', () => {
    const s = driven(FIRST_BAR_M - 50);
    const before = s.lastStatus().junctions.map(({ request }) => request);
    const { lat, lon } = index.map.nodes.find(({ id }) => id === 'c1r2')!;
    const order = { kind: 'update', mission: 'M1', vehicle: 'AMB-1', destination: { lat, lon }, atMs: s.nowMs } as const;
    s.take({ kind: 'order', receivedMs: s.nowMs, order });
    s.tick();
    s.tick();
    expect(s.lastStatus().junctions.map(({ request }) => request)).toEqual(before);
  });
});
