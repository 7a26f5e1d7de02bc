import { seeCycles } from '../preemption/group-cycle.ts';
import { seeClock } from '../preemption/recovery/programme-clock.ts';
import type { Confirmation } from '../signal/command.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import { endHeldTooLong } from './held-too-long.ts';
import { type Asking, type CoreState, type JunctionView, UNKNOWN_JUNCTION, withEntry } from './state.ts';
import type { Turn } from './turn.ts';

/** Event times may lag the shell's clock by this much, and lead it by the other. */
const LATE_MS = 5_000;
const FUTURE_MS = 2_000;
/** Commands turned down in a row before the operator is called. */
const ALERT_REJECTIONS = 5;

/** A junction reports itself. Only newer reports count; the first green under our command is evidence. */
export function onJunction(turn: Turn, state: CoreState, report: JunctionState): CoreState {
  const id = report.junction;
  const view = state.junctions.get(id) ?? UNKNOWN_JUNCTION;
  const reason = refusalOf(turn, view, report);
  if (reason !== undefined) {
    turn.refuse({ stage: 'ingest', reason }, { junction: id }, `report of ${report.atMs}`);
    return state;
  }
  const asking = view.asking === undefined ? undefined : seeGreen(turn, state, view.asking, report);
  const { clock: known, ...rest } = view;
  const clock = seeClock(known, turn.index.junction(id), report);
  const next: JunctionView = {
    ...rest,
    ...(clock === undefined ? {} : { clock }),
    state: report,
    receivedMs: turn.nowMs,
    silentAlerted: false,
    cycles: seeCycles(view.cycles, view.state, report),
    ...(asking === undefined ? {} : { asking }),
  };
  return { ...state, junctions: withEntry(state.junctions, id, next) };
}

function refusalOf(
  turn: Turn,
  view: JunctionView,
  report: JunctionState,
): 'unknown-junction' | 'unknown-group' | 'late' | 'future-dated' | 'duplicate' | 'out-of-order' | undefined {
  const junction = turn.index.findJunction(report.junction);
  if (junction === undefined) return 'unknown-junction';
  // A head that the map does not know has conflicts that the map does not know: the junction counts as silent.
  if (report.groups.some(({ group }) => junction.groups.every(({ id }) => id !== group))) return 'unknown-group';
  if (report.atMs < turn.nowMs - LATE_MS) return 'late';
  if (report.atMs > turn.nowMs + FUTURE_MS) return 'future-dated';
  if (view.state === undefined) return undefined;
  if (report.atMs === view.state.atMs) return 'duplicate';
  return report.atMs < view.state.atMs ? 'out-of-order' : undefined;
}

function seeGreen(turn: Turn, state: CoreState, asking: Asking, report: JunctionState): Asking {
  if (asking.greenSeen || asking.purpose !== 'green-wave') return asking;
  for (const mission of state.missions.values()) {
    const request = mission.requests.find((r) => r.id === asking.request);
    if (request === undefined) continue;
    const shown = report.groups.find((g) => g.group === request.stop.group);
    if (shown?.lamp !== 'green') return asking;
    turn.emit({ kind: 'green', junction: report.junction, request: request.id, cause: asking.planN });
    return { ...asking, greenSeen: true };
  }
  return asking;
}

/** A junction answers a command. What it lets go of is no longer being asked for, so that the next tick may ask anew. */
export function onConfirmation(turn: Turn, state: CoreState, confirmation: Confirmation): CoreState {
  const id = confirmation.junction;
  const view = state.junctions.get(id);
  if (turn.index.findJunction(id) === undefined) {
    turn.refuse({ stage: 'ingest', reason: 'unknown-junction' }, { junction: id }, `confirmation of ${confirmation.command}`);
    return state;
  }
  const { command, outcome, reason } = confirmation;
  turn.emit({
    kind: 'confirmed',
    junction: id,
    command,
    outcome,
    cause: view?.asking?.command === command ? view.asking.planN : turn.inputN,
  });
  if (reason !== undefined) turn.refuse({ stage: 'junction', reason }, { junction: id }, `${outcome}: ${command}`);
  if (reason === 'max-presence' && view?.asking?.purpose !== 'recovery')
    turn.alert({
      code: 'max-presence',
      junction: id,
      text: `${id} was held to its maximum and now serves the streets that waited.`,
    });
  if (view?.asking === undefined) return state;
  const next = afterConfirmation(countRejections(turn, view, confirmation), view.asking, confirmation);
  const answered = next === view ? state : { ...state, junctions: withEntry(state.junctions, id, next) };
  const isOfThisHold = confirmation.atMs >= view.asking.sinceMs;
  return reason === 'max-presence' && isOfThisHold
    ? endHeldTooLong(turn, answered, view.asking.request, view.asking.heldFromM)
    : answered;
}

/** A junction that turns everything down is an operator's matter. */
function countRejections(turn: Turn, view: JunctionView, { junction, outcome, reason }: Confirmation): JunctionView {
  if (outcome === 'accepted') return view.rejections === 0 ? view : { ...view, rejections: 0 };
  if (outcome !== 'rejected') return view;
  const rejections = view.rejections + 1;
  if (rejections === ALERT_REJECTIONS) {
    turn.alert({
      code: 'command-rejected',
      junction,
      text: `${junction} has turned down ${rejections} commands in a row (${reason ?? 'no reason given'}).`,
    });
  }
  return { ...view, rejections };
}

function afterConfirmation(view: JunctionView, asking: Asking, confirmation: Confirmation): JunctionView {
  const isOfThisHold = confirmation.reason === 'max-presence' && confirmation.atMs >= asking.sinceMs;
  if (confirmation.command !== asking.command && !isOfThisHold) return view;
  switch (confirmation.outcome) {
    case 'accepted':
    case 'served':
      return asking.confirmed ? view : { ...view, asking: { ...asking, confirmed: true } };
    case 'rejected':
      // What was asked before may still be in force there: it is asked again at the next tick, and released when its time comes.
      return { ...view, asking: { ...asking, confirmed: true, issuedMs: Number.NEGATIVE_INFINITY } };
    case 'released':
    case 'expired': {
      const { asking: _, ...rest } = view;
      return rest;
    }
    default:
      return view;
  }
}
