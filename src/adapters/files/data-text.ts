import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { InputFaults } from '../../kernel/faults.ts';
import { troubleOf } from './file-trouble.ts';

/**
 * The text of a file of other people's data, which may be packed with gzip.
 * @throws InputFaults when the file cannot be read or unpacked.
 */
export function readDataText(path: string): string {
  try {
    const bytes = readFileSync(path);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (isPacked ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `cannot be read: ${troubleOf(error)}` }]);
  }
}
