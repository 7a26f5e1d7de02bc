import { InputFaults } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import { LineReader, section } from './citybrain-lines.ts';

/** Vehicles on one route, one every `intervalS` from `startS` until `endS`. */
export interface CitybrainFlow {
  readonly startS: number;
  readonly endS: number;
  readonly intervalS: number;
  readonly links: readonly LinkId[];
}

/** Link of the imported map for a directed edge's number in the file; a letter in front keeps YAML from reading a number. */
export function edgeLinkId(edge: string): LinkId {
  return `e${edge}`;
}

/**
 * Reads the text of a `flow.txt` in citybrain format: a count, then three lines per flow: start, end and interval in seconds;
 * the number of edges; the edges.
 * @throws InputFaults with every fault, each with its line.
 */
export function parseCitybrainFlows(source: string, text: string): readonly CitybrainFlow[] {
  const reader = new LineReader(text);
  const flows = section(reader, 'flows', readFlow);
  if (reader.faults.length > 0) throw new InputFaults(source, reader.faults);
  return flows;
}

function readFlow(reader: LineReader): CitybrainFlow | undefined {
  const times = reader.fields('a flow: start end interval', 3);
  const startS = reader.number(times?.[0], 'a start in seconds', 0, 1e7);
  const endS = reader.number(times?.[1], 'an end in seconds', startS ?? 0, 1e7);
  const intervalS = reader.number(times?.[2], 'an interval in seconds', 0.1, 1e7);
  const edges = reader.wholeNumber(reader.fields('the number of edges', 1)?.[0], 'the number of edges', 1, 1e5);
  const route = reader.fields('the edges of the route', 1);
  if (route !== undefined && edges !== undefined && route.length !== edges) {
    reader.reject(route.length, `the line before promises ${edges} edges`);
  }
  if (startS === undefined || endS === undefined || intervalS === undefined || route === undefined) return undefined;
  return { startS, endS, intervalS, links: route.map(edgeLinkId) };
}

/** Vehicles that a flow stands for: the first at its start, then one per interval up to its end. */
export function vehiclesOfFlow(flow: CitybrainFlow): number {
  return 1 + Math.floor((flow.endS - flow.startS) / flow.intervalS);
}
