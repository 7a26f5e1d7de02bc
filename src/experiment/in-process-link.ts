import { toCoreInput } from '../city/canonical-order.ts';
import type { ControllerLink } from '../city/city.ts';
import type { Session } from '../journal/session.ts';

/** The controller in the same process: what a city says in a second becomes inputs in the same order, then a tick. */
export function inProcessLink(session: Session): ControllerLink {
  return {
    exchange: async (atMs, messages) => {
      const commands = messages.flatMap((message) => session.take(toCoreInput(message, atMs)).commands);
      return [...commands, ...session.take({ kind: 'tick', receivedMs: atMs }).commands];
    },
    close: async () => session.finish(),
  };
}
