import { describe, expect, it } from 'vitest';
import type { AmbulanceRun } from '../../src/experiment/run-result.ts';
import type { OnTheWay, ScenarioFault } from '../../src/scenario/scenario.ts';
import { quickRun, quickScene } from '../support/quick-run.ts';

const OURS = { name: 'clearway', strategy: { kind: 'wavefront' }, urgency: 'life-threat' } as const;
const SEED = 3;
/** Transition and minimum greens included: what is not wanted any more is given back within a few seconds. */
const GIVEN_BACK_S = 25;
/** Who turns off drives up to the bar of another lane, stands there, and is not waited for after a quarter of a minute. */
const WAITS_ELSEWHERE_S = 60;

function run(onTheWay: OnTheWay | undefined, faults: readonly ScenarioFault[] = []): Promise<AmbulanceRun> {
  const { scenario, index } = quickScene();
  const missions = scenario.missions.map((mission) => (onTheWay === undefined ? mission : { ...mission, onTheWay }));
  const window = { ...scenario, missions, faults: [...scenario.faults, ...faults] };
  return quickRun({ scenario: window, index }, OURS, SEED);
}

describe('no junction stays green by command for an ambulance that is not coming any more, and no lamp is unsafe', () => {
  const wholeRun = { fromS: 0, toS: quickScene().scenario.endS };
  it.each<readonly [string, number, OnTheWay | undefined, readonly ScenarioFault[]]>([
    ['when it turns off its route without a word', WAITS_ELSEWHERE_S, { kind: 'turns-off', afterM: 150 }, []],
    ['when dispatch sends it elsewhere', GIVEN_BACK_S, { kind: 'diverted', afterM: 150, to: 'Q2E' }, []],
    ['when it halts for a minute on the way', GIVEN_BACK_S, { kind: 'halts', afterM: 150, forS: 60 }, []],
    [
      'when messages and commands come late',
      GIVEN_BACK_S,
      undefined,
      [{ kind: 'message-delay', probability: 0.5, delayS: 3, ...wholeRun }],
    ],
    [
      'when messages and commands are lost',
      GIVEN_BACK_S,
      undefined,
      [
        { kind: 'message-loss', probability: 0.3, ...wholeRun },
        { kind: 'command-loss', probability: 0.3, ...wholeRun },
      ],
    ],
  ])('%s', async (_, limitS, onTheWay, faults) => {
    const { drive, needlessGreenS, violations, recoveryS } = await run(onTheWay, faults);
    expect(violations).toEqual([]);
    expect(drive.kind).toBe('arrived');
    expect(needlessGreenS).toBeLessThan(limitS);
    expect(recoveryS).not.toBeNull();
  });
});
