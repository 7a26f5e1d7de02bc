import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { interval } from 'rxjs';
import { wallClock } from '../adapters/clock.ts';
import { destinationOf, destinationText } from '../dispatch/destination-text.ts';
import { isFinal, MissionFollower } from '../dispatch/follower.ts';
import { Screen } from '../dispatch/screen.ts';
import { type MissionChange, SingleOrder } from '../dispatch/single-order.ts';
import { summaryLine } from '../dispatch/status-view.ts';
import type { MissionStatus, Urgency } from '../preemption/mission.ts';
import { brokerUrl, positiveNumber, topicId } from './options.ts';
import { reachBroker } from './reach-broker.ts';
import { untilSignalled } from './until-signalled.ts';

interface DispatchOptions {
  readonly broker: string;
  readonly city: string;
  readonly vehicle: string;
  readonly to?: string;
  readonly cancel?: string;
  readonly complete?: string;
  readonly update?: string;
  readonly incident?: string;
  readonly guided?: true;
  readonly urgency: Urgency;
  readonly mission?: string;
  readonly speed: number;
}

/** A controller that is there answers an order within its next second. */
const ANSWER_MS = 15_000;
/** For the controller to answer an order that changes a mission. */
const CHANGE_MS = 5_000;
const REFRESH_MS = 1_000;
/** Ctrl-C, an orderly stop, and a terminal that is closed: whoever opened the mission is not watching it any more. */
const LEAVE: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const BROKER_ADVICE = 'start a broker there or correct --broker';

/** `clearway dispatch`: opens a mission and follows it to its end, or cancels one. */
export function registerDispatch(program: Command): void {
  program
    .command('dispatch')
    .description('open a mission and follow it: route, arrival, and the state of every junction ahead')
    .option('--broker <url>', 'MQTT broker', brokerUrl, 'mqtt://localhost:1883')
    .requiredOption('--city <id>', 'city, as in the configuration of serve', topicId)
    .requiredOption('--vehicle <id>', 'the vehicle that is sent', topicId)
    .option('--to <node>', "where to: a node of the city's map, or a place near a road as LAT,LON")
    .addOption(
      new Option('--urgency <level>', "how much of others' time it is worth")
        .choices(['life-threat', 'urgent', 'routine'])
        .default('life-threat'),
    )
    .option('--mission <id>', 'id of the mission (default: made from the vehicle and the time)', topicId)
    .option('--incident <id>', 'incident that several vehicles are sent to; each has a mission of its own', topicId)
    .option('--guided', 'the crew drives the route that is shown, which may then change where queues make it worth it')
    .option('--update <mission>', 'send that mission of the vehicle elsewhere (--to), or change its --urgency', topicId)
    .option('--complete <mission>', 'say that the vehicle has done what that mission was for', topicId)
    .option('--cancel <mission>', 'cancel that mission of the vehicle and open none', topicId)
    .option('--speed <x>', 'for trials: as given to serve and city', positiveNumber, 1)
    .addHelpText(
      'after',
      '\nEnds with 0 when the vehicle has arrived, with 1 when the mission was refused, was cancelled or nobody',
    )
    .addHelpText('after', 'answered. Ctrl-C, SIGTERM and closing the terminal cancel the mission, which lets go of its')
    .addHelpText('after', 'junctions; a second Ctrl-C only leaves. With --update, --complete or --cancel it ends with 0 when the')
    .addHelpText('after', 'controller has done so.')
    .action(async (options: DispatchOptions, command: Command) => {
      const { to } = options;
      const change = changeOf(options, command);
      if (change !== undefined) process.exitCode = await changeMission(options, ...change);
      else if (to !== undefined) process.exitCode = await dispatch(options, to);
      else command.error("error: give --to, a node of the city's map, to open a mission, or --update, --complete, --cancel");
    });
}

/** The one mission that is to be changed, and how; undefined when one is to be opened. */
function changeOf(options: DispatchOptions, command: Command): readonly [string, MissionChange] | undefined {
  const { cancel, complete, to, update, urgency } = options;
  if ([cancel, complete, update].filter((mission) => mission !== undefined).length > 1) {
    command.error('error: give one of --update, --complete and --cancel');
  }
  if (cancel !== undefined) return [cancel, { kind: 'cancel' }];
  if (complete !== undefined) return [complete, { kind: 'complete' }];
  if (update === undefined) return undefined;
  const isUrgencyGiven = command.getOptionValueSource('urgency') === 'cli';
  if (to === undefined && !isUrgencyGiven) command.error('error: give --to or --urgency with --update: what is to be changed');
  const destination = to === undefined ? {} : { destination: destinationOf(to) };
  return [update, { kind: 'update', ...destination, ...(isUrgencyGiven ? { urgency } : {}) }];
}

