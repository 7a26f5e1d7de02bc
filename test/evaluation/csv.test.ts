import { describe, expect, it } from 'vitest';
import { csvText, runRows } from '../../src/evaluation/csv.ts';
import { imaginedResults } from '../support/run-results.ts';

describe('tables for other programs', () => {
  it('are quoted as RFC 4180 says, with empty cells for what is not known', () => {
    const rows = [
      { what: 'a, b', note: 'he said "no"', value: 1 / 3 },
      { what: 'c', note: null, value: null },
    ];
    expect(csvText(rows)).toBe('what,note,value\r\n"a, b","he said ""no""",0.333333\r\nc,,\r\n');
  });

  it('have a row for each ambulance of a run', () => {
    const [run] = imaginedResults([1]);
    const second = { ...run!.fleet[0]!, vehicle: 'AMB-2' };
    const rows = runRows('here', [{ ...run!, fleet: [...run!.fleet, second] }]);
    expect(rows.map(({ vehicle, seed, violations }) => [vehicle, seed, violations])).toEqual([
      ['AMB-1', 1, 0],
      ['AMB-2', 1, 0],
    ]);
  });
});
