import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/ingest/csv-row.ts';
import { CsvTrack } from '../../src/ingest/csv-track.ts';
import type { Reading, Sighting } from '../../src/ingest/reading.ts';
import { decodeTrackMapping, USUAL_MAPPING } from '../../src/ingest/track-mapping.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const ANTHEM = decodeTrackMapping('anthem.yaml', {
  format: 'clearway-track/1',
  start: '2020-01-01T00:00:00Z',
  fields: {
    lat: 'lat',
    lon: 'lon',
    time: { field: 'msOfMinute', unit: 'ms-of-minute' },
    speed: { field: 'speed_mps', unit: 'm/s' },
    heading: 'heading_deg',
  },
});
const ASU = decodeTrackMapping('asu.yaml', {
  format: 'clearway-track/1',
  fields: { lat: 'y_coord', lon: 'x_coord', time: { field: 'time', unit: 'iso' } },
});

function read(text: string, mapping = USUAL_MAPPING): readonly Reading[] {
  const track = new CsvTrack(mapping);
  return [...track.push(text), ...track.end()];
}

const sightings = (readings: readonly Reading[]): readonly Sighting[] => readings.flatMap((r) => (r.ok ? [r.sighting] : []));
const refusals = (readings: readonly Reading[]): readonly string[] =>
  readings.flatMap((r) => (r.ok ? [] : [`${r.reason} ${r.detail}`]));

describe('a table of positions', () => {
  test('the usual columns, in any order, with a byte order mark and quoted cells', () => {
    const text = '\uFEFFlon,lat,time,speed_mps,note\r\n120.2641,30.1702,2024-05-01T12:00:00Z,16.9,"a, ""b"""\r\n';
    expect(sightings(read(text))).toEqual([{ atMs: 1_714_564_800_000, lat: 30.1702, lon: 120.2641, speedMps: 16.9 }]);
  });

  test('the same rows come out whatever the pieces the text comes in', () => {
    const text = 'time,lat,lon\n2024-05-01 12:00:00Z,30,120\n2024-05-01T14:00:01.5+02:00,31,121';
    const whole = read(text);
    expect(sightings(whole).map(({ atMs }) => atMs)).toEqual([1_714_564_800_000, 1_714_564_801_500]);
    const track = new CsvTrack(USUAL_MAPPING);
    expect([...[...text].flatMap((character) => track.push(character)), ...track.end()]).toEqual(whole);
  });

  test('local times without a zone are read by the declared offset, and refused without one', () => {
    const text = 'time,lat,lon\n2024/5/1 20:00:00,30,120\n';
    expect(refusals(read(text))[0]).toMatch(/^malformed line 2: time/);
    const time = { field: 'time', unit: 'iso', utcOffsetH: 8 };
    const china = decodeTrackMapping('x', { format: 'clearway-track/1', fields: { lat: 'lat', lon: 'lon', time } });
    expect(sightings(read(text, china))[0]?.atMs).toBe(1_714_564_800_000);
  });

  test.each([
    ['time,lat\n1,2\n', /^malformed line 1: the header lacks "lon"; it has "time", "lat"/],
    ['', /^malformed the table is empty/],
    ['time,lat,lon\n2024-05-01T12:00:00Z,30\n', /^malformed line 2: 2 cells, the header has 3/],
    ['time,lat,lon\n2024-05-01T12:00:00Z,91,120\n', /^malformed line 2: lat/],
    ['time,lat,lon\n2024-05-01T12:00:00Z,,120\n', /^no-fix line 2: lat is empty/],
    ['time,lat,lon\n2024-02-30T12:00:00Z,30,120\n', /^malformed line 2: time/],
    ['time,lat,lon\n"2024-05-01T12:00:00Z,30,120\n', /^malformed line 2: a quotation mark/],
    [`time,lat,lon\n${'x'.repeat(9000)}\n`, /^oversized line 2/],
  ])('%j is refused with its line', (text, expected) => {
    expect(refusals(read(text))).toEqual([expect.stringMatching(expected)]);
  });

  test('a cell is bare or quoted, never both', () => {
    expect(cellsOf('a, b ,"c,""d",', ',')).toEqual(['a', 'b', 'c,"d', '']);
    expect(cellsOf('a"b', ',')).toBeUndefined();
    expect(cellsOf('"a"b', ',')).toBeUndefined();
    expect(cellsOf('"a', ',')).toBeUndefined();
  });

  test('a mapping with faults names them all', () => {
    const faults = (): unknown =>
      decodeTrackMapping('m.yaml', { format: 'clearway-track/1', datum: 'bd-09', fields: { lat: '' } });
    expect(faults).toThrow(InputFaults);
    expect(faults).toThrow(/datum[\s\S]*fields.lat[\s\S]*fields.lon[\s\S]*fields.time/);
  });
});

describeWith([{ path: '../shared/data/gps/anthem/full-loop-10hz.csv' }], 'recorded tracks', () => {
  const text = (path: string): string => readFileSync(fromRoot(`../shared/data/gps/${path}`), 'utf8');

  test('basic safety messages with a minute clock: 7027 positions over twelve turns of the minute', () => {
    const readings = read(text('anthem/full-loop-10hz.csv'), ANTHEM);
    expect(refusals(readings)).toEqual([]);
    const times = sightings(readings).map(({ atMs }) => atMs);
    expect(times).toHaveLength(7027);
    expect(times.every((atMs, i) => i === 0 || atMs >= times[i - 1]!)).toBe(true);
    const minutes = (times.at(-1)! - times[0]!) / 60_000;
    expect(minutes).toBeGreaterThan(11);
    expect(minutes).toBeLessThan(13);
  });

  test('a phone trace with two columns named time, and no speed', () => {
    const readings = read(text('asu/trace.csv'), ASU);
    expect(refusals(readings)).toEqual([]);
    expect(sightings(readings)).toHaveLength(53);
    expect(sightings(readings)[0]).toEqual({ atMs: Date.parse('2008-09-26T00:16:40Z'), lat: 33.4152454, lon: -111.9385856 });
  });
});
