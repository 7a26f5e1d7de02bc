import type { Fault } from '../kernel/faults.ts';
import { drawnLengthM } from './geometry.ts';
import type { MapLink, Movement } from './map.ts';
import type { MapDraft, Shelf } from './map-draft.ts';

/** A link may be shorter than its drawing by the insides of two junctions, and by a fifth for coarse drawing. */
const NODE_INSIDE_M = 60;
const LEAST_SHARE = 0.8;

/** Faults of links and movements. */
export function checkRoads(draft: MapDraft): readonly Fault[] {
  return [
    ...draft.links.entries.flatMap(({ path, value }) => checkLink(draft, path, value)),
    ...draft.movements.entries.flatMap(({ path, value }) => checkMovement(draft, path, value)),
    ...checkPairs(draft),
  ];
}

/** A fault if `id` names nothing on the shelf. */
export function checkKnown<T>(shelf: Shelf<T>, what: string, path: string, id: string): readonly Fault[] {
  return shelf.ids.has(id) ? [] : [{ path, value: id, advice: `no ${what} has this id: correct it or add the ${what}` }];
}

function checkLink(draft: MapDraft, path: string, link: MapLink): readonly Fault[] {
  const faults = [
    ...checkKnown(draft.nodes, 'node', `${path}.from`, link.from),
    ...checkKnown(draft.nodes, 'node', `${path}.to`, link.to),
  ];
  if (link.from === link.to) {
    faults.push({ path: `${path}.to`, value: link.to, advice: 'a link cannot end where it begins: split it with a node' });
  }
  const from = draft.nodes.byId.get(link.from);
  const to = draft.nodes.byId.get(link.to);
  if (from !== undefined && to !== undefined) {
    const drawnM = drawnLengthM(from, to, link.via);
    if (link.lengthM < LEAST_SHARE * drawnM - NODE_INSIDE_M) {
      const advice = `much shorter than the ${Math.round(drawnM)} m that are drawn between its nodes: correct the length (metres) or a position`;
      faults.push({ path: `${path}.lengthM`, value: link.lengthM, advice });
    }
  }
  link.lanes.forEach((lane, i) => {
    if (lane.startM < link.lengthM) return;
    const advice = `the lane begins at or behind the stop bar (lengthM ${link.lengthM}): write less`;
    faults.push({ path: `${path}.lanes[${i}].startM`, value: lane.startM, advice });
  });
  if (link.lanes.every((lane) => lane.startM > 0)) {
    faults.push({
      path: `${path}.lanes`,
      value: link.lanes,
      advice: 'no lane begins with the link: at least one needs startM 0',
    });
  }
  return faults;
}

function checkMovement(draft: MapDraft, path: string, movement: Movement): readonly Fault[] {
  const faults = [
    ...checkKnown(draft.links, 'link', `${path}.from`, movement.from),
    ...checkKnown(draft.links, 'link', `${path}.to`, movement.to),
  ];
  const from = draft.links.byId.get(movement.from);
  const to = draft.links.byId.get(movement.to);
  if (from !== undefined && to !== undefined && from.to !== to.from) {
    const advice = `"${from.id}" ends at node "${from.to}", but "${to.id}" begins at "${to.from}": a movement joins links that meet`;
    faults.push({ path, value: movement.id, advice });
  }
  if (movement.lanes.length === 0) {
    const advice = `no lane serves this movement: name the pairs [lane on "${movement.from}", lane on "${movement.to}"] that may be driven, or remove it`;
    faults.push({ path: `${path}.lanes`, value: movement.lanes, advice });
  }
  movement.lanes.forEach(([fromLane, toLane], i) => {
    if (from !== undefined) faults.push(...checkLane(from, `${path}.lanes[${i}][0]`, fromLane));
    if (to === undefined) return;
    faults.push(...checkLane(to, `${path}.lanes[${i}][1]`, toLane));
    if ((to.lanes[toLane]?.startM ?? 0) > 0) {
      const advice = `this lane of "${to.id}" is a turn bay that begins further on: lead into a lane with startM 0`;
      faults.push({ path: `${path}.lanes[${i}][1]`, value: toLane, advice });
    }
  });
  if (movement.paths !== undefined && movement.paths.length !== movement.lanes.length) {
    const advice = `${movement.lanes.length} pairs of lanes need as many paths: draw one for each pair, in their order, or none`;
    faults.push({ path: `${path}.paths`, value: movement.paths.length, advice });
  }
  movement.yieldsTo.forEach((id, i) => {
    const where = `${path}.yieldsTo[${i}]`;
    faults.push(...checkKnown(draft.movements, 'movement', where, id));
    const other = draft.movements.byId.get(id);
    const otherFrom = other === undefined ? undefined : draft.links.byId.get(other.from);
    if (id === movement.id || (from !== undefined && otherFrom !== undefined && otherFrom.to !== from.to)) {
      faults.push({ path: where, value: id, advice: 'a movement gives way to other movements of its own node only: remove it' });
    }
  });
  return faults;
}

function checkLane(link: MapLink, path: string, lane: number): readonly Fault[] {
  if (lane < link.lanes.length) return [];
  return [{ path, value: lane, advice: `"${link.id}" has lanes 0 to ${link.lanes.length - 1} only` }];
}

/** Two movements between the same links would be one movement with two rights of way. */
function checkPairs(draft: MapDraft): readonly Fault[] {
  const seen = new Set<string>();
  return draft.movements.entries.flatMap(({ path, value }) => {
    const key = JSON.stringify([value.from, value.to]);
    const again = seen.has(key);
    seen.add(key);
    return again ? [{ path, value: value.id, advice: 'an earlier movement joins the same two links: make one of the two' }] : [];
  });
}
