import type { MissionOrder } from '../preemption/mission.ts';
import type { MissionRefusal } from '../preemption/refusal.ts';
import { moveAll } from './requests.ts';
import { type CoreState, isOpen, type MissionView, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** An order older than this is not acted on: a stored or delayed message must not open a mission. */
const STALE_ORDER_MS = 30_000;
const FUTURE_ORDER_MS = 5_000;
/** Far more than a city has ambulances on the road. */
const OPEN_MISSIONS_MOST = 200;

/** Dispatch opens or cancels a mission. */
export function onOrder(turn: Turn, state: CoreState, order: MissionOrder): CoreState {
  const reason = refusalOf(turn, state, order);
  if (reason !== undefined) {
    turn.refuse(
      { stage: 'mission', reason },
      { mission: order.mission, vehicle: order.vehicle },
      `${order.kind} of ${order.atMs}`,
    );
    return state;
  }
  return order.kind === 'open' ? open(turn, state, order) : cancel(turn, state, order.mission);
}

function refusalOf(turn: Turn, state: CoreState, order: MissionOrder): MissionRefusal | undefined {
  if (order.atMs < turn.nowMs - STALE_ORDER_MS || order.atMs > turn.nowMs + FUTURE_ORDER_MS) return 'stale-order';
  const known = state.missions.get(order.mission);
  if (order.kind === 'cancel')
    return known !== undefined && known.vehicle === order.vehicle && isOpen(known) ? undefined : 'unknown-mission';
  if (known !== undefined) return 'duplicate-mission';
  if (turn.index.findNode(order.destination) === undefined) return 'unknown-destination';
  const open = [...state.missions.values()].filter(isOpen);
  if (open.some((m) => m.vehicle === order.vehicle)) return 'vehicle-busy';
  return open.length >= OPEN_MISSIONS_MOST ? 'too-many-missions' : undefined;
}

function open(turn: Turn, state: CoreState, order: MissionOrder & { readonly kind: 'open' }): CoreState {
  const { mission, vehicle, urgency, destination } = order;
  turn.emit({ kind: 'mission', mission, vehicle, phase: 'waiting-for-position', cause: turn.inputN });
  const view: MissionView = {
    mission,
    vehicle,
    urgency,
    destination,
    orderedMs: order.atMs,
    phase: 'waiting-for-position',
    matchedN: turn.inputN,
    lastFixMs: turn.nowMs,
    heardMs: turn.nowMs,
    positionLost: false,
    requests: [],
    serial: 0,
    statusMs: Number.NEGATIVE_INFINITY,
  };
  return { ...state, missions: withEntry(state.missions, mission, view) };
}

function cancel(turn: Turn, state: CoreState, id: string): CoreState {
  const mission = state.missions.get(id);
  return mission === undefined
    ? state
    : { ...state, missions: withEntry(state.missions, id, endMission(turn, mission, 'cancelled')) };
}

/** Ends a mission and with it every request it still has. */
export function endMission(
  turn: Turn,
  mission: MissionView,
  phase: 'done' | 'cancelled' | 'refused',
  reason?: MissionRefusal,
): MissionView {
  turn.emit({ kind: 'mission', mission: mission.mission, vehicle: mission.vehicle, phase, cause: turn.inputN });
  const ended = moveAll(turn, mission, { kind: 'finish' }, () => true);
  return { ...ended, phase, statusMs: Number.NEGATIVE_INFINITY, ...(reason === undefined ? {} : { reason }) };
}
