import type { ControllerLink } from '../../city/city.ts';
import type { Session } from '../../journal/session.ts';
import { EmbeddedBroker } from './broker.ts';
import { LockstepController } from './lockstep-controller.ts';
import { LockstepLink } from './lockstep-link.ts';

/**
 * Joins a city to a controller by real MQTT, both in this process, over a broker of their own on a free loopback port. Closing
 * the link ends all three. The session takes the same inputs in the same order as it would by function calls.
 */
export async function lockstepLink(city: string, session: Session): Promise<ControllerLink> {
  const broker = new EmbeddedBroker();
  const url = await broker.start();
  const link = new LockstepLink({ url, clientId: 'clearway-city' }, city);
  const controller = new LockstepController({ url, clientId: 'clearway-serve' }, city, session, (error) => link.fail(error));
  await controller.start();
  await link.start();
  return {
    exchange: (atMs, messages) => link.exchange(atMs, messages),
    close: async () => {
      const sha256 = await link.close();
      await controller.stop();
      await broker.stop();
      return sha256;
    },
  };
}
