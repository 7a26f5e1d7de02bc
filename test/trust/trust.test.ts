import { describe, expect, it } from 'vitest';
import { fixOf, type Motion } from '../../src/ingest/motion.ts';
import { randomStream } from '../../src/kernel/random.ts';
import { pointAt } from '../../src/roadnet/geometry.ts';
import type { TrackPoint } from '../../src/trust/track.ts';
import { NEW_TRUST, observe, type RoadFit, type Trust } from '../../src/trust/trust.ts';

const FITS: RoadFit = { isOffRoad: false, drivesAway: false };
const START = { lat: 30.16, lon: 120.265 };
const SIGMA_M = 5;

/** One point a second of a drive northward, from `fromS` on, with white noise; `along` says how far it has come by then. */
function driveNorth(seconds: number, { fromS = 0, seed = 1, along = (s: number) => 14 * s, mps = 14 } = {}): TrackPoint[] {
  const random = randomStream(seed);
  return Array.from({ length: seconds }, (_, i) => {
    const s = fromS + i;
    const true_ = pointAt(START, 0, along(s));
    const { lat, lon } = pointAt(true_, random.uniform(0, 360), Math.abs(random.normal(0, SIGMA_M)));
    return { atMs: s * 1000, lat, lon, speedMps: mps + random.normal(0, 0.3), headingDeg: 0, sigmaM: SIGMA_M };
  });
}

/** A minute at a constant speed without noise, with a corner of 90 degrees to the right, taken within two seconds, every so often. */
function turnEvery(seconds: number, mps: number): TrackPoint[] {
  let at = START;
  return Array.from({ length: 60 }, (_, i) => {
    const corner = Math.floor(i / seconds);
    const headingDeg = (90 * corner - (i % seconds === 0 && corner > 0 ? 45 : 0)) % 360;
    at = pointAt(at, headingDeg, mps);
    return { atMs: i * 1000, ...at, speedMps: mps, headingDeg, sigmaM: SIGMA_M };
  });
}

function trustAfter(points: readonly TrackPoint[], fit = FITS, before: Trust = NEW_TRUST): Trust {
  return points.reduce((trust, point) => observe(trust, point, fit), before);
}

function reasonAfter(points: readonly TrackPoint[], fit = FITS): string | undefined {
  return trustAfter(points, fit).suspect?.reason;
}

describe('an honest vehicle is believed', () => {
  it('through noise, a silence of half a minute and positions thrown 80 m aside now and then', () => {
    const points = driveNorth(600)
      .filter(({ atMs }) => atMs < 200_000 || atMs > 230_000)
      .map((point, i) => (i % 97 === 50 ? { ...point, ...pointAt(point, 90, 80) } : point));
    let trust: Trust = NEW_TRUST;
    for (const point of points) {
      trust = observe(trust, point, FITS);
      expect(trust.suspect).toBeUndefined();
    }
  });

  it('standing at a red light with a receiver whose course turns round and round', () => {
    const points = driveNorth(120, { along: () => 0, mps: 0 }).map((point, i) => ({
      ...point,
      speedMps: 0.3,
      headingDeg: (i * 77) % 360,
    }));
    expect(reasonAfter(points)).toBeUndefined();
  });

  it('braking hard for a car that pulls out', () => {
    const points = driveNorth(30).map((point, i) => (i < 20 ? point : { ...point, speedMps: Math.max(0, 14 - 8 * (i - 19)) }));
    expect(reasonAfter(points.slice(0, 24))).toBeUndefined();
  });

  it('at 90 km/h where 50 is allowed, and for two seconds faster than that on a ramp', () => {
    const fast = driveNorth(120, { along: (s) => 25 * s, mps: 25 });
    expect(reasonAfter(fast, { ...FITS, limitMps: 13.9 })).toBeUndefined();
    const before = trustAfter(fast, { ...FITS, limitMps: 27.8 });
    const ramp = driveNorth(2, { fromS: 120, along: (s) => 25 * s, mps: 25 });
    expect(trustAfter(ramp, { ...FITS, limitMps: 8 }, before).suspect).toBeUndefined();
  });

  it('given a receiver that loses its speed for two seconds and finds it again', () => {
    const points = driveNorth(60, { along: (s) => 20 * s, mps: 20 });
    expect(reasonAfter(points.map((point, i) => (i === 30 || i === 31 ? { ...point, speedMps: 4 } : point)))).toBeUndefined();
  });

  it('rounding corners at 8 m/s', () => {
    expect(reasonAfter(turnEvery(20, 8))).toBeUndefined();
  });

  it('on a report that is delivered twice', () => {
    expect(reasonAfter(driveNorth(60).flatMap((point) => [point, point]))).toBeUndefined();
  });
});

