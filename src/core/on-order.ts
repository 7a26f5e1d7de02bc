import type { Destination, MissionOrder, OrderAnswer } from '../preemption/mission.ts';
import type { MissionRefusal } from '../preemption/refusal.ts';
import type { LiveConditions } from '../roadnet/live-conditions.ts';
import { unreachable } from './destination.ts';
import { endMission } from './end-mission.ts';
import { leave, without } from './ended-missions.ts';
import { likelyStart } from './likely-start.ts';
import { setOut } from './set-out.ts';
import { type CoreState, isOpen, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An order older than this is not acted on: a stored or delayed message must not open a mission. */
const STALE_ORDER_MS = 30_000;
const FUTURE_ORDER_MS = 5_000;
/** Far more than a city has ambulances on the road. */
const OPEN_MISSIONS_MOST = 200;

/** Said once, and answered then. */
const DUPLICATE: ReadonlySet<MissionRefusal> = new Set(['duplicate-mission', 'duplicate-order']);

type Open = Extract<MissionOrder, { kind: 'open' }>;
type Update = Extract<MissionOrder, { kind: 'update' }>;

/** Dispatch opens, changes or ends a mission. Every order may come twice: the second time it is a duplicate and changes nothing. */
export function onOrder(turn: Turn, state: CoreState, order: MissionOrder): CoreState {
  const outcome = refusalOf(turn, state, order) ?? obey(turn, state, order);
  if (typeof outcome !== 'string') {
    const missions = withEntry(state.missions, order.mission, outcome);
    return { ...state, missions, left: state.left.has(order.mission) ? without(state.left, [order.mission]) : state.left };
  }
  turn.refuse(
    { stage: 'mission', reason: outcome },
    { mission: order.mission, vehicle: order.vehicle },
    `${order.kind} of ${order.atMs}`,
  );
  const mission = state.missions.get(order.mission);
  if (mission === undefined && order.kind === 'open')
    return leave(turn, state, [{ mission: order.mission, endedMs: turn.nowMs }]);
  if (mission?.vehicle !== order.vehicle || !isOpen(mission) || DUPLICATE.has(outcome)) return state;
  const answered = answer(mission, { kind: order.kind, atMs: order.atMs, refused: outcome });
  return { ...state, missions: withEntry(state.missions, order.mission, answered) };
}

/** Dispatch is told with the next tick. */
function answer(mission: MissionView, lastOrder: OrderAnswer): MissionView {
  return { ...mission, lastOrder, statusMs: Number.NEGATIVE_INFINITY };
}

function refusalOf(turn: Turn, state: CoreState, order: MissionOrder): MissionRefusal | undefined {
  if (order.atMs < turn.nowMs - STALE_ORDER_MS || order.atMs > turn.nowMs + FUTURE_ORDER_MS) return 'stale-order';
  const known = state.missions.get(order.mission);
  return order.kind === 'open' ? refusalToOpen(turn, state, known, order) : refusalToChange(turn, known, order);
}

function refusalToOpen(
  turn: Turn,
  state: CoreState,
  known: MissionView | undefined,
  { vehicle, destination }: Open,
): MissionRefusal | undefined {
  if (known !== undefined) return 'duplicate-mission';
  const where = unreachable(turn.index, destination);
  if (where !== undefined) return where;
  const open = [...state.missions.values()].filter(isOpen);
  if (open.some((m) => m.vehicle === vehicle)) return 'vehicle-busy';
  return open.length >= OPEN_MISSIONS_MOST ? 'too-many-missions' : undefined;
}

function refusalToChange(
  turn: Turn,
  known: MissionView | undefined,
  order: Exclude<MissionOrder, Open>,
): MissionRefusal | undefined {
  if (known === undefined || known.vehicle !== order.vehicle) return 'unknown-mission';
  if (!isOpen(known)) return isEndedBy(known, order) ? 'duplicate-order' : 'mission-ended';
  // What ends a mission gives junctions back, so it is obeyed whatever the clocks of two dispatchers say.
  if (order.kind !== 'update') return undefined;
  if (order.atMs < known.orderedMs) return 'out-of-order';
  if (order.atMs === known.orderedMs && !changes(known, order)) return 'duplicate-order';
  return order.destination === undefined ? undefined : unreachable(turn.index, order.destination);
}

function isEndedBy(known: MissionView, order: MissionOrder): boolean {
  return (known.phase === 'cancelled' && order.kind === 'cancel') || (known.phase === 'done' && order.kind === 'complete');
}

function changes(known: MissionView, { destination, urgency }: Update): boolean {
  const isNewPlace = destination !== undefined && !isSamePlace(destination, known.destination);
  return isNewPlace || (urgency !== undefined && urgency !== known.urgency);
}

function isSamePlace(a: Destination, b: Destination): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.lat === b.lat && a.lon === b.lon;
}

function obey(turn: Turn, state: CoreState, order: MissionOrder): MissionView | MissionRefusal {
  if (order.kind === 'open') return open(turn, state, order);
  const mission = answer(state.missions.get(order.mission)!, { kind: order.kind, atMs: order.atMs });
  if (order.kind === 'update') return update(turn, mission, order, state.live);
  return endMission(turn, mission, order.kind === 'cancel' ? 'cancelled' : 'done');
}

function open(turn: Turn, state: CoreState, order: Open): MissionView {
  const { mission, vehicle, incident, urgency, destination, atMs, guided } = order;
  turn.emit({ kind: 'mission', mission, vehicle, phase: 'waiting-for-position', cause: turn.inputN });
  const trust = [...state.missions.values()].findLast((m) => m.vehicle === vehicle)?.trust;
  return {
    mission,
    vehicle,
    ...(trust === undefined ? {} : { trust }),
    ...(incident === undefined ? {} : { incident }),
    ...(guided === true ? { guided } : {}),
    urgency,
    destination,
    orderedMs: atMs,
    lastOrder: { kind: 'open', atMs },
    phase: 'waiting-for-position',
    matchedN: turn.inputN,
    lastFixMs: turn.nowMs,
    heardMs: turn.nowMs,
    positionLost: false,
    routedM: 0,
    savedBeforeS: 0,
    requests: [],
    serial: 0,
    statusMs: Number.NEGATIVE_INFINITY,
  };
}

/** A mission that cannot get to its new destination keeps the old one. */
function update(turn: Turn, mission: MissionView, order: Update, live: LiveConditions): MissionView | MissionRefusal {
  const { match } = mission;
  const destination = order.destination ?? mission.destination;
  const urgency = order.urgency ?? mission.urgency;
  const isElsewhere = !isSamePlace(destination, mission.destination);
  const start =
    isElsewhere && match !== undefined ? likelyStart(turn.index, { ...mission, destination }, match, live) : undefined;
  if (isElsewhere && match !== undefined && start === undefined) return 'no-route';
  const { mission: id, vehicle } = mission;
  turn.emit({ kind: 'updated', mission: id, vehicle, destination, urgency, cause: turn.inputN });
  const { nearest: _, interrupted: __, ...rest } = mission;
  const updated = { ...(isElsewhere ? rest : mission), destination, urgency, orderedMs: order.atMs };
  return start === undefined ? updated : setOut(turn, updated, start, live);
}
