import type { Urgency } from '../preemption/mission.ts';
import type { GridPlan } from '../roadnet/grid-build.ts';
import type { Demand, OdFlow, ScenarioMission } from '../scenario/scenario.ts';
import type { GridTraffic } from './setting.ts';

/** After the synthetic grid of EMVLight (Su et al. 2022): 5 x 5 junctions 200 m apart. Lanes and speed are assumed. */
export const EMVLIGHT_GRID: GridPlan = {
  name: 'grid-5x5',
  title: 'Grid of 5 x 5 junctions',
  columns: 5,
  rows: 5,
  blockM: 200,
  lanes: 2,
  speedMps: 13.89,
  maxPresenceS: 120,
};

/** Nobody comes after this, and the run goes on until those who are there have left. */
const DEMAND_S = 1200;
const END_S = 1800;
const PEAK_S = { from: 400, to: 800 };
const DEPART_S = 600;
/** On a free road 25 % above the limit, as in the corridor. */
const SPEED_FACTOR = 1.25;

/** Volumes of that work, vehicles per lane and hour. */
export interface Volumes {
  readonly offPeak: number;
  readonly peak: number;
}

/**
 * `directional`: in from north and south, out to east and west. `random`: as many vehicles, from every end of a street to every other
 * one; with the whole volume at each of twice as many ways in, fixed-time signals do not serve them.
 */
export type Pattern = 'directional' | 'random';

export function emvlightTraffic(pattern: Pattern, volumes: Volumes): GridTraffic {
  return gridTraffic(pattern, volumes, [
    // Along the southern edge, then up the eastern one: as long as a way through the grid can be with one turn.
    missionFrom(1, 'W1', 'c1r1', 'N5'),
  ]);
}

/** Ways that cross each other in the middle of the grid, in the order in which more ambulances join. */
const CROSSING_WAYS: readonly (readonly [string, string, string])[] = [
  ['W3', 'c1r3', 'E3'],
  ['S3', 'c3r1', 'N3'],
  ['E4', 'c5r4', 'W4'],
  ['N2', 'c2r5', 'S2'],
  ['W1', 'c1r1', 'N5'],
  ['E5', 'c5r5', 'S1'],
];

/** Of the ambulances in the same order, where they are not alike. */
const MIXED: readonly Urgency[] = ['urgent', 'life-threat', 'routine', 'life-threat', 'urgent', 'life-threat'];

/**
 * `ambulances` (2 to 6) that leave in the same second and whose ways cross, in EMVLight's random traffic of 200 and 240 vehicles
 * per lane and hour; alike are all life-threat.
 */
export function crossingTraffic(ambulances: number, urgencies: 'alike' | 'mixed'): GridTraffic {
  const missions = CROSSING_WAYS.slice(0, ambulances).map(([from, first, to], i): ScenarioMission => {
    const mission = missionFrom(i + 1, from, first, to);
    return urgencies === 'alike' ? mission : { ...mission, urgency: MIXED[i]! };
  });
  return gridTraffic('random', { offPeak: 200, peak: 240 }, missions);
}

function missionFrom(number: number, from: string, first: string, to: string): ScenarioMission {
  return {
    mission: `M${number}`,
    vehicle: `AMB-${number}`,
    urgency: 'life-threat',
    from: `${from}-${first}`,
    to,
    departS: { earliest: DEPART_S, latest: DEPART_S },
    speedFactor: SPEED_FACTOR,
  };
}

function gridTraffic(pattern: Pattern, volumes: Volumes, missions: readonly ScenarioMission[]): GridTraffic {
  return { warmUpS: 0, endS: END_S, missions, demand: demandOf(EMVLIGHT_GRID, pattern, volumes) };
}

interface End {
  readonly side: 'N' | 'S' | 'E' | 'W';
  readonly into: string;
  readonly outOf: string;
}

function endsOf({ columns, rows }: GridPlan): readonly End[] {
  const end = (side: End['side'], number: number, junction: string): End => ({
    side,
    into: `${side}${number}-${junction}`,
    outOf: `${junction}-${side}${number}`,
  });
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
  return [
    ...numbers(columns).flatMap((column) => [end('S', column, `c${column}r1`), end('N', column, `c${column}r${rows}`)]),
    ...numbers(rows).flatMap((row) => [end('W', row, `c1r${row}`), end('E', row, `c${columns}r${row}`)]),
  ];
}

function demandOf(plan: GridPlan, pattern: Pattern, { offPeak, peak }: Volumes): Demand {
  const ends = endsOf(plan);
  const isUpright = ({ side }: End): boolean => side === 'N' || side === 'S';
  const upright = ends.filter(isUpright).length;
  const pairs = ends
    .filter((from) => pattern === 'random' || isUpright(from))
    .map((from) => ({ from, to: ends.filter((to) => (pattern === 'random' ? to !== from : !isUpright(to))) }));
  const flow = (perLane: number, fromS: number, toS: number): readonly OdFlow[] =>
    pairs.flatMap(({ from, to }) =>
      to.map((other) => ({
        from: from.into,
        to: other.outOf,
        vehPerHour: Math.round((perLane * plan.lanes * upright * 1000) / (pairs.length * to.length)) / 1000,
        fromS,
        toS,
      })),
    );
  return {
    source: `After the synthetic grids of EMVLight (Su et al. 2022): ${offPeak} vehicles per lane and hour at each way in from north and south, ${peak} from ${PEAK_S.from} to ${PEAK_S.to} s, ${pattern === 'random' ? 'as many in all, but from every end of a street to every other one alike' : 'out to east and west alike'}.`,
    flows: [],
    turning: [{ shares: { left: 0.2, through: 0.6, right: 0.2 } }],
    speedFactor: { mean: 1, sd: 0.08 },
    od: [...flow(offPeak, 0, PEAK_S.from), ...flow(peak, PEAK_S.from, PEAK_S.to), ...flow(offPeak, PEAK_S.to, DEMAND_S)],
  };
}
