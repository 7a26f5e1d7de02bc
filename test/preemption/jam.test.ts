import { describe, expect, it } from 'vitest';
import { isJammed, type StopForecast } from '../../src/preemption/forecast.ts';

function bar(clearS: number, drivingS: number): StopForecast {
  return { clearS, drivingS } as StopForecast;
}

describe('a jam', () => {
  it('is there when those ahead take long to cross a stop bar, and most of the time in which it could be driven to', () => {
    expect(isJammed([bar(20, 30), bar(80, 60)], false)).toBe(true);
    expect(isJammed([bar(30, 20)], false)).toBe(false);
    expect(isJammed([bar(80, 150)], false)).toBe(false);
  });

  it('given queues about the limit, then it does not come and go with every second', () => {
    const wavering = [61, 58, 61, 58, 57, 61].map((clearS) => [bar(clearS, 60)]);
    let jammed = false;
    const told = wavering.map((forecast) => {
      jammed = isJammed(forecast, jammed);
      return jammed;
    });
    expect(told).toEqual(wavering.map(() => true));
    expect(isJammed([bar(35, 60)], true)).toBe(false);
  });
});
