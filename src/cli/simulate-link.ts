import { EmbeddedBroker } from '../adapters/mqtt/broker.ts';
import { LockstepController } from '../adapters/mqtt/lockstep-controller.ts';
import { LockstepLink } from '../adapters/mqtt/lockstep-link.ts';
import type { ControllerLink } from '../city/city.ts';
import { inProcessLink } from '../experiment/in-process-link.ts';
import type { Controller } from '../journal/session.ts';

/** A link with what stands behind it. */
export interface OpenLink {
  readonly link: ControllerLink;
  /** Rejects when the controller's side breaks; never resolves. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
}

export function openInProcess(controller: Controller): OpenLink {
  return { link: inProcessLink(controller), broken: new Promise(() => {}), stop: async () => {} };
}

/** City and controller as two MQTT clients of a broker of their own, on a free port of the loopback interface. */
export async function openMqtt(city: string, controller: Controller): Promise<OpenLink> {
  const broker = new EmbeddedBroker();
  const url = await broker.start();
  let breakLink: (error: Error) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    breakLink = reject;
  });
  const client = { url, clientId: 'clearway-controller' };
  const remote = new LockstepController(client, city, controller, (error) => breakLink(error));
  await remote.start();
  const link = new LockstepLink({ url, clientId: 'clearway-city' }, city);
  await link.start();
  const stop = async (): Promise<void> => {
    await remote.stop();
    await broker.stop();
  };
  return { link, broken, stop };
}
