import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../src/kernel/random.ts';
import { type ClockReading, readClock, type VehicleClock } from '../../src/location/vehicle-clock.ts';

const START_MS = 1_700_000_000_000;

/** One fix a second from a vehicle whose clock is `offsetMs(second)` ahead of ours, received after `delayMs(second)`. */
function drive(
  seconds: number,
  offsetMs: (s: number) => number,
  { from, fromS = 0, delayMs = () => 200 }: { from?: VehicleClock; fromS?: number; delayMs?: (s: number) => number } = {},
): (ClockReading & { readonly trueMs: number })[] {
  let clock = from;
  return Array.from({ length: seconds }, (_, i) => {
    const s = fromS + i;
    const trueMs = START_MS + 1000 * s;
    const reading = readClock(clock, trueMs + offsetMs(s), trueMs + delayMs(s));
    clock = reading.clock;
    return { ...reading, trueMs };
  });
}

const settledAtS = (readings: readonly ClockReading[]): readonly number[] =>
  readings.flatMap(({ isSettled }, s) => (isSettled ? [s] : []));
const errorMs = ({ atMs, trueMs }: { atMs: number; trueMs: number }): number => atMs - trueMs;

describe('the clock of a vehicle', () => {
  test('a clock that is right, with delays from 50 ms to 5 s, is left as it is', () => {
    const random = randomStream(1);
    const readings = drive(300, () => 0, { delayMs: () => Math.round(50 + 4900 * random.next()) });
    expect(readings.every((reading) => errorMs(reading) === 0 && !reading.isSettled)).toBe(true);
  });

  test.each([
    ['40 s slow', -40_000],
    ['40 s fast', 40_000],
    ['an hour fast, the wrong zone', 3_600_000],
    ['eight hours slow, the wrong zone', -28_800_000],
  ])('%s: believed at the fifth fix, and right to the least delay from then on', (_, offsetMs) => {
    const readings = drive(60, () => offsetMs);
    expect(settledAtS(readings)).toEqual([4]);
    expect(
      readings
        .slice(4)
        .map(errorMs)
        .every((ms) => ms >= 0 && ms <= 400),
    ).toBe(true);
  });

  test('a day old is no wrong zone: never corrected', () => {
    expect(settledAtS(drive(120, () => -86_400_000))).toEqual([]);
  });

  test('jitter of the network does not move a settled clock by more than the jitter of its least delays', () => {
    const random = randomStream(7);
    const readings = drive(600, () => -40_000, { delayMs: (s) => Math.round(100 + (s < 5 ? 0 : 1800) * random.next()) });
    expect(settledAtS(readings)).toEqual([4]);
    const errors = readings.slice(5).map(errorMs);
    expect(Math.max(...errors) - Math.min(...errors)).toBeLessThanOrEqual(500);
  });

  test('drift of 5 ms a second is followed', () => {
    const readings = drive(3600, (s) => -40_000 - 5 * s);
    expect(settledAtS(readings)).toEqual([4]);
    expect(
      readings
        .slice(4)
        .map(errorMs)
        .every((ms) => Math.abs(ms) <= 500),
    ).toBe(true);
  });

  test('a step to newer times is followed after five fixes, one to older times after 30 s without a fix that fits', () => {
    const newer = drive(60, (s) => (s < 20 ? -40_000 : -10_000));
    expect(settledAtS(newer)).toEqual([4, 24]);
    const older = drive(90, (s) => (s < 20 ? -40_000 : -100_000));
    expect(settledAtS(older)).toEqual([4, 50]);
  });

  test('a clock that is set right is taken for right after five fixes', () => {
    const readings = drive(40, (s) => (s < 20 ? 40_000 : 0));
    expect(settledAtS(readings)).toEqual([4, 24]);
    expect(readings.at(-1)?.clock.correctionMs).toBe(0);
  });

  test('a backlog sent in one go is not a clock', () => {
    const readings = drive(60, () => 0, { delayMs: (s) => (60 - s) * 1000 });
    expect(settledAtS(readings)).toEqual([]);
  });
});

describe('old fixes sent again', () => {
  /** The vehicle's own fixes and, half a second later each, those of `ageS` ago. */
  function replayed(seconds: number, ageS: number, from?: VehicleClock): readonly ClockReading[] {
    let clock = from;
    return Array.from({ length: seconds }, (_, s) => {
      const nowMs = START_MS + 1000 * s;
      const own = readClock(clock, nowMs - 200, nowMs);
      const old = readClock(own.clock, nowMs + 500 - 1000 * ageS, nowMs + 500);
      clock = old.clock;
      return [own, old];
    }).flat();
  }

  test('are never believed beside the vehicle itself', () => {
    expect(settledAtS(replayed(600, 60))).toEqual([]);
  });

  test('do not lock out a vehicle whose clock is right when they came first', () => {
    const fooled = drive(10, () => -60_000).at(-1)!.clock;
    expect(fooled.correctionMs).toBeGreaterThan(0);
    const readings = replayed(20, 60, fooled);
    expect(readings.at(-1)?.clock.correctionMs).toBe(0);
    expect(settledAtS(readings)).toHaveLength(1);
  });
});

test('whatever times come, the state stays small, finite and survives JSON with the same continuation', () => {
  const times = fc.oneof(fc.double(), fc.integer({ min: START_MS - 100_000, max: START_MS + 100_000 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(times, fc.nat({ max: 5000 })), { maxLength: 60 }), (fixes) => {
      let clock: VehicleClock | undefined;
      let nowMs = START_MS;
      for (const [atMs, afterMs] of fixes) {
        nowMs += afterMs;
        const reading = readClock(clock, atMs, nowMs);
        const revived = clock === undefined ? undefined : (JSON.parse(JSON.stringify(clock)) as VehicleClock);
        expect(readClock(revived, atMs, nowMs)).toEqual(reading);
        clock = reading.clock;
        expect(Math.abs(clock.correctionMs)).toBeLessThan(16 * 3_600_000);
        expect(JSON.stringify(clock).length).toBeLessThan(400);
      }
    }),
  );
});
