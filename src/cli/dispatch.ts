import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { wallClock } from '../adapters/clock.ts';
import { TOPIC_ID } from '../contract/topics.ts';
import { isFinal, MissionFollower } from '../dispatch/follower.ts';
import { Screen } from '../dispatch/screen.ts';
import type { MissionStatus, Urgency } from '../preemption/mission.ts';
import { brokerUrl, positiveNumber } from './options.ts';
import { reachBroker } from './reach-broker.ts';

interface DispatchOptions {
  readonly broker: string;
  readonly city: string;
  readonly vehicle: string;
  readonly to: string;
  readonly urgency: Urgency;
  readonly mission?: string;
  readonly speed: number;
}

/** A controller that is there answers an order within its next second. */
const ANSWER_MS = 15_000;
const CANCEL_MS = 5_000;

/** `clearway dispatch`: opens a mission and follows it to its end. */
export function registerDispatch(program: Command): void {
  program
    .command('dispatch')
    .description('open a mission and follow it: route, arrival, and the state of every junction ahead')
    .option('--broker <url>', 'MQTT broker', brokerUrl, 'mqtt://localhost:1883')
    .requiredOption('--city <id>', 'city, as in the configuration of serve', topicId)
    .requiredOption('--vehicle <id>', 'the vehicle that is sent', topicId)
    .requiredOption('--to <node>', "where to: a node of the city's map")
    .addOption(
      new Option('--urgency <level>', "how much of others' time it is worth")
        .choices(['life-threat', 'urgent', 'routine'])
        .default('life-threat'),
    )
    .option('--mission <id>', 'id of the mission (default: made from the vehicle and the time)', topicId)
    .option('--speed <x>', 'for trials: as given to serve and city', positiveNumber, 1)
    .addHelpText(
      'after',
      '\nEnds with 0 when the vehicle has arrived, with 1 when the mission was refused, was cancelled or nobody',
    )
    .addHelpText('after', 'answered. Ctrl-C cancels the mission, which lets go of its junctions; a second Ctrl-C only leaves.')
    .action(async (options: DispatchOptions) => {
      process.exitCode = await dispatch(options);
    });
}

async function dispatch(options: DispatchOptions): Promise<number> {
  const { broker, city, vehicle, to, urgency } = options;
  const clock = wallClock(options.speed);
  const mission = options.mission ?? `${vehicle}-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`.slice(0, 64);
  const screen = new Screen(process.stdout);
  let end: (status: MissionStatus) => void = () => undefined;
  const ended = new Promise<MissionStatus>((resolve) => {
    end = resolve;
  });
  const follower = new MissionFollower({
    city,
    order: { mission, vehicle, destination: to, urgency },
    connection: { url: broker, clientId: `clearway-dispatch-${randomUUID()}` },
    clock,
    onNotice: (text) => screen.notice(text),
    onStatus: (status) => {
      screen.show(status);
      if (isFinal(status)) end(status);
    },
  });
  await reachBroker(broker, follower.start());
  const last = await Promise.race([ended, unanswered(follower), cancelled(follower, screen, ended)]);
  await follower.stop();
  if (typeof last !== 'string') return last.phase === 'done' ? 0 : 1;
  process.stderr.write(`${last}\n`);
  return 1;
}

/** Resolves to why nobody answers; never when somebody does. */
async function unanswered(follower: MissionFollower): Promise<string> {
  await setTimeout(ANSWER_MS, undefined, { ref: false });
  if (follower.isAnswered) return new Promise(() => undefined);
  return follower.presence === 'online'
    ? 'The controller has not answered the order within 15 s; its log says why.'
    : `No controller serves this city (it is ${follower.presence ?? 'not known at the broker'}); start one with: clearway serve`;
}

/** After Ctrl-C. */
async function cancelled(follower: MissionFollower, screen: Screen, ended: Promise<unknown>): Promise<string> {
  await new Promise<void>((resolve) => process.once('SIGINT', () => resolve()));
  screen.notice('Cancelling the mission.');
  try {
    await follower.cancel();
  } catch (error) {
    return `The mission could not be cancelled (${error instanceof Error ? error.message : String(error)}); it may still be open.`;
  }
  await Promise.race([ended, setTimeout(CANCEL_MS)]);
  return 'Cancelled.';
}

function topicId(text: string): string {
  if (!TOPIC_ID.test(text)) throw new InvalidArgumentError('Use letters, digits and . _ : @ > ~ - only, at most 64.');
  return text;
}
