import type { Fault } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import { closed, unknown } from '../usual-faults.ts';

/** Faults of a route, link by link: unknown, closed, or not reached from the one before. `index` is the whole map's. */
export function routeFaults(
  route: readonly LinkId[],
  path: string,
  index: RoadIndex,
  closedLinks: ReadonlySet<LinkId>,
): readonly Fault[] {
  return route.flatMap((link, i): readonly Fault[] => {
    const at = `${path}[${i}]`;
    if (index.findLink(link) === undefined) return [unknown(at, link, 'link')];
    if (closedLinks.has(link)) return [closed(at, link)];
    const before = route[i - 1];
    const follows =
      before === undefined || index.findLink(before) === undefined || index.findMovement(before, link) !== undefined;
    return follows ? [] : [{ path: at, value: link, advice: `no movement leads here from ${before}` }];
  });
}
