import { canonicalJson } from '../kernel/canonical.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { LogHeader, LogRecord } from './record.ts';

/**
 * The canonical JSON of a record, equal for equal records however their objects were built (in process or from a message).
 * Junction states are nine tenths of a log, so they are written by a fast path of their own; a test holds it to `canonicalJson`.
 */
export function recordLine(record: LogHeader | LogRecord): string {
  if (record.kind !== 'input' || record.input.kind !== 'junction') return canonicalJson(record);
  const { receivedMs, state } = record.input;
  return `{"input":{"kind":"junction","receivedMs":${receivedMs},"state":${stateText(state)}},"kind":"input","n":${record.n}}`;
}

/** Rebuilt with its members in code-unit order, so that the engine's own fast JSON.stringify writes them canonically. */
function stateText(state: JunctionState): string {
  return JSON.stringify({
    atMs: state.atMs,
    command: state.command,
    groups: state.groups.map((g) => ({
      group: g.group,
      lamp: g.lamp,
      likelyEndMs: g.likelyEndMs,
      minEndMs: g.minEndMs,
      sinceMs: g.sinceMs,
    })),
    junction: state.junction,
    lanes: state.lanes.map((l) => ({ lane: l.lane, link: l.link, queueVeh: l.queueVeh, vehicles: l.vehicles })),
    mode: state.mode,
    nextStage: state.nextStage,
    priorityHeldSinceMs: state.priorityHeldSinceMs,
    stage: state.stage,
  });
}
