import type { RoadMap } from '../../roadnet/map.ts';
import { Meets, meetingsOf, type PathsMeet } from './meetings.ts';

/**
 * Which movements meet inside a node. Those that movement m meets stand in rows `base[m] .. base[m + 1] - 1`: the other one, and
 * whether m gives way. A movement has one path for each of its pairs of lanes. How path p of m and path q of the other meet stands
 * at `first[row] + p * pathCount[other] + q`: as what, and from where to where on either the two are in each other's way. Who
 * merges is so at the end of the paths; from there on following keeps them apart.
 */
export interface Conflicts {
  readonly base: Int32Array;
  readonly other: Int32Array;
  readonly yields: Uint8Array;
  /** 1 where each gives way to the other. */
  readonly mutual: Uint8Array;
  /** 1 where neither gives way, nor do the signals keep them apart, nor do they come from one link: they cross by the drawing alone. */
  readonly unordered: Uint8Array;
  /** 1 where the signals never let both go at once. */
  readonly apart: Uint8Array;
  /** 1 where some path of the one crosses one of the other. */
  readonly crossing: Uint8Array;
  /** 1 where both lead to one link. */
  readonly joining: Uint8Array;
  /** Where the two meet first and last on the other, over all their paths. */
  readonly otherSoonestM: Float64Array;
  readonly otherLatestM: Float64Array;
  readonly first: Int32Array;
  /** Paths of each movement. */
  readonly pathCount: Int32Array;
  /** A `Meets`. */
  readonly meets: Uint8Array;
  readonly ownFromM: Float64Array;
  readonly ownToM: Float64Array;
  readonly otherFromM: Float64Array;
  readonly otherToM: Float64Array;
}

export function compileConflicts(map: RoadMap): Conflicts {
  const rows = meetingsOf(map);
  const base = new Int32Array(rows.length + 1);
  for (const [m, row] of rows.entries()) base[m + 1] = base[m]! + row.length;
  const all = rows.flat();
  const first = new Int32Array(all.length);
  for (let i = 1; i < all.length; i++) first[i] = first[i - 1]! + all[i - 1]!.paths.length;
  const paths = all.flatMap((row) => row.paths);
  const flag = (of: (row: (typeof all)[number]) => boolean): Uint8Array => Uint8Array.from(all, (row) => (of(row) ? 1 : 0));
  const place = (of: (meet: PathsMeet) => number): Float64Array => Float64Array.from(paths, (meet) => of(meet));
  return {
    base,
    other: Int32Array.from(all, ({ other }) => other),
    yields: flag(({ yields }) => yields),
    mutual: flag(({ mutual }) => mutual),
    unordered: flag(({ unordered }) => unordered),
    apart: flag(({ apart }) => apart),
    crossing: flag((row) => row.paths.some(({ meets }) => meets === Meets.crossing)),
    joining: flag(({ joining }) => joining),
    otherSoonestM: Float64Array.from(all, (row) => Math.min(...met(row.paths).map(({ otherFromM }) => otherFromM))),
    otherLatestM: Float64Array.from(all, (row) => Math.max(...met(row.paths).map(({ otherToM }) => otherToM))),
    first,
    pathCount: Int32Array.from(map.movements, ({ lanes }) => lanes.length),
    meets: Uint8Array.from(paths, ({ meets }) => meets),
    ownFromM: place(({ ownFromM }) => ownFromM),
    ownToM: place(({ ownToM }) => ownToM),
    otherFromM: place(({ otherFromM }) => otherFromM),
    otherToM: place(({ otherToM }) => otherToM),
  };
}

function met(paths: readonly PathsMeet[]): readonly PathsMeet[] {
  return paths.filter(({ meets }) => meets !== Meets.not);
}
