import { BASELINE_ARM } from '../experiment/summarise.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The scenario's seeds, continued by the smallest numbers above its largest. */
export function seedsFor({ seeds }: Scenario, count: number): readonly number[] {
  const largest = Math.max(...seeds);
  return Array.from({ length: count }, (_, i) => seeds[i] ?? largest + 1 + i - seeds.length);
}

/**
 * The wanted arms in the scenario's order, the baseline always among them; without a mission there is nothing that arms could
 * differ in, and the baseline is all.
 */
export function armsFor(scenario: Scenario, wanted: readonly string[] | undefined): readonly string[] {
  const known = scenario.arms.map(({ name }) => name);
  const faults: Fault[] = (wanted ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: '--arms', value: name, advice: `is no arm of ${scenario.name}: it has ${known.join(', ')}` }));
  if (!known.includes(BASELINE_ARM)) {
    faults.push({
      path: 'arms',
      value: known,
      advice: `must include an arm named "${BASELINE_ARM}", which the others are compared with`,
    });
  }
  if (faults.length > 0) throw new InputFaults('clearway simulate', faults);
  if (scenario.missions.length === 0) return [BASELINE_ARM];
  return known.filter((name) => wanted === undefined || name === BASELINE_ARM || wanted.includes(name));
}

/** Flags that ask for a controller where the scenario has no ambulance for it to follow. */
export function checkMissions(scenario: Scenario, flags: { readonly arms?: readonly string[]; readonly mqtt: boolean }): void {
  if (scenario.missions.length > 0) return;
  const advice = `${scenario.name} has no mission: its traffic is run alone, without a controller. Leave this out`;
  const others = flags.arms?.filter((name) => name !== BASELINE_ARM) ?? [];
  const faults: Fault[] = [
    ...others.map((value) => ({ path: '--arms', value, advice })),
    ...(flags.mqtt ? [{ path: '--mqtt', value: undefined, advice }] : []),
  ];
  if (faults.length > 0) throw new InputFaults('clearway simulate', faults);
}
