import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openLog } from '../../src/adapters/files/log-file.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { runFiles } from '../../src/cli/simulate-files.ts';
import { runJob } from '../../src/cli/simulate-job.ts';
import type { CoreInput } from '../../src/core/input.ts';
import type { CoreEvent } from '../../src/evidence/event.ts';
import type { AmbulanceRun, RunResult } from '../../src/experiment/run-result.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-'));
const scenarioFile = join(folder, 'scenario.yaml');
const { scenario, map } = loadScenario('scenarios/quick-3.yaml');
const startMs = Date.parse(scenario.start);
const OUTAGE = { fromS: 230, toS: 250 };
const job = { scenarioFile, arm: 'clearway', seed: 3, build: 'test', record: 'none', keepLog: true } as const;
const files = runFiles(folder, job.arm, job.seed);

/** The ambulance leaves at 205 s and is before its first signal when the process ends. */
function writeScenario(): void {
  const missions = scenario.missions.map((mission) => ({ ...mission, departS: { earliest: 205, latest: 205 } }));
  const faults = [{ kind: 'controller-restarts', ...OUTAGE }];
  writeFileSync(scenarioFile, stringify({ ...scenario, missions, faults, map: resolve('maps/quick-3.json') }));
}

async function played(path: string): Promise<{ inputs: CoreInput[]; events: CoreEvent[] }> {
  const { records } = await openLog(path);
  const [inputs, events]: [CoreInput[], CoreEvent[]] = [[], []];
  for await (const record of records) record.kind === 'input' ? inputs.push(record.input) : events.push(record.event);
  return { inputs, events };
}

describe('a controller whose process dies while an ambulance is on its way', () => {
  let result: AmbulanceRun;
  let bytes: readonly Buffer[];
  beforeAll(async () => {
    writeScenario();
    const run: RunResult = await runJob({ ...job, folder, mqtt: false }, () => {});
    result = run as AmbulanceRun;
    bytes = [files.log, files.laterLog].map((path) => readFileSync(path));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('leaves no lamp unsafe and no junction held, and its ambulance arrives on green again', () => {
    expect(result.violations).toEqual([]);
    expect(result.drive.kind).toBe('arrived');
    expect(result.recoveryS).not.toBeNull();
    expect(result.needlessGreenS).toBeLessThan(25);
  });

  it('says nothing for as long as it is dead; the next one begins with the mission and commands for it', async () => {
    const [before, after] = [await played(files.log), await played(files.laterLog)];
    expect(before.inputs.at(-1)).toEqual({ kind: 'tick', receivedMs: startMs + (OUTAGE.fromS - 1) * 1000 });
    expect(before.events.some(({ kind }) => kind === 'commanded')).toBe(true);
    expect(after.inputs[0]).toMatchObject({ kind: 'resumed', receivedMs: startMs + OUTAGE.toS * 1000 });
    expect(after.inputs[0]).toMatchObject({ missions: [{ mission: 'M1', vehicle: 'AMB-1' }] });
    const phases = after.events.flatMap((e) => (e.kind === 'mission' ? [e.phase] : []));
    expect(phases).toEqual(['waiting-for-position', 'under-way', 'done']);
    expect(after.events.some((e) => e.kind === 'commanded' && e.command.wish.kind === 'serve')).toBe(true);
  });

  it('both logs replay bit for bit, and their hashes are those of the result', async () => {
    for (const path of [files.log, files.laterLog]) {
      const { header, records } = await openLog(path);
      const outcome = await replayLog(indexMap(map), header, records);
      expect(outcome).toMatchObject({ kind: 'reproduced', missing: 0 });
    }
    expect(result.logSha256).toMatch(/^[0-9a-f]{64}\+[0-9a-f]{64}$/);
    expect(existsSync(files.book)).toBe(false);
  });

  it('does the same over MQTT', async () => {
    expect(await runJob({ ...job, folder, mqtt: true }, () => {})).toEqual(result);
    expect([files.log, files.laterLog].map((path) => readFileSync(path))).toEqual(bytes);
  });
});
