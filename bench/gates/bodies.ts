import type { RoadMap } from '../../src/roadnet/map.ts';
import type { SumoCase } from '../cases.ts';
import { importCase } from '../clearway/import-case.ts';
import { BANDS, USUAL_STEP_LENGTHS_S } from './bands.ts';
import type { Gate } from './gate.ts';
import { checkCase } from './own-demand.ts';
import { plainCrossroads, RIGHTS_OF_WAY } from './plain-crossroads.ts';
import { checkRandomRun, randomRunTrace } from './random-run.ts';
import type { TrafficCheck } from './traffic-check.ts';

const SEED = 1;
/** From a jam to single vehicles: mean time between two at each entrance. */
const HEADWAYS_S = [3, 6, 12];
const RANDOM_END_S = 300;
const MOST_NOTES = 3;
/** At a node without signals: from about what it can take to less. */
const PLAIN_HEADWAYS_S = [6, 12];
const PLAIN_SEEDS = [1, 2, 3, 4, 5];
const PLAIN_END_S = 900;

/** That vehicles stay whole and apart, and runs the same: under stages by chance on every map, and in the cases as they are. */
export function bodyGates(maps: readonly RoadMap[], cases: readonly SumoCase[]): readonly Gate[] {
  const chance = maps.map((map) => [`${map.name}, by chance`, randomChecks(map)] as const);
  const own = cases.map((run) => [run.name, ownChecks(run)] as const);
  const plain = RIGHTS_OF_WAY.map((rule) => [`${rule}, by chance`, plainChecks(plainCrossroads(rule))] as const);
  const all = [...chance, ...plain, ...own];
  const count = (of: (check: TrafficCheck) => readonly string[], from: typeof all) => ({
    values: Object.fromEntries(from.map(([name, checks]) => [name, checks.flatMap(of).length])),
    notes: from.flatMap(([, checks]) => checks.flatMap(of)).slice(0, MOST_NOTES),
  });
  const seen = all.flatMap(([, checks]) => checks).reduce((sum, { vehicleSteps }) => sum + vehicleSteps, 0);
  const within = `in ${(seen / 1e6).toFixed(1)} million vehicle-steps`;
  const none = { unit: '', digits: 0, band: BANDS.none };
  return [
    { name: `vehicles lost or doubled ${within}`, ...none, ...count(({ notConserved }) => notConserved, all) },
    { name: `overlaps on lanes ${within}`, ...none, ...count(({ onLanes }) => onLanes, all) },
    { name: 'overlaps inside nodes, demand as it is', ...none, ...count(({ inNodes }) => inNodes, own) },
    { name: 'overlaps on paths as drawn, demand as it is', ...none, ...count(({ onDrawnPaths }) => onDrawnPaths, own) },
    { name: 'overlaps inside nodes without signals', ...none, ...count(({ inNodes }) => inNodes, plain) },
    { name: 'braking harder than 9 m/s²', ...none, ...count(({ impossible }) => impossible, all) },
    {
      ...{ name: 'vehicle-steps braking harder than 4.5 m/s²', unit: '%', digits: 3, band: BANDS.hardBrakingPct },
      values: Object.fromEntries(all.map(([name, checks]) => [name, hardBrakingPct(checks)])),
    },
    {
      ...{ name: 'traces that differ from their repetition', ...none },
      values: Object.fromEntries(maps.map((map) => [map.name, sameTrace(map) ? 0 : 1])),
    },
  ];
}

function randomChecks(map: RoadMap): readonly TrafficCheck[] {
  return USUAL_STEP_LENGTHS_S.flatMap((stepS) =>
    HEADWAYS_S.map((headwayS) => checkRandomRun({ map, seed: SEED, stepS, headwayS, endS: RANDOM_END_S })),
  );
}

function plainChecks(map: RoadMap): readonly TrafficCheck[] {
  return USUAL_STEP_LENGTHS_S.flatMap((stepS) =>
    PLAIN_HEADWAYS_S.flatMap((headwayS) =>
      PLAIN_SEEDS.map((seed) => checkRandomRun({ map, seed, stepS, headwayS, endS: PLAIN_END_S })),
    ),
  );
}

function ownChecks(run: SumoCase): readonly TrafficCheck[] {
  return USUAL_STEP_LENGTHS_S.map((stepS) => checkCase(importCase(run, stepS), SEED));
}

function sameTrace(map: RoadMap): boolean {
  const setup = { map, seed: SEED, stepS: 0.5, headwayS: 5, endS: 200 };
  const [first, second] = [setup, setup].map(randomRunTrace);
  return first === second;
}

function hardBrakingPct(checks: readonly TrafficCheck[]): number {
  const sum = (of: (check: TrafficCheck) => number): number => checks.reduce((total, check) => total + of(check), 0);
  return (100 * sum(({ hardBrakings }) => hardBrakings)) / sum(({ vehicleSteps }) => vehicleSteps);
}
