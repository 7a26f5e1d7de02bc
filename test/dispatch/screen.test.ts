import { describe, expect, test } from 'vitest';
import { Screen } from '../../src/dispatch/screen.ts';
import type { MissionStatus } from '../../src/preemption/mission.ts';

const STATUS: MissionStatus = {
  mission: 'M1',
  vehicle: 'AMB-1',
  atMs: 0,
  phase: 'under-way',
  urgency: 'life-threat',
  destination: 'NORTH',
  route: ['SOUTH-S01'],
  junctions: [
    { junction: 'S01', request: 'M1/1', state: 'activated', distanceM: 90, etaMs: 9_000, green: true, passed: false },
    { junction: 'S02', request: 'M1/2', state: 'activated', distanceM: 400, etaMs: 30_000, green: false, passed: false },
  ],
};

/** What is left to see on a terminal of that width, or in a file. */
function screenOn(columns: number | undefined) {
  const rows: string[] = [];
  let nowMs = 0;
  const write = (text: string): boolean => {
    const [up, rest] = text.startsWith('\u001b[') ? text.slice(2).split('A\u001b[J') : ['0', text];
    rows.splice(rows.length - Number(up), Number(up), ...rest!.split('\n').slice(0, -1));
    return true;
  };
  const stream = { isTTY: columns !== undefined, columns, rows: 24, write } as unknown as NodeJS.WriteStream;
  const screen = new Screen(stream, { nowMs: () => nowMs });
  const wait = (seconds: number): void => {
    for (let i = 0; i < seconds; i++) {
      nowMs += 1000;
      screen.refresh();
    }
  };
  return { screen, rows, wait };
}

describe('the screen of dispatch', () => {
  test('Given no news for seven seconds, then it says so and no light is said to be green; with the next status it is as before', () => {
    const { screen, rows, wait } = screenOn(100);
    screen.show(STATUS);
    wait(4);
    const fresh = [...rows];
    expect(fresh.join('\n')).toMatch(/GREEN/);
    wait(3);
    expect(rows[0]).toMatch(/^No news for 7 s/);
    expect(rows.join('\n')).not.toMatch(/GREEN/);
    screen.show(STATUS);
    expect(rows).toEqual(fresh);
  });

  test('in a file the silence is said once, until there is news', () => {
    const { screen, rows, wait } = screenOn(undefined);
    screen.show(STATUS);
    wait(20);
    expect(rows.slice(1)).toEqual([expect.stringMatching(/^No news for 5 s/)]);
    screen.show(STATUS);
    wait(20);
    expect(rows.filter((row) => row.startsWith('No news'))).toHaveLength(2);
  });

  test.each([40, 0])('a line longer than the terminal of %d columns leaves nothing behind when it is redrawn', (columns) => {
    const { screen, rows } = screenOn(columns);
    screen.show(STATUS);
    const first = [...rows];
    screen.show(STATUS);
    expect(rows).toEqual(first);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(Math.max(20, columns));
  });
});
