/** Where the shells get the time from; nothing below them asks. */
export interface Clock {
  /** Epoch milliseconds, a whole number. */
  nowMs(): number;
}

/** For trials: all programs of a city that are given the same speed agree on the time without speaking to each other. */
const SCALED_FROM_MS = Date.UTC(2000, 0, 1);

/** The machine's clock; at another speed than 1, time since the year 2000 runs so much faster. */
export function wallClock(speed = 1): Clock {
  return {
    nowMs: () => (speed === 1 ? Date.now() : Math.round(SCALED_FROM_MS + (Date.now() - SCALED_FROM_MS) * speed)),
  };
}
