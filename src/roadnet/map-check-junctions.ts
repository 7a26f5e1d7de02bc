import type { Fault } from '../kernel/faults.ts';
import type { SignalGroupId } from '../kernel/ids.ts';
import type { Junction, SignalGroup, VehicleGroup } from './map.ts';
import { checkKnown } from './map-check-roads.ts';
import type { MapDraft } from './map-draft.ts';

/** Faults inside each junction: its groups, conflicts, intergreens and stages. */
export function checkJunctions(draft: MapDraft): readonly Fault[] {
  const taken = new Map<string, string>();
  return draft.junctions.entries.flatMap(({ path, value: junction }) => {
    const faults = [...checkKnown(draft.nodes, 'node', `${path}.node`, junction.node)];
    const other = taken.get(junction.node);
    if (other !== undefined) {
      faults.push({
        path: `${path}.node`,
        value: junction.node,
        advice: `junction "${other}" stands at this node: one junction per node`,
      });
    }
    taken.set(junction.node, junction.id);
    return [
      ...faults,
      ...checkGroups(draft, path, junction),
      ...checkConflicts(path, junction),
      ...checkIntergreens(path, junction),
      ...checkStages(path, junction),
    ];
  });
}

/** Set key of a pair of groups, in either order. */
export function pairKey(a: SignalGroupId, b: SignalGroupId): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

function checkGroups(draft: MapDraft, path: string, junction: Junction): readonly Fault[] {
  const faults: Fault[] = [];
  const ids = new Set<SignalGroupId>();
  const groupOf = new Map<string, SignalGroupId>();
  junction.groups.forEach((group, g) => {
    const at = `${path}.groups[${g}]`;
    if (ids.has(group.id))
      faults.push({ path: `${at}.id`, value: group.id, advice: 'two groups of this junction have this id: rename one' });
    ids.add(group.id);
    if (group.kind === 'pedestrian') {
      group.crosses.forEach((link, i) => {
        faults.push(...checkCrossed(draft, `${at}.crosses[${i}]`, junction, link));
      });
      return;
    }
    faults.push(...checkServed(draft, at, group));
    group.movements.forEach((movement, i) => {
      const where = `${at}.movements[${i}]`;
      faults.push(...checkOwnMovement(draft, where, junction, movement));
      const other = groupOf.get(movement);
      if (other !== undefined)
        faults.push({ path: where, value: movement, advice: `group "${other}" holds this movement: name it in one group` });
      groupOf.set(movement, group.id);
    });
  });
  return faults;
}

/** A group that no lane obeys would be green for nobody. */
function checkServed(draft: MapDraft, path: string, { id, movements }: VehicleGroup): readonly Fault[] {
  const isServed = (name: string): boolean => {
    const movement = draft.movements.byId.get(name);
    const from = draft.links.byId.get(movement?.from ?? '');
    // What is unknown or misshapen is told elsewhere.
    return movement === undefined || from === undefined || movement.lanes.some(([lane]) => lane < from.lanes.length);
  };
  if (movements.some(isServed)) return [];
  const advice =
    movements.length === 0
      ? 'no movement, and so no lane, obeys this signal group: name its movements, or remove it and all that names it'
      : `no lane leads into any movement of this signal group (${movements.join(', ')}): give them lanes, or remove it`;
  return [{ path: `${path}.movements`, value: id, advice }];
}

function checkOwnMovement(draft: MapDraft, path: string, junction: Junction, id: string): readonly Fault[] {
  const unknown = checkKnown(draft.movements, 'movement', path, id);
  const from = draft.links.byId.get(draft.movements.byId.get(id)?.from ?? '');
  if (unknown.length > 0 || from === undefined || from.to === junction.node) return unknown;
  return [{ path, value: id, advice: `this movement passes node "${from.to}", not the junction's node "${junction.node}"` }];
}

function checkCrossed(draft: MapDraft, path: string, junction: Junction, id: string): readonly Fault[] {
  const unknown = checkKnown(draft.links, 'link', path, id);
  const link = draft.links.byId.get(id);
  if (unknown.length > 0 || link === undefined || link.from === junction.node || link.to === junction.node) return unknown;
  return [{ path, value: id, advice: `this link does not touch the junction's node "${junction.node}"` }];
}

