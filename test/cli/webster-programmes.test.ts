import { describe, expect, it } from 'vitest';
import { websterProgrammes } from '../../src/cli/webster-programmes.ts';
import { buildGrid } from '../../src/roadnet/grid-build.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { ListedVehicle } from '../../src/scenario/scenario.ts';
import { leastStageS } from '../../src/signal/clearance.ts';

const plan = {
  name: 'one',
  title: 'One crossing',
  columns: 1,
  rows: 1,
  blockM: 200,
  lanes: 2,
  speedMps: 13.89,
  maxPresenceS: 120,
};
const index = indexMap(buildGrid(plan));
const junction = index.junction('c1r1');

function through(from: string, to: string, count: number): readonly ListedVehicle[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${from} ${i}`,
    departS: i,
    route: [`${from}-c1r1`, `c1r1-${to}`],
  }));
}

/** Green of the stage that opens the way straight on from an end of a street. */
function greenFrom(from: string, to: string, vehicles: readonly ListedVehicle[]): number {
  const group = index.findGroupOf(index.findMovement(`${from}-c1r1`, `c1r1-${to}`)!.id)!.group.id;
  const [rule] = websterProgrammes(index, vehicles, 1);
  const stage = rule!.stages.find(({ stage: id }) => junction.stages.find((s) => s.id === id)!.groups.includes(group));
  return stage!.greenS;
}

describe('programmes timed for known vehicles', () => {
  // One lane straight on each: flow ratios 950/1900 and 285/1900, nobody turns left.
  const vehicles = [...through('W1', 'E1', 950), ...through('N1', 'S1', 285)];

  it('give each street green in proportion to its busiest lane', () => {
    const ratio = greenFrom('W1', 'E1', vehicles) / greenFrom('N1', 'S1', vehicles);
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(3.7);
  });

  it('have the cycle of (1.5 L + 5) / (1 - Y), and what the lefts need at least besides', () => {
    const [rule] = websterProgrammes(index, vehicles, 1);
    const greens = rule!.stages.reduce((sum, { greenS }) => sum + greenS, 0);
    const lostS = rule!.cycleS - greens;
    const leftS = rule!.stages.slice(-1)[0]!.greenS + rule!.stages[1]!.greenS;
    // Greens are whole seconds.
    expect(Math.abs(rule!.cycleS - leftS - (1.5 * lostS + 5) / (1 - 0.65))).toBeLessThanOrEqual(1);
  });

  it('keep people on foot and minimum greens served where nobody drives', () => {
    const [rule] = websterProgrammes(index, through('W1', 'E1', 1600), 1);
    for (const { stage, greenS } of rule!.stages) {
      expect(greenS).toBeGreaterThanOrEqual(leastStageS(junction, junction.stages.find(({ id }) => id === stage)!));
    }
    expect(rule!.stages.map(({ greenS }) => greenS).toSorted((x, y) => x - y)[0]).toBeLessThan(12);
  });
});
