import { existsSync } from 'node:fs';
import type { LinkId } from '../../src/kernel/ids.ts';
import { smoothPath } from '../../src/location/smooth.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { dataPath } from '../cases.ts';
import { ANTHEM_TRACES, readTrace, type TraceFigures } from './anthem.ts';
import { loadAsuMap, loadAsuRoute, loadAsuTrace } from './asu.ts';
import { matchOnline } from './match-online.ts';
import { type MapPicture, picture } from './picture.ts';

/** A recorded trace matched to its network. */
export interface MatchedTrace {
  readonly name: string;
  readonly fixes: number;
  readonly refused: number;
  /** Places where two matches in a row are on links that no way of the network joins within the time: as told at each fix, and seen from the end. */
  readonly breaksOnline: number;
  readonly breaksSmoothed: number;
  /** Fixes whose link as told at the time is that seen from the end. */
  readonly sameOnline: number;
  readonly links: number;
  /** Of those links, how many the data's own matcher found too, and how many it found. */
  readonly shared: number;
  readonly theirs: number;
  readonly picture: MapPicture;
}

export interface RealTraces {
  readonly matched: readonly MatchedTrace[];
  /** Without a network to match to. */
  readonly bare: readonly TraceFigures[];
}

/** Those that are there. */
export function realTraces(): RealTraces {
  const has = (path: string): boolean => existsSync(dataPath(path));
  return {
    matched: has('gps/asu') ? [matchAsu()] : [],
    bare: has('gps/anthem') ? ANTHEM_TRACES.map(readTrace) : [],
  };
}

function matchAsu(): MatchedTrace {
  const map = loadAsuMap();
  const index = indexMap(map);
  const fixes = loadAsuTrace();
  const online = matchOnline(index, fixes);
  const { parts, refused } = smoothPath(index, fixes, []);
  const points = parts.flatMap((part) => part.points);
  const links = new Set<LinkId>(parts.flatMap((part) => part.links));
  const theirs = loadAsuRoute(map.links);
  return {
    name: 'asu',
    fixes: fixes.length,
    refused,
    breaksOnline: online.breaks,
    breaksSmoothed: parts.length - 1,
    sameOnline: points.filter(({ fix, link }) => online.linkAt.get(fix.atMs) === link).length,
    links: links.size,
    shared: theirs.filter((link) => links.has(link)).length,
    theirs: theirs.length,
    picture: picture(index, points),
  };
}
