import { expect, test } from 'vitest';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';

test('Given a port in use, then the broker says so, leaves nothing running, and can be started on another', async () => {
  const first = new EmbeddedBroker();
  const port = Number(new URL(await first.start()).port);
  const second = new EmbeddedBroker();
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  await expect(second.start(port)).rejects.toThrow(/port = \d+: cannot be listened on \(.*EADDRINUSE/);
  expect(timers()).toBe(before);
  expect(await second.start()).toMatch(/^mqtt:/);
  await second.stop();
  await first.stop();
});
