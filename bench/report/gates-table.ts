import { plainTable } from '../../src/report/plain-table.ts';
import { type Gate, holds } from '../gates/gate.ts';
import { fixed } from './figures-text.ts';

/** Each gate with the least and the greatest that was measured, its band and whether it holds; then the notes. */
export function gatesTable(gates: readonly Gate[]): string {
  const rows = gates.map((gate) => {
    const { name, unit, digits, band, values } = gate;
    const all = Object.values(values);
    return [
      name,
      range(Math.min(...all), Math.max(...all), digits, unit),
      range(band.least, band.most, digits, unit),
      verdict(gate),
    ];
  });
  const notes = gates.flatMap((gate) => (holds(gate) ? [] : (gate.notes ?? [])));
  return [plainTable(['gate', 'measured', 'band', 'holds'], rows), ...notes].join('\n');
}

function verdict(gate: Gate): string {
  return holds(gate) ? 'yes' : 'NO';
}

/** One number where both ends are the same to the digit. */
function range(least: number, most: number, digits: number, unit: string): string {
  const [low, high] = [fixed(least, digits), fixed(most, digits)];
  const text = low === high ? low : `${low} to ${high}`;
  return unit === '' ? text : `${text} ${unit}`;
}
