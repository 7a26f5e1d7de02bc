import type { RoadMap } from '../../src/roadnet/map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import type { Scenario, ScenarioMission } from '../../src/scenario/scenario.ts';
import { CORNERS, oneWayBlock } from './one-way-block.ts';

const GREEN_S = 30;
const INTERGREEN_S = 5;
const DEMAND_S = 1200;

/** The one-way block with stages at its corners: `in` lets the streets into the block, `side` lets them out of it. */
export function signalledBlock(): RoadMap {
  const map = oneWayBlock(60);
  return decodeMap('the block', {
    ...map,
    name: 'one-way-block',
    junctions: map.junctions.map((junction) => {
      const [into, out] = junction.groups.map(({ id }) => id) as [string, string];
      return {
        ...junction,
        intergreens: [
          { from: into, to: out, seconds: INTERGREEN_S },
          { from: out, to: into, seconds: INTERGREEN_S },
        ],
        stages: [
          { id: 'in', name: 'into the block', groups: [into] },
          { id: 'side', name: 'out of the block', groups: [out] },
        ],
      };
    }),
  });
}

/** When the ambulance departs on the street `in0`, which leads over one side of the block to `B0`. */
export interface BlockMission {
  readonly departS: number;
  readonly endS: number;
  /** Vehicles that come on each street, per hour; 1,200 lock the block within five minutes. */
  readonly vehPerHour?: number;
}

/** All corners let everyone in at once, then everyone out, and drivers block the box: the sides of the block lock in a ring. */
export function lockingScenario({ departS, endS, vehPerHour = 1200 }: BlockMission): Scenario {
  const mission: ScenarioMission = {
    mission: 'M1',
    vehicle: 'AMB-1',
    urgency: 'life-threat',
    from: 'in0',
    to: 'B0',
    departS: { earliest: departS, latest: departS },
    speedFactor: 1.25,
  };
  return {
    format: 'clearway-scenario/1',
    name: 'locking-block',
    title: 'A block that locks',
    description: 'Four one-way streets around a block, invented: for tests of gridlock.',
    map: 'block.json',
    start: '2017-10-09T10:05:00+08:00',
    stepS: 0.5,
    warmUpS: 0,
    endS,
    demand: {
      source: 'Invented.',
      speedFactor: { mean: 1, sd: 0.05 },
      turning: [],
      flows: CORNERS.map((k) => ({
        from: `in${k}`,
        vehPerHour,
        fromS: 0,
        toS: Math.min(endS, DEMAND_S),
        route: [`in${k}`, `side${k}`, `out${k}`],
      })),
    },
    boxBlocking: true,
    programmes: [
      {
        cycleS: 2 * (GREEN_S + INTERGREEN_S),
        stages: [
          { stage: 'in', greenS: GREEN_S },
          { stage: 'side', greenS: GREEN_S },
        ],
        offsets: { kind: 'fixed', offsetS: Object.fromEntries(CORNERS.map((k) => [`N${k}`, 0])) },
        source: 'Invented.',
      },
    ],
    missions: [mission],
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1, 2],
    arms: [
      { name: 'none', strategy: { kind: 'none' } },
      { name: 'clearway', strategy: { kind: 'wavefront' } },
    ],
  };
}
