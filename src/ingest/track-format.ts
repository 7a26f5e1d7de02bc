import { CsvTrack } from './csv-track.ts';
import { GpxTrack } from './gpx-track.ts';
import { NmeaTrack } from './nmea-track.ts';
import type { TrackReader } from './reading.ts';
import type { TrackMapping } from './track-mapping.ts';

export const TRACK_FORMATS = ['nmea', 'gpx', 'csv'] as const;
export type TrackFormat = (typeof TRACK_FORMATS)[number];

/** What a file is by its name; undefined when the name does not say. */
export function formatOfName(path: string): TrackFormat | undefined {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  if (extension === 'gpx') return 'gpx';
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  return extension === 'nmea' || extension === 'nma' ? 'nmea' : undefined;
}

/** `startMs`: about when the track begins, for times that do not state their day or hour. */
export function trackReader(format: TrackFormat, mapping: TrackMapping, startMs: number | undefined): TrackReader {
  switch (format) {
    case 'gpx':
      return new GpxTrack();
    case 'nmea':
      return new NmeaTrack(startMs);
    case 'csv':
      return new CsvTrack(mapping, startMs);
  }
}
