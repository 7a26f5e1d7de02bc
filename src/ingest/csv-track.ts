import { cellsOf } from './csv-row.ts';
import { readMapped } from './field-mapping.ts';
import { type Line, Lines } from './lines.ts';
import { quoted, type Reading, type TrackReader, unread } from './reading.ts';
import type { TrackMapping } from './track-mapping.ts';

const ROW_LENGTH = 8192;

/** A table with a header; of two columns of one name the first is meant. A header that lacks a needed column ends the reading. */
export class CsvTrack implements TrackReader {
  readonly #mapping: TrackMapping;
  readonly #lines = new Lines(ROW_LENGTH);
  #columns: ReadonlyMap<string, number> | undefined;
  #width = 0;
  #line = 0;
  #nearMs: number | undefined;
  #isHopeless = false;

  /** `startMs`: about when it begins, where the mapping does not say. */
  constructor(mapping: TrackMapping, startMs?: number) {
    this.#mapping = mapping;
    this.#nearMs = mapping.start === undefined ? startMs : Date.parse(mapping.start);
  }

  push(text: string): readonly Reading[] {
    return this.#lines.push(text).flatMap((line) => this.#take(line));
  }

  end(): readonly Reading[] {
    const readings = this.#take(this.#lines.end());
    if (this.#columns !== undefined || this.#isHopeless) return readings;
    return [...readings, unread('malformed', 'the table is empty: it has no header')];
  }

  #take(line: Line): readonly Reading[] {
    this.#line += 1;
    if (this.#isHopeless || line?.trim() === '') return [];
    const where = `line ${this.#line}`;
    if (line === undefined) return [unread('oversized', `${where}: more than ${ROW_LENGTH} characters`)];
    const { delimiter, fields } = this.#mapping;
    const cells = cellsOf(line, delimiter);
    if (this.#columns === undefined) return this.#readHeader(cells);
    if (cells === undefined) return [unread('malformed', `${where}: a quotation mark is open or out of place`)];
    const columns = this.#columns;
    // A row cut short may end in half a number, which looks like another place.
    if (cells.length !== this.#width) {
      return [unread('malformed', `${where}: ${cells.length} cells, the header has ${this.#width}`)];
    }
    const reading = readMapped(fields, (name) => cells[columns.get(name) ?? -1], this.#nearMs);
    if (!reading.ok) return [unread(reading.reason, `${where}: ${reading.detail}`)];
    this.#nearMs = reading.sighting.atMs;
    return [reading];
  }

  #readHeader(cells: readonly string[] | undefined): readonly Reading[] {
    const columns = new Map<string, number>();
    cells?.forEach((cell, i) => {
      const name = cell.replace(/^\uFEFF/, '').trim();
      if (!columns.has(name)) columns.set(name, i);
    });
    const { lat, lon, time } = this.#mapping.fields;
    const missing = [lat, lon, time.field].filter((name) => !columns.has(name));
    this.#isHopeless = missing.length > 0;
    this.#width = cells?.length ?? 0;
    if (!this.#isHopeless) this.#columns = columns;
    if (missing.length === 0) return [];
    const named = `the header lacks ${missing.map(quoted).join(', ')}`;
    return [unread('malformed', `line ${this.#line}: ${named}; it has ${[...columns.keys()].map(quoted).join(', ')}`)];
  }
}
