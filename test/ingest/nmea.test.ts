import { describe, expect, test } from 'vitest';
import { checksumOf } from '../../src/ingest/nmea-sentence.ts';
import { NmeaTrack } from '../../src/ingest/nmea-track.ts';
import type { Reading, Sighting } from '../../src/ingest/reading.ts';

const sentence = (body: string): string => `$${body}*${checksumOf(body)}`;
const at = (text: string): number => Date.parse(text);

function read(lines: readonly string[], startMs?: number): readonly Reading[] {
  const track = new NmeaTrack(startMs);
  return [...track.push(lines.map((line) => `${line}\r\n`).join('')), ...track.end()];
}

const reasons = (readings: readonly Reading[]): readonly string[] => readings.flatMap((r) => (r.ok ? [] : [r.reason]));
const sightings = (readings: readonly Reading[]): readonly Sighting[] => readings.flatMap((r) => (r.ok ? [r.sighting] : []));
const rmc = (time: string, date = '230394', status = 'A', talker = 'GP'): string =>
  sentence(`${talker}RMC,${time},${status},4807.038,N,01131.000,E,022.4,084.4,${date},003.1,W`);
const gga = (time: string, quality = '1', hdop = '0.9'): string =>
  sentence(`GPGGA,${time},4807.038,N,01131.000,E,${quality},08,${hdop},545.4,M,46.9,M,,`);
const vtg = sentence('GPVTG,084.4,T,077.8,M,022.4,N,041.5,K');

describe('NMEA 0183', () => {
  test('the examples of the standard: place, knots, course, time, and their printed checksums', () => {
    const [fix] = sightings(
      read([
        '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A',
        '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47',
      ]),
    );
    expect(fix).toMatchObject({ atMs: at('1994-03-23T12:35:19Z'), headingDeg: 84.4, accuracyM: 4 });
    expect(fix?.lat).toBeCloseTo(48.1173, 10);
    expect(fix?.lon).toBeCloseTo(11 + 31 / 60, 10);
    expect(fix?.speedMps).toBeCloseTo(11.52356, 4);
  });

  test('one position per epoch, given out with the epoch-ending sentence once the order is known', () => {
    const track = new NmeaTrack();
    const given = [rmc('120000'), gga('120000'), vtg, rmc('120001'), gga('120001'), vtg, rmc('120002'), gga('120002'), vtg].map(
      (line) => track.push(`${line}\n`).length,
    );
    expect(given).toEqual([0, 0, 0, 1, 0, 1, 0, 0, 1]);
    expect(track.end()).toEqual([]);
  });

  test('an epoch whose last sentence was lost is given out when the next one begins, and none is given out twice', () => {
    const readings = read([
      rmc('120000'),
      gga('120000'),
      rmc('120001'),
      rmc('120002'),
      gga('120002'),
      rmc('120003'),
      gga('120003'),
    ]);
    expect(sightings(readings).map(({ atMs }) => new Date(atMs).getUTCSeconds())).toEqual([0, 1, 2, 3]);
  });

  test('accuracy is 2.5 times the dilution, at least 4 m; without GGA it is left out', () => {
    expect(sightings(read([gga('120000', '1', '3.2')], at('2024-05-01T12:00:00Z')))[0]?.accuracyM).toBe(8);
    expect(sightings(read([rmc('120000')]))[0]).not.toHaveProperty('accuracyM');
  });

  test.each(['GP', 'GN', 'BD', 'GB', 'GL', 'GA'])('talker %s is read', (talker) => {
    expect(sightings(read([rmc('120000', '010524', 'A', talker)]))).toHaveLength(1);
  });

  test('sentences about something else say nothing; a position of another kind of instrument is refused', () => {
    expect(read([sentence('GPGSV,3,1,11,03,03,111,00'), sentence('HCHDG,101.1,,,7.1,W')])).toEqual([]);
    expect(reasons(read([rmc('120000', '010524', 'A', 'II')]))).toEqual(['malformed']);
  });

  test.each([
    ['missing', '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W'],
    ['wrong', '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6B'],
    ['of half a line', '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4*6A'],
  ])('a checksum that is %s is refused', (_, line) => {
    expect(reasons(read([line]))).toEqual(['bad-checksum']);
  });

  test.each([
    ['status V', [rmc('120000', '010524', 'V')]],
    ['quality 0', [gga('120000', '0')]],
    ['a simulator', [gga('120000', '8')]],
    ['status V and no time', [sentence('GPRMC,,V,,,,,,,,,,N')]],
    ['RMC and GGA of one epoch', [sentence('GPRMC,120000,V,,,,,,,010524,,,N'), sentence('GPGGA,120000,,,,,0,00,,,M,,M,,')]],
  ])('no fix, by %s, is refused once', (_, lines) => {
    expect(reasons(read(lines))).toEqual(['no-fix']);
  });

  test('midnight passes when only a time of day is given', () => {
    const times = sightings(read([rmc('235958', '311223'), gga('235959'), gga('000000'), gga('000001')])).map(({ atMs }) => atMs);
    const first = at('2023-12-31T23:59:58Z');
    expect(times).toEqual([first, first + 1000, first + 2000, first + 3000]);
  });

  test('a time of day alone is refused until a date is known', () => {
    expect(reasons(read([gga('120000'), gga('120001')]))).toEqual(['no-date', 'no-date']);
  });

  test.each([
    ['010100', '2000-01-01T12:00:00Z'],
    ['010179', '2079-01-01T12:00:00Z'],
    ['060180', '1980-01-06T12:00:00Z'],
  ])('date %s is %s', (date, text) => {
    expect(sightings(read([rmc('120000', date)]))[0]?.atMs).toBe(at(text));
  });

  test.each([
    ['GPRMC,120000,A,4860.000,N,01131.000,E,022.4,084.4,010524,,'],
    ['GPRMC,120000,A,9107.038,N,01131.000,E,022.4,084.4,010524,,'],
    ['GPRMC,120000,A,4807.038,X,01131.000,E,022.4,084.4,010524,,'],
    ['GPRMC,126000,A,4807.038,N,01131.000,E,022.4,084.4,010524,,'],
    ['GPRMC,120000,A,4807.038,N,01131.000,E,-22.4,084.4,010524,,'],
    ['GPRMC,120000,A,4807.038,N,01131.000,E,022.4,384.4,010524,,'],
    ['GPRMC,120000,A,4807.038,N,01131.000,E,022.4,084.4,310224,,'],
    ['GPGGA,120000,4807.038,N,01131.000,E,x,08,0.9,545.4,M,46.9,M,,'],
    ['GPGGA,120000,4807.038,N,01131.000,E,1,08,-1,545.4,M,46.9,M,,'],
    ['GPVTG,400,T,,M,1,N,1,K'],
    ['gprmc'],
  ])('%s is malformed', (body) => {
    expect(reasons(read([sentence(body)]))).toEqual(['malformed']);
  });

  test('the southern and western hemispheres are negative', () => {
    const body = 'GNRMC,120000.00,A,3351.000,S,15112.000,W,0.0,,010524,,,A';
    expect(sightings(read([sentence(body)]))[0]).toMatchObject({ lat: -33.85, lon: -151.2, speedMps: 0 });
  });
});
