import { describe, expect, it } from 'vitest';
import type { CityRun } from '../../src/city/city-run.ts';
import type { RunWatcher } from '../../src/experiment/measured-city.ts';
import type { JunctionId } from '../../src/kernel/ids.ts';
import type { Strategy } from '../../src/preemption/strategy.ts';
import { quickRun, quickScene } from '../support/quick-run.ts';

const { scenario, index } = quickScene();
const CYCLE_S = scenario.programmes[0]!.cycleS;
/** At each crossing somebody waits again a few seconds after walk. */
const CROWDED = { ...scenario, pedestrians: { perHour: 600 } };
const MAX_PRESENCE_S = Math.max(...index.map.junctions.map(({ maxPresenceS }) => maxPresenceS));

/** Watches the crossings of junctions that the ambulance has crossed until they are back in their programmes. */
class WayBackOnFoot implements RunWatcher {
  readonly #waitsSinceS = new Map<string, number>();
  readonly #returned = new Set<JunctionId>();
  /** Longest that a crossing did not show walk since the ambulance crossed, and how often walk began. */
  longestS = 0;
  walksBegun = 0;

  step(): void {}
  trip(): void {}

  second(city: CityRun): void {
    for (const id of this.#behind(city)) {
      if (city.inProgramme(id)) this.#returned.add(id);
      if (this.#returned.has(id)) continue;
      for (const group of index.junction(id).groups) {
        if (group.kind === 'pedestrian') this.#look(city, id, group.id);
      }
    }
  }

  #look(city: CityRun, junction: JunctionId, group: string): void {
    const key = `${junction} ${group}`;
    const sinceS = this.#waitsSinceS.get(key);
    const walks = city.lamp(junction, group) === 'green';
    if (walks && sinceS !== undefined && sinceS < city.timeS - 1) this.walksBegun += 1;
    if (walks || sinceS === undefined) this.#waitsSinceS.set(key, city.timeS);
    this.longestS = Math.max(this.longestS, city.timeS - this.#waitsSinceS.get(key)!);
  }

  #behind(city: CityRun): readonly JunctionId[] {
    const [{ routeIndex = 0, phase } = {}] = city.emergencies();
    const passed = phase === 'arrived' ? city.wayOf(0).length : routeIndex;
    return city
      .wayOf(0)
      .slice(0, passed)
      .flatMap((link) => index.findJunctionAt(index.link(link).to)?.id ?? []);
  }
}

describe('people on foot while junctions come back from an ambulance', () => {
  it.each<readonly [string, Strategy]>([
    ['ours', { kind: 'wavefront' }],
    ['held for two minutes before', { kind: 'fixed-eta', leadS: 120 }],
  ])(
    '%s: every crossing shows walk within a cycle and a half, and nobody waits for longer than a hold and a cycle',
    async (name, strategy) => {
      for (const seed of [1, 2, 3]) {
        const onFoot = new WayBackOnFoot();
        const arm = { name: strategy.kind, strategy };
        const run = await quickRun({ scenario: CROWDED, index }, arm, seed, () => onFoot);
        expect(run.violations).toEqual([]);
        expect(run.recoveryS).not.toBeNull();
        expect(onFoot.walksBegun, `${name}, seed ${seed}`).toBeGreaterThan(0);
        expect(onFoot.longestS).toBeLessThanOrEqual(1.5 * CYCLE_S);
        expect(run.pedestrians!.served).toBeGreaterThan(500);
        expect(run.pedestrians!.longestWaitS).toBeLessThanOrEqual(MAX_PRESENCE_S + CYCLE_S);
      }
    },
  );
});
