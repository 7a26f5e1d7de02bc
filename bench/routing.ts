import { Command, Option } from 'commander';
import { parseCount } from './options.ts';
import { routingTable } from './report/routing-table.ts';
import { OUT, saveResult } from './result-file.ts';
import { measureMap } from './routing/measure.ts';
import { isThere, ROUTING_MAPS } from './routing/routing-maps.ts';

const SEED = 1;
/** Pairs that both search, and further ones of ours after each: 200 for them, 2,200 for us. */
const COMPARED = 200;
const QUICK_COMPARED = 20;
const BETWEEN = 10;

interface Options {
  readonly map?: readonly string[];
  readonly pairs: number;
  readonly quick?: true;
}

/** Measures the search of routes against graphology's bidirectional Dijkstra, and leaves the figures in out/bench/routing.json. */
function main(): void {
  const options = new Command('bench:routing')
    .addOption(new Option('--map <name...>', 'only these networks').choices(ROUTING_MAPS.map(({ name }) => name)))
    .option('--pairs <n>', 'pairs of links that both search, per network and condition', parseCount, COMPARED)
    .option('--quick', `${QUICK_COMPARED} pairs`)
    .parse()
    .opts<Options>();
  const wanted = ROUTING_MAPS.filter(({ name }) => options.map?.includes(name) ?? true);
  const absent = wanted.filter((map) => !isThere(map)).map(({ path }) => `${path} is not there`);
  const questions = { compared: options.quick === true ? QUICK_COMPARED : options.pairs, between: BETWEEN };
  const measured = wanted.filter(isThere);
  const maps = measured.map((map) => measureMap(map, questions, SEED));
  const credits = measured.flatMap(({ credit }) => credit ?? []);
  const [first] = maps;
  saveResult('routing.json', `${JSON.stringify({ ...first?.freeFlow, ...first, credits, absent, maps }, null, 2)}\n`);
  process.stdout.write(`${[routingTable(maps), ...absent, ...credits, `${OUT}/routing.json`].join('\n')}\n`);
}

main();
