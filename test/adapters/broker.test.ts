import { expect, test } from 'vitest';
import { EmbeddedBroker } from '../../src/adapters/mqtt/broker.ts';
import { InputFaults } from '../../src/kernel/faults.ts';

test('Given a port in use, then the broker says so and can be started on another', async () => {
  const first = new EmbeddedBroker();
  const port = Number(new URL(await first.start()).port);
  const second = new EmbeddedBroker();
  const error: unknown = await second.start(port).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputFaults);
  expect((error as InputFaults).message).toMatch(
    new RegExp(`port = ${port}: cannot be listened on .*EADDRINUSE.*give another port`),
  );
  expect(await second.start()).toMatch(/^mqtt:/);
  await second.stop();
  await first.stop();
});