async function dispatch(options: DispatchOptions, to: string): Promise<number> {
  const { broker, city, vehicle, urgency, incident, guided } = options;
  const mission = options.mission ?? `${vehicle}-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`.slice(0, 64);
  const screen = new Screen(process.stdout, wallClock());
  // A terminal that is gone must not end the program before it has cancelled.
  for (const out of [process.stdout, process.stderr]) out.on('error', () => undefined);
  let end: (status: MissionStatus) => void = () => undefined;
  const ended = new Promise<MissionStatus>((resolve) => {
    end = resolve;
  });
  const follower = new MissionFollower({
    city,
    order: {
      mission,
      vehicle,
      destination: destinationOf(to),
      urgency,
      ...(incident === undefined ? {} : { incident }),
      ...(guided === undefined ? {} : { guided }),
    },
    connection: connectionOf(broker),
    clock: wallClock(options.speed),
    onNotice: (text) => screen.notice(text),
    onStatus: (status) => {
      screen.show(status);
      if (isFinal(status)) end(status);
    },
  });
  await reachBroker(broker, follower.start(), BROKER_ADVICE);
  const refreshing = interval(REFRESH_MS).subscribe(() => screen.refresh());
  const last = await Promise.race([ended, unanswered(follower), cancelled(follower, screen, ended)]);
  refreshing.unsubscribe();
  await follower.stop();
  const why = typeof last === 'string' ? last : adviceOn(last, follower.holder, options);
  if (why !== undefined) process.stderr.write(`${why}\n`);
  return typeof last !== 'string' && last.phase === 'done' ? 0 : 1;
}

function connectionOf(url: string) {
  return { url, clientId: `clearway-dispatch-${randomUUID()}` };
}

/** Resolves to why nobody answers; never when somebody does. */
async function unanswered(follower: MissionFollower): Promise<string> {
  await setTimeout(ANSWER_MS, undefined, { ref: false });
  if (follower.isAnswered) return new Promise(() => undefined);
  return follower.presence === 'online'
    ? 'The controller has not answered the order within 15 s; its log says why.'
    : `No controller serves this city (it is ${follower.presence ?? 'not known at the broker'}); start one with: clearway serve`;
}

/** After a signal. */
async function cancelled(follower: MissionFollower, screen: Screen, ended: Promise<unknown>): Promise<string> {
  // A closing terminal hangs up more than once: the kernel does, and so does the shell.
  process.on('SIGHUP', () => undefined);
  await untilSignalled(LEAVE);
  screen.notice('Cancelling the mission.');
  try {
    await follower.cancel();
  } catch (error) {
    return `The mission could not be cancelled (${error instanceof Error ? error.message : String(error)}); it may still be open.`;
  }
  await Promise.race([ended, setTimeout(CHANGE_MS, undefined, { ref: false })]);
  return 'The controller has not confirmed that within 5 s; the mission may still be open.';
}

/** What to do about a refusal, where there is more to say than its reason. */
function adviceOn(last: MissionStatus, holder: MissionStatus | undefined, options: DispatchOptions): string | undefined {
  if (last.phase !== 'refused') return undefined;
  const { broker, city, vehicle, speed } = options;
  if (last.reason === 'vehicle-busy' && holder !== undefined) {
    const flags = `--broker ${broker} --city ${city} --vehicle ${vehicle}${speed === 1 ? '' : ` --speed ${speed}`}`;
    const doing = `${vehicle} is on mission ${holder.mission} (${holder.phase.replaceAll('-', ' ')}, to ${destinationText(holder.destination)})`;
    return `${doing}. To end that one: clearway dispatch ${flags} --cancel ${holder.mission}`;
  }
  if (last.reason === 'stale-order') return 'The clocks differ: compare that of this machine, and --speed, with those of serve.';
  return undefined;
}

async function changeMission(options: DispatchOptions, mission: string, change: MissionChange): Promise<number> {
  const { broker, city, vehicle, speed } = options;
  const order = new SingleOrder({
    city,
    mission,
    vehicle,
    change,
    connection: connectionOf(broker),
    clock: wallClock(speed),
  });
  await reachBroker(broker, order.start(), BROKER_ADVICE);
  const last = await Promise.race([order.answered, setTimeout(CHANGE_MS, undefined, { ref: false })]);
  await order.stop();
  process.stdout.write(`${last === undefined ? order.explain() : summaryLine(last)}\n`);
  return last !== undefined && isDone(last, change) ? 0 : 1;
}

function isDone(last: MissionStatus, { kind }: MissionChange): boolean {
  if (kind === 'update') return !isFinal(last) && last.lastOrder?.refused === undefined;
  return last.phase === (kind === 'cancel' ? 'cancelled' : 'done');
}
