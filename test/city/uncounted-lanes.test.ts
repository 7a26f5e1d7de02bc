import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const index = indexMap(map);

/** Lanes that some junction reports in the first second in which any does. */
function reportedLanes(seed: number, uncountedLanes: number): readonly string[] {
  const city = new CityRun({ scenario: { ...scenario, uncountedLanes, warmUpS: 0 }, index, seed });
  while (city.timeS < city.reportsFromS) {
    const messages = city.advance();
    if (messages.length === 0) continue;
    return messages.flatMap((m) => (m.kind === 'junction' ? m.state.lanes.map(({ link, lane }) => `${link} ${lane}`) : []));
  }
  return [];
}

describe('lanes without a detector', () => {
  const all = reportedLanes(1, 0);

  it('are left out of the reports, about as many as the share says, others on another seed', () => {
    const kept = Array.from({ length: 20 }, (_, i) => reportedLanes(i + 1, 0.2));
    const share = kept.reduce((sum, lanes) => sum + lanes.length, 0) / (kept.length * all.length);
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.85);
    expect(kept[0]).not.toEqual(kept[1]);
    for (const lanes of kept) expect(all).toEqual(expect.arrayContaining([...lanes]));
  });

  it('are all of them at a share of one', () => {
    expect(reportedLanes(1, 1)).toEqual([]);
  });
});
