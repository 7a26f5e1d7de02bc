import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { EVALUATED_ARMS, QUICK_ARMS } from '../../src/evaluation/arms.ts';
import { withDemand, withSilences } from '../../src/evaluation/disturbance.ts';
import { crossingTraffic, EMVLIGHT_GRID, emvlightTraffic } from '../../src/evaluation/grid-traffic.ts';
import { QUICK_SETTINGS, SETTINGS } from '../../src/evaluation/settings.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { buildGrid } from '../../src/roadnet/grid-build.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const { scenario } = loadScenario('scenarios/hangzhou-shixin-21-moderate.yaml');

describe('the settings', () => {
  it('and the arms have names of their own, and a first look takes some of both', () => {
    for (const names of [SETTINGS, EVALUATED_ARMS].map((all) => all.map(({ name }) => name))) {
      expect(new Set(names).size).toBe(names.length);
    }
    expect(SETTINGS.map(({ name }) => name)).toEqual(expect.arrayContaining([...QUICK_SETTINGS]));
    expect(EVALUATED_ARMS.map(({ name }) => name)).toEqual(expect.arrayContaining([...QUICK_ARMS]));
  });

  it('change volumes and nothing else of the demand', () => {
    const light = withDemand(scenario, 0.6);
    expect(light.demand.flows.map(({ vehPerHour }) => vehPerHour)).toEqual(
      scenario.demand.flows.map(({ vehPerHour }) => expect.closeTo(vehPerHour * 0.6, 3)),
    );
    expect(light.demand.turning).toBe(scenario.demand.turning);
  });

  it('silence a vehicle for as long as they say, every two minutes after its latest departure', () => {
    const silences = withSilences(scenario, 30).faults.filter(({ kind }) => kind === 'gps-dropout');
    expect(silences.length).toBeGreaterThan(5);
    expect(silences[0]).toMatchObject({ vehicle: 'AMB-1', fromS: 1060, toS: 1090 });
    expect(silences[1]).toMatchObject({ fromS: 1180, toS: 1210 });
  });
});

describe('the grid', () => {
  const index = indexMap(buildGrid(EMVLIGHT_GRID));
  const perHourAt = (second: number, pattern: 'directional' | 'random', link: string): number =>
    emvlightTraffic(pattern, { offPeak: 200, peak: 240 })
      .demand.od!.filter(({ from, fromS, toS }) => from === link && fromS <= second && second < toS)
      .reduce((sum, { vehPerHour }) => sum + vehPerHour, 0);

  it('takes in its volume per lane on each of two lanes, more in the peak; at random as much, at twice as many ways in', () => {
    expect(perHourAt(0, 'directional', 'N2-c2r5')).toBeCloseTo(400, 1);
    expect(perHourAt(600, 'directional', 'N2-c2r5')).toBeCloseTo(480, 1);
    expect(perHourAt(600, 'random', 'N2-c2r5')).toBeCloseTo(240, 1);
  });

  it('is entered from north and south alone where its demand is directional', () => {
    expect(perHourAt(600, 'directional', 'W3-c1r3')).toBe(0);
    expect(perHourAt(600, 'random', 'W3-c1r3')).toBeCloseTo(240, 1);
  });

  it('has every further ambulance cross the way of one before', () => {
    const ways = crossingTraffic(6, 'alike').missions.map(({ from, to }) => findRoute(index, from, to)!);
    const nodesOf = (way: readonly string[]): readonly string[] => way.slice(1).map((link) => index.link(link).from);
    ways.slice(1).forEach((way, i) => {
      const before = new Set(ways.slice(0, i + 1).flatMap(nodesOf));
      expect(nodesOf(way).some((node) => before.has(node))).toBe(true);
    });
  });
});
