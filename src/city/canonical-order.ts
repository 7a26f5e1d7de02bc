import type { CoreInput } from '../core/input.ts';
import type { CityMessage } from './city.ts';

const RANK = { confirmation: 0, conditions: 1, order: 2, fix: 3, junction: 4 } as const;

/**
 * The order in which a controller takes the messages of one lockstep second: confirmations, road conditions, orders, fixes, junction
 * states; each by id, then by time. Messages of one id and instant keep the order they came in, which is also what MQTT keeps within a topic.
 */
export function inCanonicalOrder(messages: readonly CityMessage[]): CityMessage[] {
  return [...messages].sort((a, b) => RANK[a.kind] - RANK[b.kind] || compareIds(idOf(a), idOf(b)) || atMsOf(a) - atMsOf(b));
}

/** A city's message as the core takes it; in lockstep everything of a second is received at that second. */
export function toCoreInput(message: CityMessage, receivedMs: number): CoreInput {
  return { ...message, receivedMs };
}

function idOf(message: CityMessage): string {
  switch (message.kind) {
    case 'confirmation':
      return message.confirmation.junction;
    case 'order':
      return message.order.mission;
    case 'fix':
      return message.fix.vehicle;
    case 'junction':
      return message.state.junction;
    case 'conditions':
      return '';
  }
}

function atMsOf(message: CityMessage): number {
  switch (message.kind) {
    case 'confirmation':
      return message.confirmation.atMs;
    case 'order':
      return message.order.atMs;
    case 'fix':
      return message.fix.atMs;
    case 'junction':
      return message.state.atMs;
    case 'conditions':
      return message.conditions.atMs;
  }
}

/** By code unit: the same on every machine, unlike a locale's order. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
