/** A way to run the signals of a SUMO network, written into its programmes. */
export interface Controller {
  readonly name: string;
  readonly kind: 'static' | 'actuated';
  /** What the `n`-th of a programme's long greens becomes, seconds. */
  readonly greenS: (givenS: number, n: number) => number;
}

/** Greens from this length on are those of whole roads; shorter ones are turns of their own and stay as they are. */
const LONG_GREEN_S = 15;

export const CONTROLLERS: readonly Controller[] = [
  { name: 'as it is', kind: 'static', greenS: (givenS) => givenS },
  { name: 'half the greens', kind: 'static', greenS: (givenS) => 0.5 * givenS },
  { name: 'twice the greens', kind: 'static', greenS: (givenS) => 2 * givenS },
  { name: 'one road favoured', kind: 'static', greenS: (givenS, n) => (n % 2 === 0 ? 1.5 : 0.5) * givenS },
  { name: 'actuated', kind: 'actuated', greenS: (givenS) => givenS },
];

/** The network's text with all its programmes run by the controller; greens in whole seconds. */
export function withController(netText: string, { kind, greenS }: Controller): string {
  return netText.replace(/<tlLogic\b[\s\S]*?<\/tlLogic>/g, (programme) => {
    let greens = 0;
    return programme.replace(/\btype="[^"]*"/, `type="${kind}"`).replace(/<phase\b[^>]*>/g, (phase) => {
      const givenS = Number(attribute(phase, 'duration'));
      if (!isGreen(attribute(phase, 'state')) || !(givenS >= LONG_GREEN_S)) return phase;
      const changedS = Math.round(greenS(givenS, greens));
      greens += 1;
      return phase.replace(/\bduration="[^"]*"/, `duration="${changedS}"`);
    });
  });
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

function isGreen(state: string): boolean {
  return /[Gg]/.test(state) && !/[yY]/.test(state);
}
