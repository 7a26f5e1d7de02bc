import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { EVALUATED_ARMS } from '../../src/evaluation/arms.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { predictedDrive } from './predicted-drive.ts';
import type { PredictedDrive } from './prediction.ts';

export interface DriveJob {
  readonly setting: string;
  readonly scenarioFile: string;
  readonly arm: string;
  readonly seed: number;
}

/** Jobs of a setting follow one another, so that its map is read once. */
let loaded: { readonly file: string; readonly scenario: Scenario; readonly index: RoadIndex } | undefined;

export async function driveOf({ setting, scenarioFile, arm: name, seed }: DriveJob): Promise<PredictedDrive> {
  if (loaded?.file !== scenarioFile) {
    const { scenario, map } = loadScenario(scenarioFile);
    loaded = { file: scenarioFile, scenario, index: indexMap(map) };
  }
  const arm = EVALUATED_ARMS.find((one) => one.name === name);
  if (arm === undefined) throw new Error(`there is no arm ${name}`);
  return predictedDrive(setting, loaded.index, loaded.scenario, arm, seed);
}
