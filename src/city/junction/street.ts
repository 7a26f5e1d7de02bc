import type { ClearanceTable } from '../../signal/clearance-table.ts';

/** What a junction knows of those who want to cross it, by group number. */
export interface Street {
  /** Does anybody ask for the group: a vehicle at its stop bars, a person at its crossing? True where the junction cannot know. */
  calls(group: number): boolean;
  /** Seconds since a vehicle was over the group's detectors upstream; 0 while one is, Infinity before the first. */
  gapS(group: number): number;
}

/** A junction without detectors and push buttons: vehicles may always wait, people on foot are served whether or not they are there. */
export function unseenStreet({ groups }: Pick<ClearanceTable, 'groups'>): Street {
  return { calls: (group) => groups[group]?.kind === 'vehicle', gapS: () => Number.POSITIVE_INFINITY };
}
