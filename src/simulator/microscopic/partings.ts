import type { Movement, RoadMap } from '../../roadnet/map.ts';
import { NodeDrawing } from '../../roadnet/path-meetings.ts';

/** Where paths are not drawn: with its rear so far beyond the bar a vehicle is out of the way of those behind who turn elsewhere. */
const CLEAR_OF_BAR_M = 2;

/**
 * Per movement and path: how far a rear must be beyond the bar, metres, until the path has parted from all others that begin in the
 * same lane; no less than the above.
 */
export function partingsOf(map: RoadMap): readonly (readonly number[])[] {
  const byLink = new Map<string, FromLink>();
  for (const movement of map.movements) {
    const known = byLink.get(movement.from);
    const start = movement.paths?.[0]?.[0] ?? [0, 0];
    if (known === undefined) byLink.set(movement.from, { movements: [movement], drawing: new NodeDrawing(start) });
    else known.movements.push(movement);
  }
  return map.movements.map((movement) => movement.lanes.map((_, path) => partingM(movement, path, byLink.get(movement.from)!)));
}

interface FromLink {
  readonly movements: Movement[];
  readonly drawing: NodeDrawing;
}

function partingM(movement: Movement, path: number, { movements, drawing }: FromLink): number {
  const drawn = movement.paths?.[path];
  if (drawn === undefined) return CLEAR_OF_BAR_M;
  const [lane] = movement.lanes[path]!;
  let furthestM = CLEAR_OF_BAR_M;
  for (const other of movements) {
    other.lanes.forEach(([from], q) => {
      const otherDrawn = other.paths?.[q];
      if (from !== lane || otherDrawn === undefined || otherDrawn === drawn) return;
      furthestM = Math.max(furthestM, drawing.parting(drawn, otherDrawn) * movement.lengthM);
    });
  }
  return furthestM;
}
