import { describe, expect, it } from 'vitest';
import type { CityMessage } from '../../src/city/city.ts';
import { CityFaults } from '../../src/city/city-faults.ts';
import { CityPost } from '../../src/city/city-post.ts';
import { randomStream } from '../../src/kernel/random.ts';
import type { ScenarioFault } from '../../src/scenario/scenario.ts';

const WINDOW = { fromS: 100, toS: 200 };

function post(...faults: readonly ScenarioFault[]): CityPost {
  return new CityPost(new CityFaults(faults, randomStream(1, 'faults')));
}

function report(atMs: number): CityMessage {
  return { kind: 'junction', state: { junction: 'J', atMs, mode: 'programme', groups: [], lanes: [] } };
}

const order: CityMessage = { kind: 'order', order: { kind: 'cancel', mission: 'M1', vehicle: 'A', atMs: 0 } };

describe('the lines between city and controller', () => {
  it('carry everything at once while nothing is amiss', () => {
    const sound = post({ kind: 'message-delay', probability: 1, delayS: 3, ...WINDOW });
    expect(sound.messages([report(1), order], 99)).toEqual([report(1), order]);
  });

  it('bring late what they delay, each message once, and orders at once', () => {
    const late = post({ kind: 'message-delay', probability: 1, delayS: 3, ...WINDOW });
    const heard = Array.from({ length: 6 }, (_, i) => late.messages(i === 0 ? [report(7), order] : [], 100 + i));
    expect(heard).toEqual([[order], [], [], [report(7)], [], []]);
  });

  it('delay commands alike', () => {
    const late = post({ kind: 'message-delay', probability: 1, delayS: 2, ...WINDOW });
    const wish = { kind: 'release' } as const;
    late.send([{ junction: 'J', command: 'c', sequence: 1, request: 'r', issuedAtMs: 0, wish }], 100);
    expect([100, 101, 102, 103].map((timeS) => late.commands(timeS).length)).toEqual([0, 0, 1, 0]);
  });

  it('lose the share of messages that the scenario says, and no order', () => {
    const lossy = post({ kind: 'message-loss', probability: 0.2, ...WINDOW });
    const heard = Array.from({ length: 2000 }, (_, i) => lossy.messages([report(i), order], 150));
    const [reports, orders] = ['junction', 'order'].map((kind) => heard.flat().filter((message) => message.kind === kind).length);
    expect(orders).toBe(2000);
    expect(reports! / 2000).toBeGreaterThan(0.77);
    expect(reports! / 2000).toBeLessThan(0.83);
  });
});
