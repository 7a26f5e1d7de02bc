/**
 * The cells of one line of a table; undefined when a quotation mark is left open or stands inside a bare cell (RFC 4180). A cell
 * that goes on over the end of its line is not read.
 */
export function cellsOf(line: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const isQuoted = line[at] === '"';
    const end = isQuoted ? endOfQuoted(line, at) : endOfBare(line, at, delimiter);
    if (end === undefined) return undefined;
    cells.push(isQuoted ? line.slice(at + 1, end - 1).replaceAll('""', '"') : line.slice(at, end).trim());
    if (end === line.length) return cells;
    if (line[end] !== delimiter) return undefined;
    at = end + 1;
  }
}

function endOfBare(line: string, from: number, delimiter: string): number | undefined {
  const found = line.indexOf(delimiter, from);
  const end = found === -1 ? line.length : found;
  const quote = line.indexOf('"', from);
  return quote === -1 || quote > end ? end : undefined;
}

/** Behind the closing quotation mark; two of them stand for one. */
function endOfQuoted(line: string, from: number): number | undefined {
  for (let at = line.indexOf('"', from + 1); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return at + 1;
  }
  return undefined;
}
