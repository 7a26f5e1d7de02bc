import type { SumoPhase, SumoProgramme } from './sumo-network.ts';
import type { Tally } from './tally.ts';

/**
 * A NEMA programme as an actuated one whose phases run one after the other: each green from its least to its greatest duration
 * and then its own yellow and red, which SUMO's controller adds by itself while it ignores `duration`. What runs otherwise is told.
 */
export function actuatedOfNema(programme: SumoProgramme, tally: Tally): SumoProgramme {
  const { id, params } = programme;
  const rings = ['ring1', 'ring2'].map((key) => (params.get(key) ?? '').split(/[\s,]+/).filter((name) => /[^0]/.test(name)));
  tally.add(
    'signal programmes of type NEMA: phases one after the other, minDur to maxDur and then yellow and red; recalls and coordination left out',
    1,
    `tlLogic ${id}`,
  );
  if (rings.every((ring) => ring.length > 0)) {
    tally.add('NEMA programmes of two rings: phases of the second follow those of the first instead of running beside them');
  }
  const order = rings.flat();
  const placeOf = ({ name }: SumoPhase): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const greens = [...programme.phases].sort((a, b) => placeOf(a) - placeOf(b));
  const extensionS = Math.max(...greens.map((phase) => phase.extensionS));
  return {
    ...programme,
    type: 'actuated',
    phases: greens.flatMap((green, i) => [green, ...clearing(green, greens[(i + 1) % greens.length]!)]),
    params: extensionS > 0 ? new Map([...params, ['max-gap', String(extensionS)]]) : params,
  };
}

/** Yellow and red between two phases, for those that the second one closes. */
function clearing(green: SumoPhase, next: SumoPhase): readonly SumoPhase[] {
  const shown = (letter: string): string =>
    [...green.state].map((own, i) => ('Gg'.includes(own) && !'Gg'.includes(next.state[i] ?? 'r') ? letter : own)).join('');
  return (
    [
      ['y', green.yellowS],
      ['r', green.redS],
    ] as const
  ).map(([letter, durationS]) => ({ ...green, state: shown(letter), durationS, minS: durationS, maxS: durationS }));
}
