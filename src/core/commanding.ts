import type { JunctionId, RequestId, SignalGroupId, StageId } from '../kernel/ids.ts';
import type { PlanBasis } from '../preemption/plan-basis.ts';
import type { PlanPurpose } from '../preemption/proposal.ts';
import type { Leg } from '../preemption/recovery/way-back.ts';
import type { JunctionCommand, Wish } from '../signal/command.ts';
import { interlock, LEASE_MAX_MS, type PermittedWish } from '../signal/interlock.ts';
import type { InterlockRefusal } from '../signal/interlock-refusal.ts';
import { type Asking, type Hold, type JunctionView, UNKNOWN_JUNCTION } from './state.ts';
import type { Turn } from './turn.ts';

/** A wish is renewed this long after its last command: twice within a lease, so that one may be lost. */
const RENEW_MS = 4_000;

/** What is to be asked of one junction now. */
export interface Ask {
  readonly junction: JunctionId;
  readonly request: RequestId;
  readonly stage: StageId;
  readonly purpose: PlanPurpose;
  readonly basis: PlanBasis;
  /** Record the plan rests on. */
  readonly cause: number;
  /** The ambulance's signal group; absent in recovery, which holds nothing for it. */
  readonly group?: SignalGroupId;
  /** What the ambulance has driven on its mission. */
  readonly drivenM: number;
  /** Recovery only: the stages still to be shown, this one first. */
  readonly way?: readonly Leg[];
}

export type AskOutcome =
  | { readonly kind: 'asked' | 'already-asked'; readonly view: JunctionView }
  | { readonly kind: 'withheld'; readonly view: JunctionView; readonly reason: InterlockRefusal };

/** Asks a junction for a stage, or renews the wish when it is due. Only a new stage or purpose is a new plan. */
export function ask(turn: Turn, before: JunctionView | undefined, wanted: Ask, failed: boolean): AskOutcome {
  const view = before ?? UNKNOWN_JUNCTION;
  const current = view.asking;
  const same =
    current !== undefined &&
    current.request === wanted.request &&
    current.stage === wanted.stage &&
    current.purpose === wanted.purpose;
  if (same && turn.nowMs - current.issuedMs < RENEW_MS) return { kind: 'already-asked', view };
  const hold = holdAfter(view.hold, current, wanted, turn.nowMs);
  const verdict = interlock(interlockView(turn, wanted.junction, view, failed, hold?.sinceMs), {
    kind: 'serve',
    stage: wanted.stage,
    leaseUntilMs: turn.nowMs + LEASE_MAX_MS,
  });
  if (verdict.kind === 'withheld') {
    if (view.withheld !== verdict.reason) {
      turn.refuse(
        { stage: 'interlock', reason: verdict.reason },
        { junction: wanted.junction, request: wanted.request },
        verdict.detail,
      );
    }
    return { kind: 'withheld', reason: verdict.reason, view: { ...view, withheld: verdict.reason } };
  }
  const { request, stage, purpose } = wanted;
  const planN = same
    ? current.planN
    : turn.emit({
        kind: 'planned',
        request,
        junction: wanted.junction,
        stage,
        purpose,
        cause: wanted.cause,
        basis: wanted.basis,
      });
  const command = send(turn, wanted.junction, view, request, verdict.wish, planN);
  const asking: Asking = {
    request,
    stage,
    purpose,
    planN,
    command: command.command,
    sinceMs: same ? current.sinceMs : turn.nowMs,
    issuedMs: turn.nowMs,
    confirmed: same && current.confirmed,
    unconfirmedAlerted: same && current.unconfirmedAlerted,
    greenSeen: staysGreen(current, wanted) && current.greenSeen,
    heldFromM: staysGreen(current, wanted) ? current.heldFromM : wanted.drivenM,
    ...(wanted.way === undefined ? {} : { way: wanted.way }),
  };
  const { withheld: _, hold: __, ...rest } = view;
  return { kind: 'asked', view: { ...rest, ...(hold === undefined ? {} : { hold }), asking, sequence: command.sequence } };
}

/** The hold that a command adds to, for whichever group of the same stage; serving others ends it, and so does a break longer than a lease. */
function holdAfter(
  hold: Hold | undefined,
  current: Asking | undefined,
  { purpose, group, stage }: Ask,
  nowMs: number,
): Hold | undefined {
  if (purpose !== 'green-wave' || group === undefined) return undefined;
  const keepsShut = current?.purpose === 'green-wave' && current.stage === stage;
  const goesOn = hold !== undefined && (hold.group === group || keepsShut) && nowMs - hold.lastMs <= LEASE_MAX_MS;
  return { group, sinceMs: goesOn ? hold.sinceMs : nowMs, lastMs: nowMs };
}

/** From one stage of the wave to another the ambulance's group stays green: it is still the same green. */
function staysGreen(current: Asking | undefined, wanted: Ask): current is Asking {
  return current?.request === wanted.request && current.purpose === 'green-wave' && wanted.purpose === 'green-wave';
}

/** Lets go of a junction: it returns to its own programme. */
export function release(turn: Turn, junction: JunctionId, view: JunctionView, failed: boolean): JunctionView {
  if (view.asking === undefined) return view;
  const verdict = interlock(interlockView(turn, junction, view, failed), { kind: 'release' });
  if (verdict.kind === 'withheld') return view;
  const command = send(turn, junction, view, view.asking.request, verdict.wish, view.asking.planN);
  const { asking: _, withheld: __, ...rest } = view;
  return { ...rest, sequence: command.sequence };
}

function send(
  turn: Turn,
  junction: JunctionId,
  view: JunctionView,
  request: RequestId,
  permitted: PermittedWish,
  cause: number,
): JunctionCommand {
  const sequence = Math.max(view.sequence + 1, turn.nowMs);
  const wish: Wish =
    permitted.kind === 'release'
      ? { kind: 'release' }
      : { kind: 'serve', stage: permitted.stage, leaseUntilMs: permitted.leaseUntilMs };
  const command: JunctionCommand = {
    junction,
    command: `${junction}#${sequence}`,
    sequence,
    request,
    issuedAtMs: turn.nowMs,
    wish,
  };
  turn.command(command, cause);
  return command;
}

function interlockView(turn: Turn, junction: JunctionId, view: JunctionView, controllerFailed: boolean, heldSinceMs?: number) {
  return {
    junction: turn.index.findJunction(junction),
    state: view.state,
    stateReceivedMs: view.receivedMs,
    ...(heldSinceMs === undefined ? {} : { heldSinceMs }),
    nowMs: turn.nowMs,
    controllerFailed,
  };
}
