import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { createSimulator } from '../../src/simulator/microscopic/create-simulator.ts';
import { Aspect, type TrafficSimulator, type VehiclePlan } from '../../src/simulator/simulator.ts';
import { APPROACH_M, CORNERS, NODE_M, oneWayBlock, showBlockPhases, streetTraffic } from '../support/one-way-block.ts';

const SIDE_M = 60;
const STREET = 0;
const SIDE_STREET = 3;
/** The two paths of a corner meet half-way, each 3 m wide. */
const MEETING_M = { from: NODE_M / 2 - 1.5, to: NODE_M / 2 + 1.5 };

function blockOf(map: RoadMap, streams: readonly VehiclePlan[][], boxBlocking: boolean, stepS = 0.5): TrafficSimulator {
  const vehicles = streams.flat().sort((a, b) => a.departS - b.departS);
  return createSimulator({ map, stepS, vehicles, emergencies: [], boxBlocking });
}

/** Where it is on its street, from the start of its approach. */
function alongM(map: RoadMap, link: number, positionM: number): number {
  const [, kind = ''] = /^(in|side|out)/.exec(map.links[link]!.id)!;
  const before = { in: 0, side: APPROACH_M + NODE_M, out: APPROACH_M + SIDE_M + 2 * NODE_M }[kind]!;
  return before + positionM;
}

interface Corner {
  /** Vehicles with any part between the bars, and those of them that stand. */
  inside: number;
  standing: number;
}

/** Looks at every corner; throws when two vehicles of crossing streets are in one place. */
function lookAtCorners(sim: TrafficSimulator, map: RoadMap): readonly Corner[] {
  const corners = CORNERS.map(() => ({ inside: 0, standing: 0, streets: new Set<number>() }));
  sim.visit((v) => {
    const street = Number(map.links[v.link]!.id.slice(-1));
    const frontM = alongM(map, v.link, v.positionM);
    const barsM = [APPROACH_M, APPROACH_M + NODE_M + SIDE_M];
    for (const [n, barM] of barsM.entries()) {
      const [intoM, rearM] = [frontM - barM, frontM - v.lengthM - barM];
      if (intoM <= 0 || rearM >= NODE_M) continue;
      const corner = corners[(street + n) % 4]!;
      corner.inside++;
      if (v.speedMps < 0.1) corner.standing++;
      if (intoM > MEETING_M.from && rearM < MEETING_M.to) corner.streets.add(street);
    }
  });
  for (const [k, { streets }] of corners.entries()) {
    if (streets.size > 1) throw new Error(`two vehicles in one place at corner ${k} at ${sim.timeS} s`);
  }
  return corners;
}

describe('given a street whose next signal is red, and a side street that crosses before it', () => {
  const map = oneWayBlock(SIDE_M);
  /** The street has green for a minute at its first corner, then the side street; at its second corner it has red throughout. */
  function crossing(boxBlocking: boolean): { readonly standing: number; readonly crossed: number } {
    const sim = blockOf(map, [streetTraffic(STREET, 2, 60), streetTraffic(SIDE_STREET, 4, 100)], boxBlocking);
    sim.setAspect(SIDE_STREET, Aspect.green);
    sim.setAspect(STREET, Aspect.green);
    let standing = 0;
    const crossed = new Set<number>();
    while (sim.timeS < 180) {
      if (sim.timeS === 60) sim.setAspect(STREET, Aspect.yellow);
      if (sim.timeS === 63) sim.setAspect(STREET, Aspect.red);
      if (sim.timeS === 65) sim.setAspect(4 + STREET, Aspect.green);
      sim.step();
      standing = Math.max(standing, lookAtCorners(sim, map)[STREET]!.standing);
      sim.visit((v) => map.links[v.link]!.id === `out${SIDE_STREET}` && crossed.add(v.id));
    }
    expect(
      sim.laneCount(
        map.links.findIndex(({ id }) => id === `side${STREET}`),
        0,
      ).queueVeh,
    ).toBeGreaterThan(6);
    return { standing, crossed: crossed.size };
  }

  it('when drivers block the box, then they stand in the first corner and nobody comes out of the side street', () => {
    const { standing, crossed } = crossing(true);
    expect(standing).toBeGreaterThanOrEqual(2);
    expect(crossed).toBe(0);
  });

  it('when they keep it clear, then nobody stands in it and the side street flows', () => {
    const { standing, crossed } = crossing(false);
    expect(standing).toBe(0);
    expect(crossed).toBeGreaterThan(8);
  });
});

describe('whatever the demand and the signals around a block', () => {
  const timings = fc.record({
    offsetS: fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 4, maxLength: 4 }),
    greenS: fc.integer({ min: 10, max: 35 }),
    everyS: fc.integer({ min: 2, max: 8 }),
    lengthM: fc.constantFrom(4.5, 8, 16),
    stepS: fc.constantFrom(0.25, 0.5, 1),
  });

  it('nobody drives through those who stand in the box', () => {
    let standing = 0;
    fc.assert(
      fc.property(timings, ({ offsetS, greenS, everyS, lengthM, stepS }) => {
        const map = oneWayBlock(SIDE_M);
        const type = { lengthM: { min: lengthM, max: lengthM }, jamGapM: 2, accelerationMps2: 1.5, maxSpeedMps: 25 };
        const streams = CORNERS.map((k) => streetTraffic(k, everyS, 400).map((plan) => ({ ...plan, type })));
        const sim = blockOf(map, streams, true, stepS);
        while (sim.timeS < 400) {
          showBlockPhases(sim, offsetS, greenS);
          sim.step();
          for (const corner of lookAtCorners(sim, map)) standing += corner.standing;
        }
      }),
      { numRuns: 20 },
    );
    expect(standing).toBeGreaterThan(0);
  });
});
