import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { InputFaults } from '../../kernel/faults.ts';

/** An MQTT 3.1.1 broker inside this process, on the loopback interface only: it asks nobody who they are. */
export class EmbeddedBroker {
  #aedes: Aedes | undefined;
  #server: Server | undefined;

  /** Port 0 takes a free one. Resolves to the URL to connect to; rejects with InputFaults when the port cannot be had. */
  async start(port = 0): Promise<string> {
    const aedes = await Aedes.createBroker();
    // aedes drops, as a duplicate, any message that another overtook inside it (aedes issues 955 and 994), and its retained and
    // QoS 1 paths are slower than the plain one. It keeps that memory only for clients with overlapping subscriptions.
    aedes.on('client', (client) => {
      Object.assign(client, { duplicates: new Proxy({}, { set: () => true }) });
    });
    // Nagle's algorithm and delayed acknowledgement together hold small packets back for 40 ms.
    const server = createServer({ noDelay: true }, (socket) => {
      aedes.handle(socket);
    });
    this.#aedes = aedes;
    this.#server = server;
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (error) {
      // aedes has timers that would keep the program alive.
      await this.stop();
      const why = error instanceof Error ? error.message : String(error);
      const advice = `cannot be listened on (${why}); choose another, or leave the flag out and use the broker that runs there`;
      throw new InputFaults('embedded broker', [{ path: 'port', value: port, advice }]);
    }
    return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#aedes === undefined) resolve();
      else this.#aedes.close(resolve);
    });
    this.#server?.close();
  }
}
