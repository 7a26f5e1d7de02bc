import { CityRun } from '../../src/city/city-run.ts';
import { assumedProgrammes } from '../../src/cli/assumed-programmes.ts';
import type { MissionView } from '../../src/core/state.ts';
import { isOpen } from '../../src/core/state.ts';
import { buildGrid, type GridPlan } from '../../src/roadnet/grid-build.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { Scenario, ScenarioMission } from '../../src/scenario/scenario.ts';
import { driveCore, type Taken } from '../drive-core.ts';
import { type Durations, durationsOf } from './durations.ts';

/** Streets in each direction; an ambulance on every second one of them. */
const STREETS = 20;
/** Vehicles that come in at each end of a street. */
const VEH_PER_HOUR = 360;
const DEPART_S = 420;
/** Departures are spread over this time. */
const WITHIN_S = 60;
const END_S = 1500;

export interface CityPlanning {
  readonly seed: number;
  readonly junctions: number;
  readonly ambulances: number;
  /** Seconds in which all ambulances were under way, and the most junctions that were wanted, or had an order of several, in one of them. */
  readonly seconds: number;
  readonly wantedMost: number;
  readonly orderedMost: number;
  /** One second's tick of the core; and the tick with all positions and reports heard before it. */
  readonly wallMs: Durations;
  readonly cpuMs: Durations;
  readonly withHearingWallMs: Durations;
  readonly withHearingCpuMs: Durations;
}

/** A made city of 20 x 20 junctions in which 20 ambulances cross each other's ways, half of them eastward or westward. */
function cityCase(): { readonly scenario: Scenario; readonly map: RoadMap } {
  const plan: GridPlan = {
    name: `grid-${STREETS}x${STREETS}`,
    title: `Grid of ${STREETS} x ${STREETS} junctions`,
    columns: STREETS,
    rows: STREETS,
    blockM: 200,
    lanes: 2,
    speedMps: 13.89,
    maxPresenceS: 120,
  };
  const map = buildGrid(plan);
  const ends = Array.from({ length: STREETS }, (_, i) => i + 1).flatMap((n) => [
    `W${n}-c1r${n}`,
    `E${n}-c${STREETS}r${n}`,
    `S${n}-c${n}r1`,
    `N${n}-c${n}r${STREETS}`,
  ]);
  const scenario: Scenario = {
    format: 'clearway-scenario/1',
    name: plan.name,
    title: plan.title,
    description: 'Made by rule.',
    map: 'map.json',
    start: '2017-10-09T08:00:00+08:00',
    stepS: 0.5,
    warmUpS: 0,
    endS: END_S,
    demand: {
      source: 'Assumed.',
      flows: ends.map((from) => ({ from, vehPerHour: VEH_PER_HOUR, fromS: 0, toS: END_S })),
      turning: [{ shares: { left: 0.05, through: 0.9, right: 0.05 } }],
      speedFactor: { mean: 1, sd: 0.08 },
    },
    programmes: assumedProgrammes(indexMap(map)),
    missions: Array.from({ length: STREETS }, (_, i) => missionOn(i)),
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1],
    arms: [],
  };
  return { scenario, map };
}

/** By turns eastward, northward, westward and southward, from the edge to the other end of the street. */
function missionOn(i: number): ScenarioMission {
  const street = 2 * Math.floor(i / 2) + 1;
  const [eastEnd, northEnd] = [`c${STREETS}r${street}`, `c${street}r${STREETS}`];
  const ways = [
    [`W${street}-c1r${street}`, `E${street}`],
    [`S${street}-c${street}r1`, `N${street}`],
    [`E${street}-${eastEnd}`, `W${street}`],
    [`N${street}-${northEnd}`, `S${street}`],
  ] as const;
  const [from, to] = ways[i % 4]!;
  return {
    mission: `M${i + 1}`,
    vehicle: `AMB-${i + 1}`,
    urgency: (['life-threat', 'urgent', 'routine'] as const)[i % 3]!,
    from,
    to,
    departS: { earliest: DEPART_S, latest: DEPART_S + WITHIN_S },
    speedFactor: 1.25,
  };
}

/** Every second in which all ambulances are under way, and so all of them are planned for. */
export function measureCity(seed: number): CityPlanning {
  const { scenario, map } = cityCase();
  const [ticks, whole]: [Taken[], Taken[]] = [[], []];
  let [wantedMost, orderedMost] = [0, 0];
  const city = new CityRun({ scenario, index: indexMap(map), seed });
  driveCore(city, scenario, { kind: 'wavefront' }, ({ state, hearingMs, planningMs }) => {
    const missions = [...state.missions.values()];
    if (missions.filter(isPlannedFor).length < STREETS) return;
    ticks.push(planningMs);
    whole.push({ wall: hearingMs.wall + planningMs.wall, cpu: hearingMs.cpu + planningMs.cpu });
    const wanted = missions.flatMap(({ requests }) => requests.filter(({ passed }) => !passed));
    wantedMost = Math.max(wantedMost, new Set(wanted.map(({ junction }) => junction)).size);
    orderedMost = Math.max(orderedMost, [...state.junctions.values()].filter(({ order }) => order !== undefined).length);
  });
  return {
    seed,
    junctions: map.junctions.length,
    ambulances: STREETS,
    seconds: ticks.length,
    wantedMost,
    orderedMost,
    wallMs: durationsOf(ticks.map(({ wall }) => wall)),
    cpuMs: durationsOf(ticks.map(({ cpu }) => cpu)),
    withHearingWallMs: durationsOf(whole.map(({ wall }) => wall)),
    withHearingCpuMs: durationsOf(whole.map(({ cpu }) => cpu)),
  };
}

function isPlannedFor(mission: MissionView): boolean {
  return isOpen(mission) && mission.route !== undefined;
}
