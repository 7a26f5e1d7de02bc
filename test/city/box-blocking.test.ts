import { describe, expect, it } from 'vitest';
import { CityRun } from '../../src/city/city-run.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { ProgrammeRule, Scenario } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from '../scenario/two-junctions.ts';

const index = indexMap(twoJunctions());
const [usual] = scenarioWith().programmes;

/** J2 lets far fewer through than J1. */
const narrow: ProgrammeRule = {
  ...usual!,
  junctions: ['J2'],
  cycleS: 160,
  stages: [
    { stage: 'A', greenS: 10 },
    { stage: 'C', greenS: 139 },
  ],
};

/** Most vehicles that stand between the bars of J1 in ten minutes of heavy traffic northbound. */
function standingInJ1(change: Partial<Scenario>): number {
  const route = ['SOUTH-J1', 'J1-J2', 'J2-NORTH'];
  const flows = [{ from: 'SOUTH-J1', vehPerHour: 1500, fromS: 0, toS: 600, route }];
  const demand = { ...scenarioWith().demand, flows };
  const scenario = scenarioWith({ demand, missions: [], programmes: [narrow, usual!], ...change });
  const city = new CityRun({ scenario, index, seed: 1 });
  const { lengthM } = index.link('SOUTH-J1');
  let most = 0;
  while (city.timeS < 600) {
    city.advance();
    let standing = 0;
    city.visit(({ link, positionM, speedMps }) => {
      if (link === index.linkNumber('SOUTH-J1') && positionM > lengthM && speedMps < 0.1) standing++;
    });
    most = Math.max(most, standing);
  }
  return most;
}

describe('given a scenario in which traffic backs up from one junction to the next', () => {
  it('when it asks for box blocking, then drivers stand in the junction', () => {
    expect(standingInJ1({ boxBlocking: true })).toBeGreaterThanOrEqual(2);
  });

  it('when it does not ask, or asks not to, then they keep it clear', () => {
    expect(standingInJ1({})).toBe(0);
    expect(standingInJ1({ boxBlocking: false })).toBe(0);
  });
});