describe('a vehicle is not believed', () => {
  it.each([
    ['implausible-jump', driveNorth(40, { along: (s) => (s < 30 ? 14 * s : 14 * s + 400) })],
    ['speed-contradicts-distance', driveNorth(60).map((point) => ({ ...point, speedMps: point.speedMps * 2 }))],
    ['speed-contradicts-distance', driveNorth(60).map((point) => ({ ...point, speedMps: point.speedMps / 2 }))],
    ['heading-contradicts-movement', driveNorth(60).map((point) => ({ ...point, headingDeg: 180 }))],
    ['frozen-position', driveNorth(60).map((point) => ({ ...point, ...START }))],
    ['implausible-acceleration', driveNorth(60).map((point, i) => ({ ...point, speedMps: i % 2 === 0 ? 4 : 24 }))],
  ])('%s', (reason, points) => {
    expect(reasonAfter(points)).toBe(reason);
  });

  it.each([
    [40, 16.7],
    [25, 5.6],
    [49, 33],
  ])(
    'too-fast: at %d m/s, kept up for six seconds, where %d is the limit, and without a limit only above 45',
    (mps, limitMps) => {
      const points = driveNorth(12, { along: (s) => mps * s, mps });
      expect(trustAfter(points.slice(0, 3), { ...FITS, limitMps }).suspect).toBeUndefined();
      expect(reasonAfter(points, { ...FITS, limitMps })).toBe('too-fast');
      expect(reasonAfter(points)).toBe(mps > 45 ? 'too-fast' : undefined);
    },
  );

  it('too-fast: through the second corner that it takes at 25 m/s', () => {
    const points = turnEvery(15, 25);
    expect(reasonAfter(points.slice(0, 25))).toBeUndefined();
    expect(reasonAfter(points)).toBe('too-fast');
  });

  it('implausible-acceleration: from 13 to 40 m/s in a second, and kept up', () => {
    const along = (s: number) => (s < 30 ? 13 * s : 390 + 40 * (s - 30));
    const points = driveNorth(36, { along, mps: 13 }).map((p, i) => (i < 30 ? p : { ...p, speedMps: p.speedMps + 27 }));
    expect(reasonAfter(points.slice(0, 31))).toBeUndefined();
    expect(reasonAfter(points)).toBe('implausible-acceleration');
  });

  it('implausible-jump: where no vehicle drives to in the time of a silence', () => {
    const before = trustAfter(driveNorth(60));
    const again = driveNorth(1, { fromS: 91 });
    expect(trustAfter(again, FITS, before).suspect).toBeUndefined();
    expect(trustAfter(again, { ...FITS, isOutOfReach: true }, before).suspect?.reason).toBe('implausible-jump');
  });

  it('two-tracks: when a second one, 200 m behind, sends in turn with it', () => {
    const behind = driveNorth(40, { seed: 2, along: (s) => 14 * s - 200 }).map((p) => ({ ...p, atMs: p.atMs + 500 }));
    const both = [...driveNorth(40), ...behind].sort((a, b) => a.atMs - b.atMs);
    expect(reasonAfter(both)).toBe('two-tracks');
  });

  it('replayed-track: when its positions of two minutes ago come once more, led up to by a drive back', () => {
    const there = driveNorth(60);
    const back = driveNorth(60, { fromS: 60, seed: 3, along: (s) => 14 * (120 - s) }).map((p) => ({ ...p, headingDeg: 180 }));
    const again = there.map((point) => ({ ...point, atMs: point.atMs + 120_000 }));
    const before = trustAfter([...there, ...back]);
    expect(before.suspect).toBeUndefined();
    expect(trustAfter(again, FITS, before).suspect?.reason).toBe('replayed-track');
  });

  it('off-road: when no road has been near for ten seconds', () => {
    expect(reasonAfter(driveNorth(5), { ...FITS, isOffRoad: true })).toBeUndefined();
    expect(reasonAfter(driveNorth(12), { ...FITS, isOffRoad: true })).toBe('off-road');
  });
});

