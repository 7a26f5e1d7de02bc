import { describe, expect, it } from 'vitest';
import { CityRun } from '../../src/city/city-run.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { scenarioWith, twoJunctions } from '../scenario/two-junctions.ts';

/** The town with a lane of its own for the left turn from the south. */
function townWithBay(): RoadMap {
  const map = twoJunctions();
  const movements = map.movements.map((m) => (m.id === 'SOUTH-J1>J1-J1W' ? { ...m, lanes: [[1, 0] as const] } : m));
  return { ...map, movements };
}

describe('given more left turns than find a gap, so that some drivers miss theirs', () => {
  const index = indexMap(townWithBay());
  function linksDriven(closedLinks: readonly string[]): { readonly driven: ReadonlySet<string>; readonly missed: number } {
    const [left, oncoming] = [
      ['SOUTH-J1', 'J1-J1W'],
      ['NORTH-J2', 'J2-J1', 'J1-SOUTH'],
    ];
    const flows = [left, oncoming].map((route) => ({ from: route![0]!, vehPerHour: 1100, fromS: 0, toS: 900, route: route! }));
    const scenario = scenarioWith({ demand: { ...scenarioWith().demand, flows }, missions: [], closedLinks });
    const city = new CityRun({ scenario, index, seed: 1 });
    const driven = new Set<string>();
    while (city.timeS < 900) {
      city.advance();
      city.visit(({ link }) => driven.add(index.map.links[link]!.id));
    }
    return { driven, missed: city.totals().missedTurns };
  }

  it('when the nearest way out of town is open, then they take it', () => {
    const { driven, missed } = linksDriven([]);
    expect(missed).toBeGreaterThan(0);
    expect(driven).toContain('J1-J1E');
  });

  it('when the scenario closes it, then they do not', () => {
    const { driven, missed } = linksDriven(['J1-J1E']);
    expect(missed).toBeGreaterThan(0);
    expect(driven).not.toContain('J1-J1E');
    expect(driven).toContain('J1-J2');
  });
});
