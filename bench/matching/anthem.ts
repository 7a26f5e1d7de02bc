import { readFileSync } from 'node:fs';
import { DEGREE_M, type LatLon } from '../../src/roadnet/geometry.ts';
import { dataPath } from '../cases.ts';
import { quantile } from '../statistics/spread.ts';
import { parseCsv } from './csv.ts';

export const ANTHEM_CREDIT = 'anthem: vehicle positions decoded from basic safety messages, mmitss-az; Apache-2.0';
export const ANTHEM_TRACES = ['speedway-10hz', 'full-loop-10hz'] as const;

const MINUTE_MS = 60_000;

/** What a recorded trace says of itself, without any road. */
export interface TraceFigures {
  readonly name: string;
  readonly messages: number;
  /** The same position of the same time, sent again. */
  readonly repeated: number;
  /** Silences of more than a second. */
  readonly silences: number;
  readonly longestSilenceS: number;
  /** How far a position lies from where speed and heading of the one before lead within a second, metres: median and 95 %. */
  readonly driftP50M: number;
  readonly driftP95M: number;
  /** `[lon, lat]`, a part for every stretch without a silence. */
  readonly parts: readonly (readonly (readonly [number, number])[])[];
}

interface Message extends LatLon {
  readonly atMs: number;
  readonly speedMps: number;
  readonly headingDeg: number;
}

/** Reads a trace. Its time is the millisecond of the minute: a smaller one than before is of the next minute. */
export function readTrace(name: string): TraceFigures {
  let [minuteMs, lastMs] = [0, 0];
  const all = parseCsv(readFileSync(dataPath(`gps/anthem/${name}.csv`), 'utf8')).map((row): Message => {
    const [ofMinuteMs, lat, lon, speedMps, headingDeg] = ['msOfMinute', 'lat', 'lon', 'speed_mps', 'heading_deg'].map((column) =>
      Number(row.get(column)),
    ) as [number, number, number, number, number];
    if (ofMinuteMs < lastMs - MINUTE_MS / 2) minuteMs += MINUTE_MS;
    lastMs = ofMinuteMs;
    return { atMs: minuteMs + ofMinuteMs, lat, lon, speedMps, headingDeg };
  });
  const messages = all.filter((one, i) => i === 0 || one.atMs > all[i - 1]!.atMs);
  const gapsS = messages.slice(1).map((one, i) => (one.atMs - messages[i]!.atMs) / 1000);
  const silences = gapsS.filter((seconds) => seconds > 1);
  const drifts = messages.flatMap((from, i) => {
    const to = messages.slice(i + 1, i + 15).find((later) => later.atMs >= from.atMs + 1000);
    return to === undefined || to.atMs > from.atMs + 1200 || from.speedMps < 2 ? [] : [driftM(from, to)];
  });
  return {
    name,
    messages: all.length,
    repeated: all.length - messages.length,
    silences: silences.length,
    longestSilenceS: Math.max(0, ...gapsS),
    driftP50M: quantile(drifts, 0.5),
    driftP95M: quantile(drifts, 0.95),
    parts: partsOf(messages),
  };
}

function partsOf(messages: readonly Message[]): (readonly [number, number])[][] {
  const parts: (readonly [number, number])[][] = [];
  messages.forEach(({ atMs, lon, lat }, i) => {
    const before = messages[i - 1];
    if (before === undefined || atMs - before.atMs > 1000) parts.push([]);
    parts.at(-1)!.push([lon, lat]);
  });
  return parts;
}

function driftM(from: Message, to: Message): number {
  const seconds = (to.atMs - from.atMs) / 1000;
  const movedM = ((from.speedMps + to.speedMps) / 2) * seconds;
  const heading = (from.headingDeg * Math.PI) / 180;
  const northM = (to.lat - from.lat) * DEGREE_M - movedM * Math.cos(heading);
  const eastM = (to.lon - from.lon) * DEGREE_M * Math.cos((from.lat * Math.PI) / 180) - movedM * Math.sin(heading);
  return Math.sqrt(northM * northM + eastM * eastM);
}
