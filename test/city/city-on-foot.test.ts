import { beforeAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import type { CityMessage } from '../../src/city/city.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);

function played(change: Partial<Scenario>): { readonly city: CityRun; readonly messages: readonly CityMessage[] } {
  const city = new CityRun({ scenario: { ...scenario, ...change }, index, seed: 3 });
  const messages: CityMessage[] = [];
  while (city.timeS < scenario.endS) messages.push(...city.advance());
  return { city, messages };
}

const actuated = scenario.programmes.map((rule) => ({
  ...rule,
  actuated: { minGreenS: [8, 6, 8, 6], gapS: 3, detectorM: 35 },
}));

describe('people on foot in a fixed-time city', () => {
  it('change nothing that the city says, and wait for walk as the programme gives it', () => {
    const without = played({});
    const { city, messages } = played({ pedestrians: { perHour: 600 } });
    expect(messages).toEqual(without.messages);
    expect(without.city.pedestrians()).toBeUndefined();
    const { served, waiting, meanWaitS, longestWaitS } = city.pedestrians()!;
    // 12 crossings for the 600 s after the warm-up. Walk is 29 of 100 s along the main road, 9 of 100 s across it.
    expect(served + waiting).toBeGreaterThan(0.9 * 1200);
    expect(served + waiting).toBeLessThan(1.1 * 1200);
    expect(meanWaitS).toBeGreaterThan(0.9 * ((71 ** 2 + 91 ** 2) / 400));
    expect(meanWaitS).toBeLessThan(1.1 * ((71 ** 2 + 91 ** 2) / 400));
    expect(longestWaitS).toBeGreaterThan(85);
    expect(longestWaitS).toBeLessThanOrEqual(91);
  });

  it('come only where the scenario says', () => {
    const one = played({ pedestrians: { perHour: 600, junctions: ['Q2'] } }).city.pedestrians()!;
    expect(one.served + one.waiting).toBeLessThan(1.2 * 400);
  });
});

describe('an actuated city', () => {
  let run: ReturnType<typeof played>;
  beforeAll(() => {
    run = played({ programmes: actuated, pedestrians: { perHour: 60 } });
  });

  it('keeps every rule, is in its programmes throughout, and leaves nobody on foot', () => {
    const { city, messages } = run;
    expect(city.violations()).toEqual([]);
    expect(city.inProgramme()).toBe(true);
    expect(messages.every((message) => message.kind !== 'junction' || message.state.mode === 'programme')).toBe(true);
    const { served, longestWaitS } = city.pedestrians()!;
    expect(served).toBeGreaterThan(60);
    expect(longestWaitS).toBeLessThan(120);
  });

  it('delays light traffic less than the fixed-time programme whose greens are its maxima', () => {
    const lossS = (city: CityRun): number => city.totals().lossS.reduce((sum, s) => sum + s, 0);
    expect(lossS(run.city)).toBeLessThan(0.95 * lossS(played({}).city));
  });

  it('gives walk only to those who call', () => {
    const { messages } = played({ programmes: actuated });
    const walks = messages.filter(
      (message) =>
        message.kind === 'junction' && message.state.groups.some(({ group, lamp }) => group.startsWith('P-') && lamp !== 'red'),
    );
    expect(walks).toEqual([]);
  });
});
