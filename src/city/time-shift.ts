import type { JunctionCommand } from '../signal/command.ts';
import type { CityMessage } from './city.ts';

/**
 * A city plays by the times of its scenario, so that its signals stand where the scenario puts them; outside, the time is the
 * clock's. Both functions move every epoch time in a message by `byMs`.
 */
export function shiftMessage(message: CityMessage, byMs: number): CityMessage {
  switch (message.kind) {
    case 'fix':
      return { kind: 'fix', fix: { ...message.fix, atMs: message.fix.atMs + byMs } };
    case 'order':
      return { kind: 'order', order: { ...message.order, atMs: message.order.atMs + byMs } };
    case 'confirmation':
      return { kind: 'confirmation', confirmation: { ...message.confirmation, atMs: message.confirmation.atMs + byMs } };
    case 'conditions':
      return { kind: 'conditions', conditions: { ...message.conditions, atMs: message.conditions.atMs + byMs } };
    case 'junction': {
      const { state } = message;
      const groups = state.groups.map((group) => ({
        ...group,
        sinceMs: group.sinceMs + byMs,
        ...(group.minEndMs === undefined ? {} : { minEndMs: group.minEndMs + byMs }),
        ...(group.likelyEndMs === undefined ? {} : { likelyEndMs: group.likelyEndMs + byMs }),
      }));
      const held = state.priorityHeldSinceMs;
      const times = { atMs: state.atMs + byMs, ...(held === undefined ? {} : { priorityHeldSinceMs: held + byMs }) };
      return { kind: 'junction', state: { ...state, ...times, groups } };
    }
  }
}

/** The sequence moves too: it is a time of issue, which a junction compares with its clock. */
export function shiftCommand(command: JunctionCommand, byMs: number): JunctionCommand {
  const { wish } = command;
  return {
    ...command,
    sequence: command.sequence + byMs,
    issuedAtMs: command.issuedAtMs + byMs,
    wish: wish.kind === 'serve' ? { ...wish, leaseUntilMs: wish.leaseUntilMs + byMs } : wish,
  };
}
