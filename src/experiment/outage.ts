import { inCanonicalOrder } from '../city/canonical-order.ts';
import type { CityMessage, ControllerAnswer, ControllerLink } from '../city/city.ts';
import { invariant } from '../kernel/assert.ts';
import type { Scenario } from '../scenario/scenario.ts';

const SILENCE: ControllerAnswer = { commands: [], statuses: [] };

/**
 * The link to a controller whose process ends and begins anew as the scenario has it. What is said meanwhile nobody hears, but orders:
 * dispatch gives them until they are answered. `restart` is called in the first second of the new process, before it hears anything.
 */
export function withOutage(link: ControllerLink, scenario: Scenario, restart?: (atMs: number) => void): ControllerLink {
  const outage = scenario.faults.find(({ kind }) => kind === 'controller-restarts');
  if (outage === undefined) return link;
  invariant(restart !== undefined, `scenario ${scenario.name} restarts the controller, and this run cannot`);
  const [fromMs, toMs] = [outage.fromS, outage.toS].map((s) => Date.parse(scenario.start) + s * 1000) as [number, number];
  let missed: readonly CityMessage[] | undefined;
  return {
    exchange: async (atMs, messages) => {
      if (atMs >= fromMs && atMs < toMs) {
        missed = [...(missed ?? []), ...messages.filter(({ kind }) => kind === 'order')];
        return SILENCE;
      }
      if (missed === undefined) return link.exchange(atMs, messages);
      restart(atMs);
      const all = inCanonicalOrder([...missed, ...messages]);
      missed = undefined;
      return link.exchange(atMs, all);
    },
    close: () => link.close(),
  };
}
