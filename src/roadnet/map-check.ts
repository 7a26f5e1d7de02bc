import type { Fault } from '../kernel/faults.ts';
import { checkJunctions } from './map-check-junctions.ts';
import { checkMeetings } from './map-check-meetings.ts';
import { checkRoads } from './map-check-roads.ts';
import type { MapDraft } from './map-draft.ts';

/** What a map's parts say about each other, checked part by part; every fault found, none twice. */
export function checkMap(draft: MapDraft): readonly Fault[] {
  return [...checkIds(draft), ...checkRoads(draft), ...checkJunctions(draft), ...checkMeetings(draft)];
}

function checkIds(draft: MapDraft): readonly Fault[] {
  return [draft.nodes, draft.links, draft.movements, draft.junctions].flatMap((shelf) =>
    shelf.duplicates.map(({ path, id }) => ({
      path: `${path}.id`,
      value: id,
      advice: 'is used before in this list: give each its own id',
    })),
  );
}
