import type { Arm, Scenario } from './scenario.ts';

/** The scenario as it is run under one of its arms: its missions as urgent as the arm says. Traffic and departures stay the same. */
export function underArm(scenario: Scenario, { urgency }: Arm): Scenario {
  if (urgency === undefined) return scenario;
  return { ...scenario, missions: scenario.missions.map((mission) => ({ ...mission, urgency })) };
}
