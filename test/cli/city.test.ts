import { afterEach, describe, expect, test, vi } from 'vitest';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { main } from '../../src/cli/main.ts';

describe('clearway city', () => {
  const broker = new EmbeddedBroker();
  afterEach(async () => {
    vi.restoreAllMocks();
    await broker.stop();
  });

  const city = async (...flags: readonly string[]): Promise<{ readonly code: number; readonly said: string }> => {
    let said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    const code = await main(['node', 'clearway', 'city', '--scenario', 'scenarios/quick-3.yaml', ...flags]);
    return { code, said };
  };

  test('a port that is taken is a wrong flag, said in words, and the program ends', async () => {
    const { port } = new URL(await broker.start());
    const { code, said } = await city('--embedded-broker', port);
    expect(code).toBe(2);
    expect(said).toMatch(/EADDRINUSE/);
    expect(said).toContain(port);
    expect(said).not.toMatch(/^ +at /m);
  });

  test('a broker that is not there likewise', async () => {
    const url = await broker.start();
    await broker.stop();
    const { code, said } = await city('--broker', url);
    expect(code).toBe(2);
    expect(said).toMatch(/cannot be reached/);
  });
});
