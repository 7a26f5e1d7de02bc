import { Command, Option } from 'commander';
import { indexMap } from '../src/roadnet/road-index.ts';
import { ANTHEM_CREDIT } from './matching/anthem.ts';
import { ASU_CREDIT } from './matching/asu.ts';
import { CONDITIONS, type Condition } from './matching/condition.ts';
import { makeDeparture, makeTrip } from './matching/make-trip.ts';
import { isThere, loadMatchMap, MATCH_MAPS, type MatchMap } from './matching/match-maps.ts';
import { measure } from './matching/measure.ts';
import { type RealTraces, realTraces } from './matching/real-traces.ts';
import { type MapFigures, RULES } from './matching/results.ts';
import { measureSpeed } from './matching/speed.ts';
import { parseCount } from './options.ts';
import { matchingPage } from './report/matching-page.ts';
import { matchingTable, speedTable } from './report/matching-table.ts';
import { OUT, saveResult } from './result-file.ts';

/** Trips that figures are published of, and others that the matcher may be worked on with, never the other way round. */
const FIRST_SEED = { report: 1_000_001, tuning: 1 } as const;
const TRIPS = 500;
const QUICK_TRIPS = 40;

interface Options {
  readonly map?: readonly string[];
  readonly trips: number;
  readonly quick?: true;
  readonly speedOnly?: true;
  readonly seeds: keyof typeof FIRST_SEED;
}

/** Matches generated trips over real networks, and leaves the figures in out/bench/matching.json. */
function main(): void {
  const options = new Command('bench:matching')
    .addOption(new Option('--map <name...>', 'only these networks').choices(MATCH_MAPS.map(({ name }) => name)))
    .option('--trips <n>', 'trips per network and condition', parseCount, TRIPS)
    .option('--quick', `${QUICK_TRIPS} trips`)
    .option('--speed-only', 'nothing but the speed')
    .addOption(new Option('--seeds <set>', 'which trips').choices(Object.keys(FIRST_SEED)).default('report'))
    .parse()
    .opts<Options>();
  const wanted = MATCH_MAPS.filter(({ name }) => options.map?.includes(name) ?? true);
  const absent = wanted.filter((map) => !isThere(map)).map(({ path }) => `${path} is not there`);
  const trips = options.quick === true ? QUICK_TRIPS : options.trips;
  const maps = wanted
    .filter(isThere)
    .map((map) => measureMap(map, trips, FIRST_SEED[options.seeds], options.speedOnly === true ? [] : CONDITIONS));
  const traces = realTraces();
  const credits = [...maps.map(({ credit }) => credit), ASU_CREDIT, ANTHEM_CREDIT];
  const told = { seeds: options.seeds, rules: RULES, credits, absent, maps, traces: withoutPictures(traces) };
  saveResult('matching.json', `${JSON.stringify(told, null, 2)}\n`);
  saveResult('matching.html', matchingPage(maps, traces, RULES, credits));
  process.stdout.write(`${[...absent, `${OUT}/matching.json ${OUT}/matching.html`].join('\n')}\n`);
}

function withoutPictures({ matched, bare }: RealTraces) {
  return {
    matched: matched.map(({ picture: _, ...figures }) => figures),
    bare: bare.map(({ parts: _, ...figures }) => figures),
  };
}

function measureMap(map: MatchMap, count: number, firstSeed: number, wanted: readonly Condition[]): MapFigures {
  const index = indexMap(loadMatchMap(map));
  const seeds = Array.from({ length: count }, (_, i) => firstSeed + i);
  const trips = seeds.map((seed) => makeTrip(index, map.carriageway, seed));
  const departures = seeds.map((seed) => makeDeparture(index, map.carriageway, seed));
  const tripsOf = ({ route }: Condition) => (route === 'left' ? departures : trips);
  process.stdout.write(`${map.name}: ${index.map.links.length} links, ${count} trips, seeds ${seeds[0]} to ${seeds.at(-1)}\n`);
  const speed = measureSpeed(index, trips);
  process.stdout.write(`${speedTable(speed)}\n`);
  const conditions = wanted.map((condition) => measure(index, tripsOf(condition), condition));
  if (conditions.length > 0) process.stdout.write(`${matchingTable(conditions)}\n`);
  const range = { first: seeds[0]!, last: seeds.at(-1)! };
  return { map: map.name, links: index.map.links.length, credit: map.credit, seeds: range, conditions, speed };
}

main();
