import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { ScenarioMission } from '../../src/scenario/scenario.ts';
import { compileConflicts } from '../../src/simulator/microscopic/conflicts.ts';
import type { Driving } from '../../src/simulator/simulator.ts';
import { noOverlapOfOthers } from '../support/overlap.ts';

const { scenario, map: plainMap } = loadScenario('scenarios/quick-3.yaml');
const map = { ...plainMap, links: plainMap.links.map((link) => ({ ...link, spareWidthM: 2 })) };
const index = indexMap(map);
const conflicts = compileConflicts(map);
const HALF_WIDTH_M = 1;

/** Four ambulances on ways that cross: both ways along the road, across it, and one that turns left off it. */
function missions(driving: Driving): ScenarioMission[] {
  const ways = [
    ['SOUTH-Q1', 'NORTH'],
    ['NORTH-Q3', 'SOUTH'],
    ['Q2W-Q2', 'Q2E'],
    ['SOUTH-Q1', 'Q3W'],
  ] as const;
  return ways.map(([from, to], n) => ({
    mission: `M${n}`,
    vehicle: `A${n}`,
    urgency: 'life-threat',
    from,
    to,
    departS: { earliest: 180, latest: 320 },
    speedFactor: 1.25,
    driving,
  }));
}

/** A vehicle's way through a node: when any part of it is in the middle of its path, where it meets those who cross. */
interface Passage {
  readonly movement: number;
  readonly emergency: boolean;
  readonly fromS: number;
  readonly toS: number;
}

interface Fix {
  readonly atS: number;
  readonly beyondM: number;
}

/** When the front was there, between two fixes or at the speed of the last two. */
function timeAt(fixes: readonly Fix[], beyondM: number): number {
  const n = Math.max(
    1,
    fixes.findIndex((fix, i) => i > 0 && (fix.beyondM >= beyondM || i === fixes.length - 1)),
  );
  const [a, b] = [fixes[n - 1]!, fixes[n]!];
  const share = b.beyondM > a.beyondM ? (beyondM - a.beyondM) / (b.beyondM - a.beyondM) : 0;
  return a.atS + share * (b.atS - a.atS);
}

/** Watches who is in the middle of which node when. */
class Watch {
  readonly passages: Passage[] = [];
  /** Per vehicle: the link last seen, and where its front was beyond that link's bar at what time, from the last time before the bar on. */
  readonly #seen = new Map<number, { link: number; fixes: Fix[] }>();

  note(city: CityRun): void {
    city.visit((v) => {
      const before = this.#seen.get(v.id);
      const fix = { atS: city.timeS, beyondM: v.positionM - map.links[v.link]!.lengthM };
      if (before?.link === v.link) {
        before.fixes = fix.beyondM > 0 ? [...before.fixes, fix] : [fix];
        return;
      }
      if (before !== undefined) {
        const [from, to] = [map.links[before.link]!.id, map.links[v.link]!.id];
        const movement = map.movements.findIndex((m) => m.from === from && m.to === to);
        const out = { atS: city.timeS, beyondM: map.movements[movement]!.lengthM + v.positionM };
        this.#tell(movement, v.emergency, [...before.fixes, out], v.lengthM);
      }
      this.#seen.set(v.id, { link: v.link, fixes: [fix] });
    });
  }

  #tell(movement: number, emergency: boolean, fixes: readonly Fix[], lengthM: number): void {
    const meetM = 0.5 * map.movements[movement]!.lengthM;
    const fromS = timeAt(fixes, meetM - HALF_WIDTH_M);
    const toS = timeAt(fixes, meetM + HALF_WIDTH_M + lengthM);
    this.passages.push({ movement, emergency, fromS, toS });
  }

  /** Pairs of an emergency vehicle and one on a crossing movement in the middle at the same time. */
  collisions(): readonly string[] {
    const emergencies = this.passages.filter(({ emergency }) => emergency);
    return emergencies.flatMap((own) =>
      this.passages
        .filter((other) => crosses(own.movement, other.movement) && other.fromS < own.toS && own.fromS < other.toS)
        .map((other) => `${map.movements[own.movement]!.id} and ${map.movements[other.movement]!.id} at ${own.fromS} s`),
    );
  }
}

function crosses(own: number, other: number): boolean {
  for (let i = conflicts.base[own]!; i < conflicts.base[own + 1]!; i++) {
    if (conflicts.other[i] === other && conflicts.crossing[i] === 1) return true;
  }
  return false;
}

describe.each(['legal', 'cautious-red', 'escorted'] as const)('four ambulances that drive %s on ways that cross', (driving) => {
  it.each([1, 2])('come through without touching anybody, and the traffic drives on: seed %i', (seed) => {
    const watch = new Watch();
    const yielding = { probability: 0.9, withinM: 50 };
    const city = new CityRun({
      scenario: { ...scenario, missions: missions(driving), yielding },
      index,
      seed,
      onStep: (run) => {
        watch.note(run);
        noOverlapOfOthers(run, map);
      },
    });
    while (city.timeS < scenario.endS + 200) city.advance();
    expect(watch.passages.filter(({ emergency }) => emergency).length).toBe(3 + 3 + 1 + 3);
    expect(watch.collisions()).toEqual([]);
    expect(city.emergencies().map(({ phase }) => phase)).toEqual(['arrived', 'arrived', 'arrived', 'arrived']);
    // Nobody is left standing: all who entered are out or on their way within a cycle or two of the end of the demand.
    expect(city.totals().inside).toBeLessThan(15);
  });
});
