import { plainTable } from '../../src/report/plain-table.ts';
import type { ConditionFigures, MapFigures } from '../routing/measure.ts';
import { fixed } from './figures-text.ts';

const HEAD = [
  '',
  'nodes',
  'arcs',
  'ready\nms',
  'queries',
  'p50\nms',
  'p99\nms',
  'of CPU\np50 ms',
  'p99\nms',
  'graphology\np50 ms',
  'p99\nms',
  'ratio\nof p50',
  'of CPU\ntime',
  'longer than\nreference',
];

/** Each map in free flow and under closures and delays. */
export function routingTable(maps: readonly MapFigures[]): string {
  const rows = maps.flatMap(({ map, nodes, arcs, buildMs, freeFlow, live, badDay }) => [
    [map, `${nodes}`, `${arcs}`, fixed(buildMs, 0), ...figures(freeFlow)],
    ...[live, badDay].map((one) => [
      `  ${one.closedLinks} closed, ${one.delayedLinks} delayed`,
      '',
      '',
      fixed(one.conditionsMs, 1),
      ...figures(one),
    ]),
  ]);
  return plainTable(HEAD, rows);
}

function figures(one: ConditionFigures): readonly string[] {
  return [
    `${one.queries}`,
    fixed(one.p50Ms, 3),
    fixed(one.p99Ms, 2),
    fixed(one.cpuP50Ms, 3),
    fixed(one.cpuP99Ms, 2),
    fixed(one.referenceP50Ms, 1),
    fixed(one.referenceP99Ms, 0),
    fixed(one.ratioToGraphologyP50, 0),
    fixed(one.cpuRatioToGraphologyP50, 0),
    `${one.longerThanReference} of ${one.referenceQueries}`,
  ];
}
