import { describe, expect, test } from 'vitest';
import { GpxTrack } from '../../src/ingest/gpx-track.ts';
import type { Reading, Sighting } from '../../src/ingest/reading.ts';

function read(text: string): readonly Reading[] {
  const track = new GpxTrack();
  return [...track.push(text), ...track.end()];
}

const sightings = (readings: readonly Reading[]): readonly Sighting[] => readings.flatMap((r) => (r.ok ? [r.sighting] : []));
const refusals = (readings: readonly Reading[]): readonly string[] =>
  readings.flatMap((r) => (r.ok ? [] : [`${r.reason} ${r.detail}`]));
const gpx = (points: string): string =>
  `<?xml version="1.0"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>\n${points}</trkseg></trk></gpx>`;

describe('GPX', () => {
  test('1.0: speed, course and dilution are members of the point', () => {
    const point =
      '<trkpt lat="30.1702" lon="120.2641"><ele>8</ele><time>2024-05-01T12:00:00Z</time><course>2.5</course><speed>16.9</speed><hdop>2</hdop></trkpt>';
    expect(sightings(read(gpx(point)))).toEqual([
      { atMs: 1_714_564_800_000, lat: 30.1702, lon: 120.2641, speedMps: 16.9, headingDeg: 2.5, accuracyM: 5 },
    ]);
  });

  test('1.1: they stand in extensions, under whatever prefix', () => {
    const point =
      '<trkpt lat="30.1702" lon="120.2641"><time>2024-05-01T12:00:00.250Z</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>16.9</gpxtpx:speed><gpxtpx:course>2.5</gpxtpx:course></gpxtpx:TrackPointExtension></extensions></trkpt>';
    expect(sightings(read(gpx(point)))).toMatchObject([{ atMs: 1_714_564_800_250, speedMps: 16.9, headingDeg: 2.5 }]);
  });

  test('the same points come out whatever the pieces the text comes in', () => {
    const text = gpx('<trkpt lat="1" lon="2"><time>2024-05-01T12:00:00Z</time></trkpt><trkpt lat="1" lon="x"/>');
    const track = new GpxTrack();
    expect([...[...text].flatMap((character) => track.push(character)), ...track.end()]).toEqual(read(text));
  });

  test('waypoints and routes are no track', () => {
    expect(read(gpx('<wpt lat="1" lon="2"><time>2024-05-01T12:00:00Z</time></wpt>'))).toEqual([]);
  });

  test.each([
    [gpx('<trkpt lat="1" lon="2"></trkpt>'), /^malformed line 3: the point has no time/],
    [gpx('<trkpt lat="91" lon="2"><time>2024-05-01T12:00:00Z</time></trkpt>'), /^malformed line 3: the point has no place/],
    [gpx('<trkpt lon="2"><time>2024-05-01T12:00:00Z</time></trkpt>'), /^malformed line 3: the point has no place/],
    [gpx('<trkpt lat="1" lon="2"><time>noon</time></trkpt>'), /^malformed line 3: "noon" is no time/],
    [
      gpx('<trkpt lat="1" lon="2"><time>2024-05-01T12:00:00Z</time><speed>fast</speed></trkpt>'),
      /^malformed line 3: speed "fast"/,
    ],
    ['<kml></kml>', /^malformed line 1: is no GPX: it begins with "kml"/],
    ['', /^malformed line 1: is no GPX/],
    ['<gpx><trk></gpx>', /^malformed line 1: is no valid XML/],
    [`<gpx>${'<a>'.repeat(10_000)}`, /^oversized line 1: elements more than 32 deep/],
    [`<gpx ${Array.from({ length: 100 }, (_, i) => `a${i}="1"`).join(' ')}/>`, /^oversized line 1: an element of more than 64/],
  ])('%.60s is refused with its line', (text, expected) => {
    expect(refusals(read(text))).toEqual([expect.stringMatching(expected)]);
  });

  test('points before the place where a file breaks off are given out', () => {
    const whole = gpx('<trkpt lat="1" lon="2"><time>2024-05-01T12:00:00Z</time></trkpt><trkpt lat="1" lon="3"><time>2024');
    const readings = read(whole.slice(0, whole.indexOf('</trkseg>')));
    expect(sightings(readings)).toHaveLength(1);
    expect(refusals(readings)).toEqual([expect.stringMatching(/^malformed line 3: is no valid XML/)]);
  });
});
