import { canonicalJson, sha256Hex } from '../kernel/canonical.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** All that a run's result depends on; two runs with equal keys give equal results. */
export interface RunKey {
  readonly version: string;
  /** Identity of the program's own files: figures move with the code, and not every change has a version of its own. */
  readonly build: string;
  /** Of the scenario's content, its list of vehicles included, without its seeds and other arms. */
  readonly scenarioSha256: string;
  readonly mapSha256: string;
  readonly arm: string;
  readonly seed: number;
  /** Through the MQTT contract and a broker. */
  readonly mqtt: boolean;
}

/** Why a saved run cannot stand for another, in the order in which people look for it. */
const DIFFERENCES: readonly (readonly [keyof RunKey, string])[] = [
  ['scenarioSha256', 'the scenario has changed'],
  ['mapSha256', 'the map has changed'],
  ['version', 'it is of another version of the program'],
  ['build', 'the program has changed'],
  ['mqtt', 'it was run the other way: with or without --mqtt'],
  ['arm', 'it is of another arm'],
  ['seed', 'it is of another seed'],
];

/** Undefined when the keys are equal. */
export function differenceOf(saved: RunKey, wanted: RunKey): string | undefined {
  return DIFFERENCES.find(([name]) => saved[name] !== wanted[name])?.[1];
}

/** Identity of what a scenario asks of one arm: a seed or an arm more makes no other run of it. */
export function scenarioSha256(scenario: Scenario, arm: string): string {
  const { seeds: _, arms, ...rest } = scenario;
  return sha256Hex(canonicalJson({ ...rest, arm: arms.find(({ name }) => name === arm) }));
}
