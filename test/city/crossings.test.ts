import { describe, expect, it } from 'vitest';
import { Crossings } from '../../src/city/street/crossings.ts';
import { randomStream } from '../../src/kernel/random.ts';
import type { Lamp } from '../../src/signal/lamp.ts';
import { tJunction } from '../support/junctions.ts';

/** Walk at P-S (group 4) in the first 20 of every 80 s, never at P-E. */
const lampsAt = (timeS: number): Lamp[] =>
  tJunction.groups.map((_, i): Lamp => (i === 4 ? (timeS % 80 < 20 ? 'green' : 'red') : i === 5 ? 'red' : 'green'));

function played(perHour: number, endS: number, figuresFromS = 0): Crossings {
  const crossings = new Crossings(tJunction, perHour, figuresFromS, randomStream(1, 'people'));
  for (let timeS = 0; timeS < endS; timeS++) {
    crossings.arrive(timeS);
    crossings.see(timeS, lampsAt(timeS));
  }
  return crossings;
}

describe('people at crossings', () => {
  it('come at the rate asked for and, where there is walk, wait red squared over twice the cycle in the mean', () => {
    const tally = played(400, 36_000).tally(36_000);
    expect(tally.served / 10).toBeGreaterThan(400 * 0.95);
    expect(tally.served / 10).toBeLessThan(400 * 1.05);
    expect(tally.waitedS / tally.served).toBeGreaterThan(0.95 * (60 ** 2 / 160));
    expect(tally.waitedS / tally.served).toBeLessThan(1.05 * (60 ** 2 / 160));
  });

  it('who never get walk are told as waiting, as long as they have waited', () => {
    const crossings = played(100, 3600);
    expect(crossings.calls(5)).toBe(true);
    const { waiting, longestWaitS } = crossings.tally(3600);
    expect(waiting).toBeGreaterThan(60);
    expect(longestWaitS).toBeGreaterThan(3400);
  });

  it('call until walk begins, and do not while it lasts', () => {
    const crossings = new Crossings(tJunction, 720, 0, randomStream(1, 'people'));
    crossings.arrive(100);
    expect(crossings.calls(4)).toBe(true);
    crossings.see(100, lampsAt(80));
    expect(crossings.calls(4)).toBe(false);
    crossings.arrive(200);
    expect(crossings.calls(4)).toBe(false);
    crossings.see(200, lampsAt(79));
    crossings.arrive(300);
    expect(crossings.calls(4)).toBe(true);
    expect(crossings.calls(0)).toBe(false);
  });

  it('who come before figures are taken are served and not counted', () => {
    const all = played(400, 7200).tally(7200);
    const later = played(400, 7200, 3600).tally(7200);
    expect(later.served).toBeLessThan(all.served * 0.6);
    expect(later.served).toBeGreaterThan(all.served * 0.4);
    expect(later.longestWaitS).toBeLessThanOrEqual(3600);
  });

  it('do not come where the rate is zero', () => {
    expect(played(0, 3600).tally(3600)).toEqual({ served: 0, waitedS: 0, waiting: 0, longestWaitS: 0 });
  });
});