/** The same drive from a source that states neither speed nor course. */
function unstated(points: readonly TrackPoint[]): TrackPoint[] {
  let motion: Motion | undefined;
  return points.flatMap(({ atMs, lat, lon, sigmaM }) => {
    const read = fixOf('AMB-1', { atMs, lat, lon, accuracyM: sigmaM }, 'wgs-84', motion);
    motion = read.motion;
    if (!read.fix.ok) return [];
    const { speedMps, headingDeg, derived } = read.fix.value;
    return [{ atMs, lat, lon, sigmaM, speedMps, headingDeg, ...(derived === undefined ? {} : { derived }) }];
  });
}

describe('a vehicle that does not state its speed', () => {
  const noisy = (points: readonly TrackPoint[], sigmaM: number, seed = 9): TrackPoint[] => {
    const random = randomStream(seed);
    return points.map((p) => ({ ...p, sigmaM, ...pointAt(p, random.uniform(0, 360), Math.abs(random.normal(0, sigmaM))) }));
  };

  it.each([5, 10, 15])('is believed through ten minutes of noise of %d m, driving and standing', (sigmaM) => {
    const along = (s: number) => 14 * Math.min(s, 300);
    expect(reasonAfter(unstated(noisy(driveNorth(600, { along }), sigmaM)))).toBeUndefined();
  });

  it('is not, where its positions are farther apart over ten seconds than anybody drives there', () => {
    const points = driveNorth(60, { along: (s) => (s < 20 ? 14 * s : 280 + 40 * (s - 20)) });
    expect(reasonAfter(unstated(points), { ...FITS, limitMps: 13.9 })).toBe('too-fast');
  });

  it.each([
    ['implausible-jump', driveNorth(40, { along: (s) => (s < 30 ? 14 * s : 14 * s + 400) })],
    [
      'two-tracks',
      [
        ...driveNorth(40),
        ...driveNorth(40, { seed: 2, along: (s) => 14 * s - 200 }).map((p) => ({ ...p, atMs: p.atMs + 500 })),
      ].sort((a, b) => a.atMs - b.atMs),
    ],
  ])('is not, where its positions alone contradict each other: %s', (reason, points) => {
    expect(reasonAfter(unstated(points))).toBe(reason);
  });
});

describe('a suspect', () => {
  it('is believed again when nothing has spoken against it for half a minute, not before', () => {
    const suspect = trustAfter(driveNorth(36, { along: (s) => (s < 30 ? 14 * s : 14 * s + 400) }));
    const goingOn = (seconds: number) => driveNorth(seconds, { fromS: 36, seed: 4, along: (s) => 14 * s + 400 });
    expect(trustAfter(goingOn(20), FITS, suspect).suspect).toBeDefined();
    expect(trustAfter(goingOn(70), FITS, suspect).suspect).toBeUndefined();
  });

  it('keeps a bounded memory', () => {
    const trust = trustAfter(driveNorth(3000));
    expect(trust.prints.length).toBeLessThanOrEqual(1200);
    expect(trust.tracks.main.length).toBeLessThanOrEqual(61);
  });
});
