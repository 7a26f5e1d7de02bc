import type { Ranking } from '../agreement/rank.ts';
import { fixed, signed } from './figures-text.ts';
import type { TableData } from './table-data.ts';

const HEAD = ['', 'SUMO\ntravel time s', 'rank', 'ours\ntravel time s', 'rank', 'diff\n%', 'completed\nSUMO', 'ours', 'of'];

/** The same controllers in both simulators, and whether both put them in the same order. */
export function rankingTable(rankings: readonly Ranking[]): TableData {
  const rows = rankings.flatMap(({ network, controllers, order }) =>
    controllers.map(({ name, ours, sumo }) => [
      `${network}: ${name}`,
      fixed(sumo.meanTravelTimeS.mean, 1),
      `${order.sumo.indexOf(name) + 1}`,
      fixed(ours.meanTravelTimeS.mean, 1),
      `${order.ours.indexOf(name) + 1}`,
      signed((ours.meanTravelTimeS.mean / sumo.meanTravelTimeS.mean - 1) * 100, 1),
      fixed(sumo.completed.mean, 0),
      fixed(ours.completed.mean, 0),
      fixed(sumo.wanted.mean, 0),
    ]),
  );
  return { head: HEAD, rows, notes: rankings.map(sentence) };
}

function sentence({ network, seeds, pairs, reversed }: Ranking): string {
  const alike = `${network}: ${pairs - reversed.length} of ${pairs} pairs of controllers that SUMO tells apart by 2 % are ranked alike`;
  const others = reversed.map(([better, worse]) => `"${better}" before "${worse}"`);
  return `${alike} (${seeds} ${seeds === 1 ? 'seed' : 'seeds'})${others.length === 0 ? '' : `; only in SUMO ${others.join(' and ')}`}`;
}