function checkConflicts(path: string, junction: Junction): readonly Fault[] {
  const ids = new Set(junction.groups.map((group) => group.id));
  const seen = new Set<string>();
  const given = new Set(junction.intergreens.map(({ from, to }) => JSON.stringify([from, to])));
  return junction.conflicts.flatMap((pair, i) => {
    const [a, b] = pair;
    const at = `${path}.conflicts[${i}]`;
    const faults = [...checkGroupKnown(ids, `${at}[0]`, a), ...checkGroupKnown(ids, `${at}[1]`, b)];
    if (a === b) faults.push({ path: at, value: pair, advice: 'a group cannot be in conflict with itself: remove the pair' });
    else if (seen.has(pairKey(a, b)))
      faults.push({ path: at, value: pair, advice: 'this pair is named before: name each pair once' });
    seen.add(pairKey(a, b));
    for (const [from, to] of a === b
      ? []
      : [
          [a, b],
          [b, a],
        ]) {
      if (given.has(JSON.stringify([from, to]))) continue;
      faults.push({ path: at, value: pair, advice: `there is no intergreen from "${from}" to "${to}": both orders need one` });
    }
    return faults;
  });
}

function checkIntergreens(path: string, junction: Junction): readonly Fault[] {
  const groups = new Map<SignalGroupId, SignalGroup>(junction.groups.map((group) => [group.id, group]));
  const conflicts = new Set(junction.conflicts.map(([a, b]) => pairKey(a, b)));
  const seen = new Set<string>();
  return junction.intergreens.flatMap((intergreen, i) => {
    const { from, to, seconds } = intergreen;
    const at = `${path}.intergreens[${i}]`;
    const faults = [...checkGroupKnown(groups, `${at}.from`, from), ...checkGroupKnown(groups, `${at}.to`, to)];
    const key = JSON.stringify([from, to]);
    if (seen.has(key)) faults.push({ path: at, value: intergreen, advice: 'is given before: give each order once' });
    seen.add(key);
    if (!conflicts.has(pairKey(from, to))) {
      faults.push({
        path: at,
        value: intergreen,
        advice: 'these groups are not in conflict: add the pair to conflicts or remove this',
      });
    }
    const group = groups.get(from);
    if (group?.kind === 'vehicle' && seconds < group.yellowS) {
      const advice = `must be at least the yellow of "${from}", ${group.yellowS} s, which it includes`;
      faults.push({ path: `${at}.seconds`, value: seconds, advice });
    }
    return faults;
  });
}

function checkStages(path: string, junction: Junction): readonly Fault[] {
  const groups = new Set(junction.groups.map((group) => group.id));
  const conflicts = new Set(junction.conflicts.map(([a, b]) => pairKey(a, b)));
  const ids = new Set<string>();
  const faults: Fault[] = [];
  junction.stages.forEach((stage, s) => {
    const at = `${path}.stages[${s}]`;
    if (ids.has(stage.id))
      faults.push({ path: `${at}.id`, value: stage.id, advice: 'two stages of this junction have this id: rename one' });
    ids.add(stage.id);
    stage.groups.forEach((group, i) => {
      faults.push(...checkGroupKnown(groups, `${at}.groups[${i}]`, group));
      for (const other of stage.groups.slice(0, i)) {
        if (other === group)
          faults.push({ path: `${at}.groups[${i}]`, value: group, advice: 'is named twice in this stage: remove one' });
        else if (conflicts.has(pairKey(other, group))) {
          const advice = `is in conflict with "${other}" of the same stage: part them into two stages`;
          faults.push({ path: `${at}.groups[${i}]`, value: group, advice });
        }
      }
    });
  });
  const served = new Set(junction.stages.flatMap((stage) => stage.groups));
  junction.groups.forEach((group, g) => {
    if (served.has(group.id)) return;
    faults.push({ path: `${path}.groups[${g}].id`, value: group.id, advice: 'no stage opens this group: add it to one' });
  });
  return faults;
}

function checkGroupKnown(groups: { has(id: SignalGroupId): boolean }, path: string, id: SignalGroupId): readonly Fault[] {
  return groups.has(id)
    ? []
    : [{ path, value: id, advice: 'this junction has no group of this id: correct it or add the group' }];
}
