import { InputFaults } from '../../kernel/faults.ts';
import type { Turn } from '../map.ts';
import { LineReader, section } from './citybrain-lines.ts';

/** A `roadnet.txt` as it stands in the file. */
export interface CitybrainFile {
  readonly nodes: readonly CitybrainNode[];
  readonly roads: readonly CitybrainRoad[];
  /** Rows of the signal section; what they hold beyond the node follows from the geometry and is not read. */
  readonly signalRows: number;
}

export interface CitybrainNode {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly signalised: boolean;
}

export interface CitybrainRoad {
  readonly from: string;
  readonly to: string;
  readonly lengthM: number;
  readonly speedMps: number;
  /** From `from` to `to`, and back. A direction without lanes is a one-way road. */
  readonly directions: readonly [CitybrainDirection, CitybrainDirection];
}

export interface CitybrainDirection {
  readonly edge: string;
  /** Turns per lane, kerb lane first. */
  readonly laneTurns: readonly (readonly Turn[])[];
}

/** Order of the three numbers of a lane. */
const TURNS: readonly Turn[] = ['left', 'through', 'right'];

/**
 * Reads the text of a `roadnet.txt` in the "citybrain" format of CBEngine (City Brain Challenge 2021).
 *
 * A permission line holds three 0/1 numbers per lane. The order of the lanes and of the three numbers was concluded from the
 * data: all roads of Hangzhou and Nanchang say `1 0 0 | 0 1 0 | 0 0 1`, and the format's own documentation shows
 * `1 0 0 | 0 1 0 | 0 1 1`. Lanes from the inside out with left, through, right in each give a left lane, a through lane and a
 * kerb lane for right turns; in the other order of either, left turns would start from the kerb, across their own road.
 *
 * @throws InputFaults with every fault, each with its line.
 */
export function parseCitybrain(source: string, text: string): CitybrainFile {
  const reader = new LineReader(text);
  const nodes = section(reader, 'nodes', readNode);
  const known = new Set(nodes.map((node) => node.id));
  const roads = section(reader, 'roads', (lines) => readRoad(lines, known));
  const signals = section(reader, 'signals', (lines) => lines.fields('a signal', 2));
  if (reader.faults.length > 0) throw new InputFaults(source, reader.faults);
  return { nodes, roads, signalRows: signals.length };
}

function readNode(reader: LineReader): CitybrainNode | undefined {
  const fields = reader.fields('a node: lat lon id signal', 4);
  if (fields === undefined) return undefined;
  const lat = reader.number(fields[0]!, 'a latitude', -85, 85);
  const lon = reader.number(fields[1]!, 'a longitude', -180, 180);
  if (lat === undefined || lon === undefined) return undefined;
  return { id: fields[2]!, lat, lon, signalised: fields[3] === '1' };
}

function readRoad(reader: LineReader, nodes: ReadonlySet<string>): CitybrainRoad | undefined {
  const fields = reader.fields('a road: from to length speed lanesA lanesB dirA dirB', 8);
  if (fields === undefined) return undefined;
  const [from, to] = [fields[0]!, fields[1]!];
  for (const end of [from, to]) if (!nodes.has(end)) reader.reject(end, 'no node of this id is listed');
  const lengthM = reader.number(fields[2]!, 'a length in metres', 0.1, 100_000);
  const speedMps = reader.number(fields[3]!, 'a speed in metres per second', 1, 70);
  const lanesA = reader.wholeNumber(fields[4]!, 'a number of lanes', 0, 16);
  const lanesB = reader.wholeNumber(fields[5]!, 'a number of lanes', 0, 16);
  const turnsA = readPermissions(reader, lanesA);
  const turnsB = readPermissions(reader, lanesB);
  if (lengthM === undefined || speedMps === undefined || turnsA === undefined || turnsB === undefined) return undefined;
  const directions = [
    { edge: fields[6]!, laneTurns: turnsA },
    { edge: fields[7]!, laneTurns: turnsB },
  ] as const;
  return { from, to, lengthM, speedMps, directions };
}

function readPermissions(reader: LineReader, lanes: number | undefined): readonly (readonly Turn[])[] | undefined {
  if (lanes === 0) return [];
  const flags = reader.fields('lane permissions, three numbers 0 or 1 per lane', lanes === undefined ? 0 : lanes * 3);
  if (flags === undefined || lanes === undefined) return undefined;
  const fromInside = Array.from({ length: lanes }, (_, lane) => TURNS.filter((_, turn) => flags[lane * 3 + turn] === '1'));
  return fromInside.reverse();
}
