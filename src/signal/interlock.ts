import type { Junction } from '../roadnet/map.ts';
import type { Wish } from './command.ts';
import type { InterlockRefusal } from './interlock-refusal.ts';
import type { JunctionState } from './junction-state.ts';

/** Longest lease a command may have. */
export const LEASE_MAX_MS = 10_000;
/** A junction that has reported nothing for longer is silent, and is not commanded. */
export const SILENT_AFTER_MS = 5_000;

declare const permit: unique symbol;
/** A wish that the interlock has let through; nothing else can be made into a command. */
export type PermittedWish = Wish & { readonly [permit]: true };

export type InterlockVerdict =
  | { readonly kind: 'permitted'; readonly wish: PermittedWish }
  | { readonly kind: 'withheld'; readonly reason: InterlockRefusal; readonly detail: string };

/** What the interlock goes by: the map, and the junction's own last report. */
export interface InterlockView {
  readonly junction: Junction | undefined;
  readonly state: JunctionState | undefined;
  readonly stateReceivedMs: number;
  /** Since when our own commands have held the junction without a break; a junction need not report it. */
  readonly heldSinceMs?: number;
  readonly nowMs: number;
  /** Set once an invariant of the controller has broken: from then on nothing but releases leave. */
  readonly controllerFailed: boolean;
}

/**
 * The only way from a plan to a command. A release always passes. A stage passes only to a junction that is known, reports, is
 * not in fault or serving its starved streets, for a stage of its own whose groups do not conflict, within the lease and
 * the maximum presence. Yellow, all-red, minimum green and pedestrian clearance are the junction's own to keep: a command cannot
 * express them, so it cannot shorten them.
 */
export function interlock(view: InterlockView, wish: Wish): InterlockVerdict {
  if (wish.kind === 'release') return permitted(wish);
  const { junction, state, nowMs } = view;
  if (view.controllerFailed)
    return withheld('controller-failed', 'an invariant of the controller has broken; only releases leave');
  if (junction === undefined) return withheld('unknown-junction', 'the junction is not in the map');
  if (state === undefined || nowMs - view.stateReceivedMs > SILENT_AFTER_MS) {
    return withheld(
      'junction-silent',
      state === undefined ? 'it has never reported' : `last report ${nowMs - view.stateReceivedMs} ms ago`,
    );
  }
  if (state.mode === 'fault') return withheld('junction-fault', 'the junction reports a fault');
  const dark = state.groups.find((g) => g.lamp === 'dark');
  if (dark !== undefined) return withheld('junction-fault', `group ${dark.group} is dark`);
  if (state.mode === 'starved-service') return withheld('starved-service', 'it serves the streets that a hold has starved');
  const stage = junction.stages.find((s) => s.id === wish.stage);
  if (stage === undefined) return withheld('unknown-stage', `it has no stage ${wish.stage}`);
  const pair = junction.conflicts.find(([a, b]) => stage.groups.includes(a) && stage.groups.includes(b));
  if (pair !== undefined) return withheld('stage-conflict', `groups ${pair[0]} and ${pair[1]} of stage ${stage.id} conflict`);
  if (wish.leaseUntilMs - nowMs > LEASE_MAX_MS) return withheld('lease-too-long', `lease of ${wish.leaseUntilMs - nowMs} ms`);
  if (overstays(view, wish.stage)) return withheld('max-presence', `held for more than ${junction.maxPresenceS} s`);
  return permitted(wish);
}

/** Holding the stage it is already in beyond the maximum presence; changing to another stage is how a hold ends well. */
function overstays(view: InterlockView, stage: string): boolean {
  const { state, junction, nowMs, heldSinceMs } = view;
  if (junction === undefined) return false;
  const mostMs = junction.maxPresenceS * 1000;
  if (heldSinceMs !== undefined && nowMs - heldSinceMs >= mostMs) return true;
  const held = state?.nextStage ?? state?.stage;
  return held === stage && state?.priorityHeldSinceMs !== undefined && nowMs - state.priorityHeldSinceMs >= mostMs;
}

function permitted(wish: Wish): InterlockVerdict {
  return { kind: 'permitted', wish: wish as PermittedWish };
}

function withheld(reason: InterlockRefusal, detail: string): InterlockVerdict {
  return { kind: 'withheld', reason, detail };
}
