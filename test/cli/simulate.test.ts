import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/cli/simulate.ts';
import { InputFaults } from '../../src/kernel/faults.ts';
import { fromRoot } from '../support/needs.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearway-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('clearway simulate --out', () => {
  it('Given a place where no folder can be made, then it says so before anything runs', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const out of [join(file, 'x'), file]) {
      const error: unknown = await simulate(fromRoot('scenarios/quick-3.yaml'), { out, workers: 1, mqtt: false }).catch(
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(InputFaults);
      expect((error as InputFaults).message).toMatch(/--out = ".*quick-3": cannot be written to: .*; give another path/);
    }
  });
});
