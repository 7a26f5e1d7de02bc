import { invariant } from '../../kernel/assert.ts';
import type { LinkId, NodeId } from '../../kernel/ids.ts';
import type { RandomStream } from '../../kernel/random.ts';
import type { Movement } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { TurningRule } from '../scenario.ts';

/** Longest walk; a trip that is still inside then ends where it is. Far above a drive through any map that ends at its rim. */
const MAX_LINKS = 100;

interface Choice {
  readonly to: LinkId;
  readonly node: NodeId;
  readonly weight: number;
}

/**
 * Routes drawn link by link from the turning shares. A walk never turns back and never meets a node twice, so it ends: at the
 * rim, where no movement leads on; or inside, where all ways on lead back (the driver has arrived).
 */
export class TurningWalk {
  readonly #index: RoadIndex;
  readonly #rules: readonly TurningRule[];
  readonly #choices = new Map<LinkId, readonly Choice[]>();

  constructor(index: RoadIndex, rules: readonly TurningRule[]) {
    this.#index = index;
    this.#rules = rules;
  }

  from(entry: LinkId, stream: RandomStream): readonly LinkId[] {
    const first = this.#index.link(entry);
    const visited = new Set<NodeId>([first.from, first.to]);
    const route = [entry];
    for (let link = entry; route.length < MAX_LINKS; ) {
      const open = this.choicesAt(link).filter((choice) => !visited.has(choice.node));
      if (open.length === 0) break;
      const chosen = draw(open, stream);
      visited.add(chosen.node);
      route.push(chosen.to);
      link = chosen.to;
    }
    return route;
  }

  /** Ways on from a link that have a share; several movements of one turn divide its share evenly. */
  choicesAt(link: LinkId): readonly Choice[] {
    const known = this.#choices.get(link);
    if (known !== undefined) return known;
    const choices = this.#choicesFor(link);
    this.#choices.set(link, choices);
    return choices;
  }

  #choicesFor(link: LinkId): readonly Choice[] {
    const movements = waysOn(this.#index, link);
    const rule = ruleFor(this.#rules, link);
    if (movements.length === 0 || rule === undefined) return [];
    return movements.flatMap((movement) => {
      const alike = movements.filter((other) => other.turn === movement.turn).length;
      const weight = movement.turn === 'uturn' ? 0 : rule.shares[movement.turn] / alike;
      return weight > 0 ? [{ to: movement.to, node: this.#index.link(movement.to).to, weight }] : [];
    });
  }
}

/** Movements from a link that do not turn back. */
export function waysOn(index: RoadIndex, link: LinkId): readonly Movement[] {
  return index.movementsFrom(link).filter((movement) => movement.turn !== 'uturn');
}

/** The first rule whose `links` the id begins with. */
export function ruleFor(rules: readonly TurningRule[], link: LinkId): TurningRule | undefined {
  return rules.find((rule) => rule.links === undefined || link.startsWith(rule.links));
}

function draw(choices: readonly Choice[], stream: RandomStream): Choice {
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0);
  let rest = stream.next() * total;
  for (const choice of choices) {
    rest -= choice.weight;
    if (rest < 0) return choice;
  }
  const last = choices.at(-1);
  invariant(last !== undefined, 'a turn is drawn among at least one choice');
  return last;
}

/** Links that walks from these entries can come to, the entries included, each once. */
export function reachableLinks(walk: TurningWalk, entries: readonly LinkId[]): readonly LinkId[] {
  const reached = new Set(entries);
  for (const link of reached) for (const choice of walk.choicesAt(link)) reached.add(choice.to);
  return [...reached];
}
