import { readTrack } from '../adapters/files/track-file.ts';
import type { IngestRefusal } from '../evidence/event.ts';
import { fixOf, type Motion } from '../ingest/motion.ts';
import { type Unread, unread } from '../ingest/reading.ts';
import { type TrackFormat, trackReader } from '../ingest/track-format.ts';
import type { TrackMapping } from '../ingest/track-mapping.ts';
import type { Datum } from '../location/datum.ts';
import type { PositionFix } from '../location/fix.ts';

export interface Track {
  readonly path: string;
  readonly vehicle: string;
  readonly format: TrackFormat;
  readonly mapping: TrackMapping;
  readonly datum: Datum;
  /** About when it begins, for times that do not state their day or hour. */
  readonly startMs?: number;
}

export type TrackFix = { readonly ok: true; readonly value: PositionFix } | Unread;

/** What is in a track, seen through once. */
export interface TrackSurvey {
  readonly fixes: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly derived: ReadonlySet<string>;
  readonly skipped: ReadonlyMap<IngestRefusal, Skipped>;
}

interface Skipped {
  readonly count: number;
  /** Of the first one. */
  readonly detail: string;
}

/** The fixes of a track in the order of their times; what comes twice or too late is left out with its reason. */
export async function* fixesOfTrack({ path, vehicle, format, mapping, datum, startMs }: Track): AsyncGenerator<TrackFix> {
  let motion: Motion | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  for await (const reading of readTrack(path, trackReader(format, mapping, startMs))) {
    if (!reading.ok) {
      yield reading;
      continue;
    }
    const { sighting } = reading;
    if (sighting.atMs <= lastMs) {
      const at = new Date(sighting.atMs).toISOString();
      yield unread(
        sighting.atMs === lastMs ? 'duplicate' : 'out-of-order',
        `${at}, and a position of that time or later came before`,
      );
      continue;
    }
    lastMs = sighting.atMs;
    const next = fixOf(vehicle, sighting, datum, motion);
    motion = next.motion;
    yield next.fix;
  }
}

export async function surveyTrack(track: Track): Promise<TrackSurvey> {
  let fixes = 0;
  let firstMs = Number.NaN;
  let lastMs = Number.NaN;
  const derived = new Set<string>();
  const skipped = new Map<IngestRefusal, Skipped>();
  for await (const fix of fixesOfTrack(track)) {
    if (fix.ok) {
      if (fixes === 0) firstMs = fix.value.atMs;
      lastMs = fix.value.atMs;
      fixes += 1;
      for (const what of fix.value.derived ?? []) derived.add(what);
    } else {
      const before = skipped.get(fix.reason);
      skipped.set(fix.reason, { count: (before?.count ?? 0) + 1, detail: before?.detail ?? fix.detail });
    }
  }
  return { fixes, firstMs, lastMs, derived, skipped };
}
