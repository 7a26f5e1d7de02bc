import { randomStream } from '../../src/kernel/random.ts';
import { type MatchState, matchFix } from '../../src/location/matcher.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { Trip } from './driven.ts';
import { receive } from './receiver.ts';

/** How fast fixes are matched on one core, routes given. */
export interface SpeedFigures {
  readonly fixes: number;
  /** First fix after the network was read: the plane and its grid are built by it. */
  readonly firstFixMs: number;
  /** By sigma, metres; per second of processor time, which other work on the machine does not shorten. */
  readonly fixesPerS: Readonly<Record<string, number>>;
}

const TIMED_TRIPS = 100;
const REPETITIONS = 3;

/** The best of three passes over up to a hundred trips, per sigma; nothing but `matchFix` is timed. */
export function measureSpeed(index: RoadIndex, trips: readonly Trip[]): SpeedFigures {
  const timed = trips.slice(0, TIMED_TRIPS);
  const fixesPerS: Record<string, number> = {};
  let fixes = 0;
  let firstFixMs = Number.NaN;
  for (const sigmaM of [5, 15, 30]) {
    const received = timed.map((trip) => {
      const stream = randomStream(trip.seed, `speed/${sigmaM}`);
      return {
        links: trip.planned,
        fixes: receive(index, trip, { sigmaM, kind: 'white', gapS: 0 }, stream).map(({ fix }) => fix),
      };
    });
    if (Number.isNaN(firstFixMs))
      firstFixMs = elapsedMs(() => matchFix(index, undefined, received[0]!.fixes[0]!, received[0]!.fixes[0]!.atMs, []));
    fixes = received.reduce((sum, one) => sum + one.fixes.length, 0);
    let bestMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < REPETITIONS; i++) {
      bestMs = Math.min(
        bestMs,
        elapsedMs(() => {
          for (const one of received) {
            let state: MatchState | undefined;
            for (const fix of one.fixes) state = matchFix(index, state, fix, fix.atMs, one.links).state;
          }
        }),
      );
    }
    fixesPerS[`${sigmaM}`] = (1000 * fixes) / bestMs;
  }
  return { fixes, firstFixMs, fixesPerS };
}

/** Of this process; single-threaded but for the collector, whose threads count too. */
function elapsedMs(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
