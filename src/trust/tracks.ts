import { canFollow, isStraightOn, type TrackPoint } from './track.ts';

/** The tracks that go on under one identity: the main one, and at most one beside it. Plain data. */
export interface Tracks {
  /** The last minute, oldest first. */
  readonly main: readonly TrackPoint[];
  readonly beside?: BesideTrack;
}

interface BesideTrack {
  readonly last: TrackPoint;
  readonly points: number;
  /** The main track has been heard since. */
  readonly mainSince: boolean;
}

export type Followed = {
  readonly kind: 'continued' | 'strayed' | 'alternated' | 'moved-over' | 'repeated';
  readonly tracks: Tracks;
};

const WINDOW_MS = 60_000;
/** Little is known of how a vehicle drove through a longer silence. */
const GAP_MS = 6_000;
/** A point beside the main track stands for a track for so long. */
const BESIDE_MS = 20_000;
/** So many points in a row beside the main track are where the vehicle now is said to be. */
const MOVED_OVER_POINTS = 3;

/**
 * Puts a point to the track that it can belong to. Noise throws single points aside (`strayed`); points of two vehicles take turns
 * (`alternated`); a track that is taken over by another ends, and the other becomes the main one (`moved-over`).
 */
export function followTracks(tracks: Tracks, point: TrackPoint): Followed {
  const last = tracks.main.at(-1);
  if (last === undefined) return { kind: 'continued', tracks: { main: [point] } };
  const isNewer = point.atMs > last.atMs;
  if (canFollow(last, point)) {
    if (!isNewer) return { kind: 'repeated', tracks };
    const { beside } = tracks;
    const kept =
      beside !== undefined && point.atMs - beside.last.atMs <= BESIDE_MS ? { beside: { ...beside, mainSince: true } } : {};
    return { kind: 'continued', tracks: { main: lengthened(tracks.main, point), ...kept } };
  }
  const { beside } = tracks;
  const isNewTrack = beside === undefined || point.atMs - beside.last.atMs > BESIDE_MS || !canFollow(beside.last, point);
  if (isNewTrack) return { kind: 'strayed', tracks: { ...tracks, beside: { last: point, points: 1, mainSince: false } } };
  if (beside.mainSince)
    return { kind: 'alternated', tracks: { ...tracks, beside: { last: point, points: 1, mainSince: false } } };
  const points = beside.points + 1;
  if (points < MOVED_OVER_POINTS)
    return { kind: 'strayed', tracks: { ...tracks, beside: { last: point, points, mainSince: false } } };
  const before = tracks.main
    .slice(0, -1)
    .slice(-2)
    .filter((point0) => isStraightOn(point0, point))
    .at(-1);
  if (before !== undefined) return { kind: 'strayed', tracks: { main: [...upTo(tracks.main, before), point] } };
  // Just begun, after a silence, it may have begun with a point thrown aside.
  if (tracks.main.length < MOVED_OVER_POINTS) return { kind: 'strayed', tracks: { main: [point] } };
  return { kind: 'moved-over', tracks: { main: [point], beside: { last, points: 1, mainSince: false } } };
}

/** The point taken last may itself have been thrown aside; the track then goes on from the one before. */
function upTo(main: readonly TrackPoint[], last: TrackPoint): readonly TrackPoint[] {
  return main.slice(0, main.indexOf(last) + 1);
}

function lengthened(main: readonly TrackPoint[], point: TrackPoint): readonly TrackPoint[] {
  const last = main.at(-1);
  if (last !== undefined && point.atMs - last.atMs > GAP_MS) return [point];
  return [...main.filter(({ atMs }) => point.atMs - atMs <= WINDOW_MS), point];
}
