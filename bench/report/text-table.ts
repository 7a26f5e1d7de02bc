import Table from 'cli-table3';

const CHARS = { middle: ' ', 'top-mid': '─', 'bottom-mid': '─', 'mid-mid': '─', mid: '─', left: '', right: '' };
const CORNERS = { 'top-left': '', 'top-right': '', 'bottom-left': '', 'bottom-right': '', 'left-mid': '', 'right-mid': '' };

/** Rows under a head as text, the first column to the left and the others to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
    chars: { ...CHARS, ...CORNERS },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** A dash for what there is none of. */
export function fixed(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}

export function signed(value: number, digits: number): string {
  return Number.isFinite(value) && value >= 0 ? `+${fixed(value, digits)}` : fixed(value, digits);
}
