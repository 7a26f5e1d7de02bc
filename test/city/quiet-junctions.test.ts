import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);
const SECONDS = 300;

/** What every group shows in every second, a line a second. */
function lampsOf(change: Partial<Scenario>, fault?: { readonly junction: string; readonly atS: number }): readonly string[] {
  const faults: Scenario['faults'] =
    fault === undefined ? [] : [{ kind: 'junction-fault', junction: fault.junction, fromS: fault.atS, toS: fault.atS + 60 }];
  const city = new CityRun({ scenario: { ...scenario, missions: [], faults, ...change }, index, seed: 3 });
  const lines: string[] = [];
  while (city.timeS < SECONDS) {
    city.advance();
    lines.push(map.junctions.flatMap(({ id, groups }) => groups.map((group) => city.lamp(id, group.id).charAt(0))).join(''));
  }
  return lines;
}

describe('junctions that run their programmes undisturbed', () => {
  it('show the same whether they are looked at in every second or only when something is due', () => {
    const elsewhere = { kind: 'gps-dropout', vehicle: 'nobody', fromS: 0, toS: SECONDS } as const;
    const lookedAt = lampsOf({ faults: [elsewhere] });
    expect(lampsOf({})).toEqual(lookedAt);
    expect(new Set(lookedAt).size).toBeGreaterThan(5);
  });

  it('show a fault in the second in which it comes, however quiet they were', () => {
    const calm = lampsOf({});
    for (let atS = 60; atS < 100; atS += 7) {
      const struck = lampsOf({}, { junction: 'Q2', atS });
      expect(struck.slice(0, atS)).toEqual(calm.slice(0, atS));
      expect(struck).not.toEqual(calm);
    }
  });
});
