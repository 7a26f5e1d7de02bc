import { beforeAll, describe, expect, it } from 'vitest';
import { inProcessLink } from '../../src/experiment/in-process-link.ts';
import { runArm } from '../../src/experiment/run.ts';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import { clockOf } from '../../src/journal/clock-time.ts';
import { explainJunction } from '../../src/journal/explain.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { Session } from '../../src/journal/session.ts';
import { LogStory } from '../../src/journal/story.ts';
import type { ScenarioMission } from '../../src/scenario/scenario.ts';
import { quickScene } from '../support/quick-run.ts';

const { scenario, index } = quickScene();
const northbound: ScenarioMission = { ...scenario.missions[0]!, departS: { earliest: 230, latest: 230 } };
const eastbound: ScenarioMission = {
  ...northbound,
  mission: 'M2',
  vehicle: 'AMB-2',
  urgency: 'urgent',
  from: 'Q2W-Q2',
  to: 'Q2E',
  departS: { earliest: 255, latest: 255 },
};

async function drive(missions: readonly ScenarioMission[]): Promise<{ run: AmbulanceRun; story: LogStory }> {
  const arm = { name: 'clearway', strategy: { kind: 'wavefront' } } as const;
  const lines: string[] = [];
  const session = new Session(index, { city: index.map.name, strategy: arm.strategy }, { write: (line) => lines.push(line) });
  const run = await runArm({
    ...{ scenario: { ...scenario, missions }, index, arm, seed: 1, link: inProcessLink(session) },
    refusals: () => session.refusals,
    preemptions: () => session.preemptions,
  });
  const [head, ...records] = lines.map((line) => (JSON.parse(line) as { record: unknown }).record);
  const story = new LogStory(head as LogHeader);
  for (const record of records) story.add(record as LogRecord);
  return { run, story };
}

describe('two ambulances that come to one junction from two streets', () => {
  let both: Awaited<ReturnType<typeof drive>>;
  beforeAll(async () => {
    both = await drive([northbound, eastbound]);
  }, 60_000);

  it('both arrive, and no lamp was ever unsafe', () => {
    expect(both.run.fleet.map(({ vehicle, drive: { kind } }) => [vehicle, kind])).toEqual([
      ['AMB-1', 'arrived'],
      ['AMB-2', 'arrived'],
    ]);
    expect(both.run.violations).toEqual([]);
  });

  it('the log says of the less urgent one whom it waited for, and that the other one was first', () => {
    const explained = (mission: string): string =>
      explainJunction(both.story, { junction: 'Q2', mission }, clockOf('Asia/Shanghai')).replace(/\s+/g, ' ');
    expect(explained('M2')).toMatch(/Its place among others .* after AMB-1 \(M1\), green expected at \d\d:\d\d:\d\d/);
    expect(explained('M1')).toMatch(/Its place among others .* first \(no order allowed is better\)/);
  });

  it('the more urgent one is not later than by itself, but for what the traffic does', async () => {
    const alone = await drive([northbound]);
    const timeS = ({ run }: typeof alone): number => (run.drive.kind === 'arrived' ? run.drive.timeS : Number.POSITIVE_INFINITY);
    expect(timeS(both)).toBeLessThanOrEqual(timeS(alone) + 3);
  }, 60_000);
});
