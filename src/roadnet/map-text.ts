import type { RoadMap } from './map.ts';

const LISTS = ['nodes', 'links', 'movements', 'junctions'] as const;

/** A map as JSON text with one object of each list per line, so that two versions of a map can be compared line by line. */
export function mapText(map: RoadMap): string {
  const { nodes: _n, links: _l, movements: _m, junctions: _j, ...head } = map;
  const members = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = LISTS.map((list) => {
    const lines = map[list].map((item) => `  ${JSON.stringify(item)}`);
    return `${JSON.stringify(list)}: [\n${lines.join(',\n')}\n]`;
  });
  return `{\n${[...members, ...lists].join(',\n')}\n}\n`;
}
