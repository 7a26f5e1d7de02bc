import { EVALUATED_ARMS, type EvaluatedArm, QUICK_ARMS } from '../evaluation/arms.ts';
import type { Setting } from '../evaluation/setting.ts';
import { QUICK_SETTINGS, SETTINGS } from '../evaluation/settings.ts';
import { BASELINE_ARM } from '../experiment/summarise.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';

/** What a published figure needs, and a first look. */
const SEEDS = 30;
const QUICK_SEEDS = 3;

export interface EvaluateFlags {
  readonly seeds?: number;
  readonly quick?: boolean;
  readonly settings?: readonly string[];
  readonly arms?: readonly string[];
}

/** What is to be run, in the order of the report. */
export interface EvaluatePlan {
  readonly settings: readonly Setting[];
  readonly arms: readonly EvaluatedArm[];
  readonly seeds: readonly number[];
  /** Whether logs are played again afterwards to time planning: not for a first look. */
  readonly timesPlanning: boolean;
  /** The call that gives the same figures, in full. */
  readonly command: string;
}

/** @throws InputFaults with every name that is not known. */
export function planOf({ seeds: wanted, quick = false, settings, arms }: EvaluateFlags): EvaluatePlan {
  const faults: Fault[] = [...unknownNames('--settings', settings, SETTINGS), ...unknownNames('--arms', arms, EVALUATED_ARMS)];
  if (faults.length > 0) throw new InputFaults('clearway evaluate', faults);
  const settingNames = settings ?? (quick ? QUICK_SETTINGS : undefined);
  const armNames = arms ?? (quick ? QUICK_ARMS : undefined);
  const count = wanted ?? (quick ? QUICK_SEEDS : SEEDS);
  const wantedNames = settingNames === undefined ? undefined : withReferences(settingNames);
  const chosen = SETTINGS.filter(({ name }) => wantedNames === undefined || wantedNames.includes(name));
  const compared = EVALUATED_ARMS.filter(
    ({ name }) => armNames === undefined || name === BASELINE_ARM || armNames.includes(name),
  );
  const flags = [
    `--seeds ${count}`,
    ...(settingNames === undefined ? [] : [`--settings ${chosen.map(({ name }) => name).join(',')}`]),
    ...(armNames === undefined ? [] : [`--arms ${compared.map(({ name }) => name).join(',')}`]),
  ];
  return {
    settings: chosen,
    arms: compared,
    seeds: Array.from({ length: count }, (_, i) => i + 1),
    timesPlanning: !quick,
    command: `clearway evaluate ${flags.join(' ')}`,
  };
}

/** A setting with something amiss brings along the one that it is compared with. */
function withReferences(names: readonly string[]): readonly string[] {
  const references = SETTINGS.filter(({ name }) => names.includes(name)).flatMap(({ reference }) => reference?.setting ?? []);
  return [...names, ...references];
}

function unknownNames(path: string, names: readonly string[] | undefined, known: readonly { readonly name: string }[]): Fault[] {
  return (names ?? [])
    .filter((name) => !known.some((one) => one.name === name))
    .map((value) => ({ path, value, advice: `is not known: there are ${known.map(({ name }) => name).join(', ')}` }));
}
