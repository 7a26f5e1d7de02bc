import { InputFaults } from '../../kernel/faults.ts';
import type { LeftOut } from '../../roadnet/import/left-out.ts';
import type { RoadMap } from '../../roadnet/map.ts';
import { MOST_END_S } from '../check.ts';
import type { Flow, ListedVehicle, ProgrammeRule, ScenarioVehicleType } from '../scenario.ts';

/** What a scenario needs besides missions, from other people's data; seconds count from the begin time of the import. */
export interface ImportedScenario {
  readonly map: RoadMap;
  readonly programmes: readonly ProgrammeRule[];
  /** Absent: the import was of a network alone. */
  readonly traffic?: ImportedTraffic;
  /** Date and time of second 0, with offset. */
  readonly start: string;
  /** Length of the run. */
  readonly endS: number;
  readonly leftOut: readonly LeftOut[];
}

export interface ImportedTraffic {
  readonly vehicles: readonly ListedVehicle[];
  /** Where the data draw arrivals by chance. */
  readonly flows: readonly Flow[];
  readonly vehicleTypes: Readonly<Record<string, ScenarioVehicleType>>;
}

/** A demand file to import, and which part of it: in seconds of the data's own clock. */
export interface DemandSource {
  readonly routeFile: string;
  readonly routeText: string;
  /** Absent: the first departure. */
  readonly beginS?: number;
  /** Absent: ten minutes after the last. */
  readonly endS?: number;
}

export interface ImportWindow {
  readonly beginS: number;
  readonly endS: number;
}

/** Data give times of day at the most, and no date; their clock's 0 is this midnight. */
const MIDNIGHT_MS = Date.parse('2020-01-06T00:00:00Z');
export const ZERO_S = MIDNIGHT_MS / 1000;
const AFTER_LAST_S = 600;

/** @throws InputFaults where the run would last longer than a scenario may. */
export function windowOf({ routeFile, ...given }: DemandSource, firstS: number, lastS: number): ImportWindow {
  const beginS = given.beginS ?? firstS;
  const endS = given.endS ?? Math.ceil((lastS + AFTER_LAST_S) / 60) * 60;
  if (endS - beginS <= MOST_END_S) return { beginS, endS };
  const advice = `lasts longer than a run may (${MOST_END_S} s, 7 days): cut a part out with --begin and --end`;
  throw new InputFaults(routeFile, [{ path: 'the demand', value: endS - beginS, advice }]);
}

/** Date and time at which the data's clock shows `beginS`. */
export function startAt(beginS: number): string {
  return new Date(MIDNIGHT_MS + Math.round(1000 * beginS)).toISOString().replace(/(?:\.000)?Z$/, '+00:00');
}

/** Name of a file without its folders. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
