import type { LinkFigures } from '../observation.ts';
import { readElements } from './elements.ts';

/** Totals per edge (junction interiors as edges of their own, named with a colon), of edgeData with a single interval. */
export async function readEdgeTotals(pieces: AsyncIterable<string>): Promise<ReadonlyMap<string, LinkFigures>> {
  const edges = new Map<string, LinkFigures>();
  await readElements(pieces, (name, attributes) => {
    if (name !== 'edge') return;
    edges.set(attributes.text('id'), {
      vehicles: attributes.count('entered') + attributes.count('departed'),
      spentS: attributes.count('sampledSeconds'),
    });
  });
  return edges;
}

/**
 * Standing vehicles (< 0.1 m/s, SUMO's waitingTime) per edge, averaged over each interval: one number per interval for every edge
 * asked for, 0 where SUMO wrote nothing.
 */
export async function readStanding(
  pieces: AsyncIterable<string>,
  edges: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const standing = new Map(edges.map((edge): [string, number[]] => [edge, []]));
  let periodS = 0;
  await readElements(pieces, (name, attributes) => {
    if (name === 'interval') {
      periodS = attributes.number('end') - attributes.number('begin');
      for (const values of standing.values()) values.push(0);
    } else if (name === 'edge') {
      const values = standing.get(attributes.text('id'));
      if (values !== undefined) values[values.length - 1] = attributes.count('waitingTime') / periodS;
    }
  });
  return standing;
}
