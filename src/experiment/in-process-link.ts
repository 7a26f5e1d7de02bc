import { toCoreInput } from '../city/canonical-order.ts';
import type { ControllerLink } from '../city/city.ts';
import { type Controller, toldToCrews } from '../journal/session.ts';

/** The controller in the same process: what a city says in a second becomes inputs in the same order, then a tick. */
export function inProcessLink(controller: Controller): ControllerLink {
  return {
    exchange: async (atMs, messages) => {
      const inputs = [...messages.map((message) => toCoreInput(message, atMs)), { kind: 'tick', receivedMs: atMs } as const];
      const taken = inputs.map((input) => controller.take(input));
      return {
        commands: taken.flatMap(({ commands }) => commands),
        statuses: taken.flatMap(({ events }) => toldToCrews(events)),
      };
    },
    close: async () => controller.finish(),
  };
}
