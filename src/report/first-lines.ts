/** On a terminal; the report names them all. */
const SHOWN = 10;

/** As many lines of a kind as a terminal should hold, and how many more there are. */
export function firstLines(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return more > 1 ? [...lines.slice(0, SHOWN), `... and ${more} more such runs, which the report lists.`] : lines;
}
