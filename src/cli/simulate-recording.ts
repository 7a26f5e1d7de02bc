import type { CityRun } from '../city/city-run.ts';
import { mapSha256 } from '../journal/session.ts';
import { VERSION } from '../journal/version.ts';
import { RECORDING_FORMAT } from '../recording/header.ts';
import { RecordedFleet } from '../recording/recorded-fleet.ts';
import { type ByteSink, Recorder } from '../recording/recorder.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface RecordedRun {
  readonly scenario: Scenario;
  readonly arm: string;
  readonly seed: number;
}

/** Begins the recording of a run. */
export function recorderOf(city: CityRun, index: RoadIndex, { scenario, arm, seed }: RecordedRun, sink: ByteSink): Recorder {
  const { map } = index;
  const fleet = new RecordedFleet(city, index);
  const header = {
    format: RECORDING_FORMAT,
    version: VERSION,
    scenario: scenario.name,
    map: map.name,
    mapSha256: mapSha256(map),
    arm,
    seed,
    start: scenario.start,
    endS: Math.floor(scenario.endS),
    links: map.links.map(({ id }) => id),
    heads: map.junctions.flatMap(({ id, groups }) => groups.map((group) => [id, group.id] as const)),
    types: fleet.types,
  } as const;
  return new Recorder(sink, header, fleet, scenario.stepS);
}
