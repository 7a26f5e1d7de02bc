import Table from 'cli-table3';

/** A rule under the head and none between rows or columns. */
const CHARS = { middle: ' ', 'top-mid': '─', 'bottom-mid': '─', 'mid-mid': '─', mid: '─', left: '', right: '' };
const CORNERS = { 'top-left': '', 'top-right': '', 'bottom-left': '', 'bottom-right': '', 'left-mid': '', 'right-mid': '' };

/** A table as text for a terminal; the first column to the left, the others to the right. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
    chars: { ...CHARS, ...CORNERS },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** What the figures beneath a table are over. */
export function spreadText(seeds: number): string {
  return seeds > 1 ? `, mean ± half width of the 95 % interval over ${seeds} seeds` : ', one seed';
}
