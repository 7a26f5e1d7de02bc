import type { Fault } from '../kernel/faults.ts';
import type { NodeId } from '../kernel/ids.ts';
import { entryBearingDeg, exitBearingDeg } from './geometry.ts';
import { type NodePath, pathsMeet } from './junction-legs.ts';
import type { Junction, Movement, PedestrianGroup, VehicleGroup } from './map.ts';
import { pairKey } from './map-check-junctions.ts';
import type { MapDraft } from './map-draft.ts';

interface Way {
  readonly path: string;
  readonly movement: Movement;
  readonly drawn: NodePath;
  readonly group?: VehicleGroup;
}

/**
 * Wherever two paths through a node meet, someone must decide: a conflict between their groups, or one that gives way. Judged
 * from the drawing alone (see `pathsMeet`), so that a conflict forgotten in the map cannot turn both green.
 */
export function checkMeetings(draft: MapDraft): readonly Fault[] {
  const junctionAt = new Map(draft.junctions.entries.map((entry) => [entry.value.node, entry]));
  const faults: Fault[] = [];
  for (const [node, ways] of waysByNode(draft)) {
    const entry = junctionAt.get(node);
    if (entry !== undefined) faults.push(...checkCrossings(entry.path, entry.value, ways));
    const conflicts = new Set(entry?.value.conflicts.map(([a, b]) => pairKey(a, b)));
    ways.forEach((a, i) => {
      for (const b of ways.slice(i + 1)) {
        if (!pathsMeet(a.drawn, b.drawn) || yields(a.movement, b.movement)) continue;
        const fault = checkMeeting(a, b, conflicts, entry?.path);
        if (fault !== undefined) faults.push(fault);
      }
    });
  }
  return mergeSame(faults);
}

function checkMeeting(a: Way, b: Way, conflicts: ReadonlySet<string>, junctionPath: string | undefined): Fault | undefined {
  const [first, second] = [a.group?.id, b.group?.id];
  if (first !== undefined && second !== undefined) {
    if (conflicts.has(pairKey(first, second))) return undefined;
    const advice =
      first === second
        ? `"${a.movement.id}" and "${b.movement.id}" of one group meet: part them into two groups, or let one yield to the other`
        : `their paths meet ("${a.movement.id}" and "${b.movement.id}") but they are not declared in conflict: add the pair and its intergreens`;
    return { path: `${junctionPath}.conflicts`, value: [first, second], advice };
  }
  const free = first === undefined ? a : b;
  const other = free === a ? b : a;
  const remedy =
    junctionPath === undefined ? 'let one of the two yield to the other' : 'put it into a signal group, or let it yield';
  return {
    path: `${free.path}.yieldsTo`,
    value: free.movement.yieldsTo,
    advice: `nothing decides who goes first where it meets "${other.movement.id}": ${remedy}`,
  };
}

/** Pedestrians against traffic; a right turn leaving over a crossing gives way to them and may share their stage. */
function checkCrossings(path: string, junction: Junction, ways: readonly Way[]): readonly Fault[] {
  const conflicts = new Set(junction.conflicts.map(([a, b]) => pairKey(a, b)));
  const walks = junction.groups.filter((group): group is PedestrianGroup => group.kind === 'pedestrian');
  return walks.flatMap((walk) =>
    ways.flatMap(({ movement, group }) => {
      const crossed = walk.crosses.includes(movement.from) || (walk.crosses.includes(movement.to) && movement.turn !== 'right');
      if (!crossed || group === undefined || conflicts.has(pairKey(walk.id, group.id))) return [];
      const advice = `"${movement.id}" drives over this crossing, but the two are not declared in conflict: add the pair and its intergreens`;
      return [{ path: `${path}.conflicts`, value: [walk.id, group.id], advice }];
    }),
  );
}

function yields(a: Movement, b: Movement): boolean {
  return a.yieldsTo.includes(b.id) || b.yieldsTo.includes(a.id);
}

function waysByNode(draft: MapDraft): ReadonlyMap<NodeId, readonly Way[]> {
  const groupOf = new Map<string, VehicleGroup>();
  for (const { value: junction } of draft.junctions.entries) {
    for (const group of junction.groups) {
      if (group.kind === 'vehicle') for (const movement of group.movements) groupOf.set(movement, group);
    }
  }
  const ways = new Map<NodeId, Way[]>();
  for (const { path, value: movement } of draft.movements.entries) {
    const from = draft.links.byId.get(movement.from);
    const to = draft.links.byId.get(movement.to);
    const node = draft.nodes.byId.get(from?.to ?? '');
    const before = draft.nodes.byId.get(from?.from ?? '');
    const behind = draft.nodes.byId.get(to?.to ?? '');
    if (!from || !to || !node || !before || !behind || to.from !== node.id) continue;
    const entryDeg = entryBearingDeg(before, from.via, node);
    const exitDeg = exitBearingDeg(node, to.via, behind);
    const drawn = { from: from.id, to: to.id, entryDeg, exitDeg, toLanes: movement.lanes.map(([, lane]) => lane) };
    const way = { path, movement, drawn, group: groupOf.get(movement.id) };
    const others = ways.get(node.id);
    if (others === undefined) ways.set(node.id, [way]);
    else others.push(way);
  }
  return ways;
}

/** Several movements of the same two groups are one fault. */
function mergeSame(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = fault.path.endsWith('.conflicts')
      ? `${fault.path} ${JSON.stringify(fault.value)}`
      : `${fault.path} ${fault.advice}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
