import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLog } from '../../src/adapters/files/log-file.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { runFiles } from '../../src/cli/simulate-files.ts';
import { runJob } from '../../src/cli/simulate-job.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const FLAGSHIP = 'scenarios/hangzhou-shixin-21.yaml';
const folder = mkdtempSync(join(tmpdir(), 'clearway-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('one core: the flagship', () => {
  it('gives the same event log over MQTT in lockstep as in process, and a replay of it reproduces every command', async () => {
    const job = {
      scenarioFile: FLAGSHIP,
      arm: 'clearway',
      seed: 1,
      folder,
      build: 'test',
      record: 'none',
      keepLog: true,
    } as const;
    const inProcess = await runJob({ ...job, mqtt: false }, () => {});
    const overMqtt = await runJob({ ...job, mqtt: true }, () => {});
    expect(overMqtt).toEqual(inProcess);

    const { header, records } = await openLog(runFiles(folder, 'clearway', 1).log);
    const replayed = await replayLog(indexMap(loadScenario(FLAGSHIP).map), header, records);
    expect(replayed).toMatchObject({ kind: 'reproduced', missing: 0 });
    expect(replayed.kind === 'reproduced' && replayed.commands).toBeGreaterThan(500);
  }, 240_000);
});
