import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { InfluxWriter } from '../../src/adapters/influx/influx-writer.ts';

test('Given a database that takes a request and never answers, then a write ends within seconds', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const writer = new InfluxWriter({ url: `http://127.0.0.1:${port}`, database: 'd' });
  const fromMs = performance.now();
  await expect(writer.write([{ measurement: 'inputs', fields: { count: 1 }, timestamp: 0 }])).rejects.toThrow();
  expect(performance.now() - fromMs).toBeLessThan(5_000);
  for (const socket of sockets) socket.destroy();
  server.close();
});
