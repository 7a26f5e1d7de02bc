import { Command } from 'commander';
import { indexMap } from '../src/roadnet/road-index.ts';
import { makeTrip } from './matching/make-trip.ts';
import { isThere, loadMatchMap, MATCH_MAPS } from './matching/match-maps.ts';
import type { ReceiverNoise } from './matching/receiver.ts';
import { parseCount } from './options.ts';
import { ATTACKS } from './plausibility/attack.ts';
import { measureAttack } from './plausibility/measure-attack.ts';
import { measureHonest } from './plausibility/measure-honest.ts';
import { attackTable, honestTable } from './report/plausibility-table.ts';
import { OUT, saveResult } from './result-file.ts';

const FIRST_SEED = 3_000_001;
const CASES = 200;
/** Many drives are too short for an attack after a minute of honest driving. */
const TRIPS_PER_CASE = 2;
const SIGMAS = [5, 15, 30];

/** Sends forged and honest drives through the controller, and leaves in out/bench/plausibility.json whom it believed. */
function main(): void {
  const options = new Command('bench:plausibility')
    .option('--cases <n>', 'drives per attack, and honest ones per noise', parseCount, CASES)
    .option('--attack <text>', 'only attacks whose name has this', '')
    .option('--first-seed <n>', 'of the drives', parseCount, FIRST_SEED)
    .option('--unstated', 'by sources that state neither speed nor course', false)
    .parse()
    .opts<{ cases: number; firstSeed: number; attack: string; unstated: boolean }>();
  const map = MATCH_MAPS.find(isThere);
  if (map === undefined) throw new Error(`none of ${MATCH_MAPS.map(({ path }) => path).join(', ')} is there`);
  const index = indexMap(loadMatchMap(map));
  const { cases, firstSeed, attack: asked, unstated } = options;
  const seeds = Array.from({ length: cases * TRIPS_PER_CASE }, (_, i) => firstSeed + i);
  const trips = seeds.map((seed) => makeTrip(index, map.carriageway, seed));
  process.stdout.write(`${map.name}, seeds ${seeds[0]} to ${seeds.at(-1)}\n`);
  const honest = SIGMAS.flatMap((sigmaM) =>
    NOISES.map((noise) => measureHonest(index, trips.slice(0, cases), { ...noise, sigmaM }, unstated)),
  );
  process.stdout.write(`${honestTable(honest)}\n`);
  const attacks = ATTACKS.filter(({ name }) => name.includes(asked)).flatMap((attack) =>
    SIGMAS.map((sigmaM) => measureAttack(index, trips, attack, { sigmaM, kind: 'correlated', gapS: 0 }, cases, unstated)),
  );
  process.stdout.write(`${attackTable(attacks)}\n`);
  const range = { first: seeds[0], last: seeds.at(-1) };
  const figures = { map: map.name, credit: map.credit, seeds: range, unstated, honest, attacks };
  saveResult('plausibility.json', `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`${OUT}/plausibility.json\n`);
}

const NOISES: readonly Omit<ReceiverNoise, 'sigmaM'>[] = [
  { kind: 'white', gapS: 0 },
  { kind: 'correlated', gapS: 0 },
  { kind: 'correlated', gapS: 10 },
  { kind: 'correlated', gapS: 30 },
];

main();
