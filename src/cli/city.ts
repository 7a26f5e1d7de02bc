import { randomUUID } from 'node:crypto';
import { Presets, SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';
import { wallClock } from '../adapters/clock.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { EmbeddedBroker } from '../adapters/mqtt/broker.ts';
import { CityRun } from '../city/city-run.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { LiveCity } from './live-city.ts';
import { brokerUrl, DEFAULT_PORT, portNumber, positiveNumber } from './options.ts';
import { reachBroker } from './reach-broker.ts';
import { untilSignalled } from './until-signalled.ts';

interface CityOptions {
  readonly scenario: string;
  readonly broker: string;
  readonly embeddedBroker?: number | true;
  readonly city?: string;
  readonly seed?: number;
  readonly speed: number;
  readonly lead: number;
  readonly waitForMission: boolean;
}

/** After the ambulance has arrived the city plays on for so long, and until every junction is back in its programme. */
const AFTER_ARRIVAL_S = 20;

/** `clearway city`: a scenario played in real time over MQTT, so that the controller can be tried without hardware. */
export function registerCity(program: Command): void {
  program
    .command('city')
    .description('play a city in real time over MQTT: traffic, signal controllers and ambulance positions')
    .requiredOption('--scenario <file>', 'scenario (.yaml)')
    .option('--broker <url>', 'MQTT broker', brokerUrl, `mqtt://localhost:${DEFAULT_PORT}`)
    .option(
      '--embedded-broker [port]',
      `run an MQTT broker in this process, on this machine only (port ${DEFAULT_PORT})`,
      portNumber,
    )
    .option('--city <id>', "city in the topics (default: the map's name)")
    .option('--seed <n>', "of the traffic (default: the scenario's first)", wholeNumber)
    .option('--speed <x>', 'time runs x times faster; serve and dispatch need the same', positiveNumber, 1)
    .option('--lead <s>', 'seconds of live play before the ambulance departs, at most 60', positiveNumber, 30)
    .option('--wait-for-mission', 'after the warm-up stand by, silent, until dispatch orders one of its ambulances', false)
    .addHelpText(
      'after',
      '\nThe ambulance departs, and sends its position, at the time of the scenario, mission or none. Exit code 1 when a',
    )
    .addHelpText('after', 'safety rule was violated. Ctrl-C ends it early.')
    .action(async (options: CityOptions) => {
      process.exitCode = await playCity(options);
    });
}

async function playCity(options: CityOptions): Promise<number> {
  const { scenario, map } = loadScenario(options.scenario);
  const run = new CityRun({ scenario, index: indexMap(map), seed: options.seed ?? scenario.seeds[0] ?? 1 });
  const city = options.city ?? map.name;
  const broker = new EmbeddedBroker();
  const url =
    options.embeddedBroker === undefined
      ? options.broker
      : await broker.start(options.embeddedBroker === true ? DEFAULT_PORT : options.embeddedBroker);
  const live = new LiveCity({
    run,
    city,
    connection: { url, clientId: `clearway-city-${randomUUID()}` },
    clock: wallClock(options.speed),
    speed: options.speed,
    warn: (text) => process.stderr.write(`${text}\n`),
  });
  const interrupt = new AbortController();
  try {
    await reachBroker(url, live.start());
    void untilSignalled().then(() => interrupt.abort());
    await playAll(live, run, { ...options, city, broker: url, endS: scenario.endS }, interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    process.stdout.write('Ended early.\n');
  } finally {
    await live.stop();
    await broker.stop();
  }
  return report(run);
}

async function playAll(
  live: LiveCity,
  run: CityRun,
  { city, broker, endS, lead, speed, waitForMission }: CityOptions & { readonly endS: number },
  signal: AbortSignal,
): Promise<void> {
  const [first] = run.departures;
  const departS = Math.min(endS, ...run.departures.map((departure) => departure.departS));
  const liveFromS = Math.max(run.reportsFromS, Math.floor(departS - lead));
  await warmUp(live, liveFromS, signal);
  if (first !== undefined) {
    const flags = `--broker ${broker} --city ${city}${speed === 1 ? '' : ` --speed ${speed}`}`;
    process.stdout.write(
      `Its mission: clearway dispatch ${flags} --vehicle ${first.vehicle} --to ${first.to} --urgency ${first.urgency}\n`,
    );
  }
  if (waitForMission) {
    process.stdout.write('Standing by for the mission.\n');
    await live.standBy(signal);
  }
  process.stdout.write(`City ${city} is live; ${first?.vehicle ?? 'nobody'} departs in ${Math.round(departS - run.timeS)} s.\n`);
  await live.play(() => run.timeS >= endS || isOver(run), signal);
}

async function warmUp(live: LiveCity, untilS: number, signal: AbortSignal): Promise<void> {
  const format = 'Warming up traffic {bar} {percentage} % | {eta_formatted} to go';
  const bar = new SingleBar({ format, clearOnComplete: true, stream: process.stderr }, Presets.shades_classic);
  bar.start(untilS, 0);
  try {
    await live.warmUp(untilS, (timeS) => bar.update(Math.floor(timeS)), signal);
  } finally {
    bar.stop();
  }
}

function isOver(run: CityRun): boolean {
  return (
    run.emergencies().every(({ phase, arrivedS }) => phase === 'arrived' && run.timeS > arrivedS + AFTER_ARRIVAL_S) &&
    run.inProgramme()
  );
}

function report(run: CityRun): number {
  for (const { vehicle, phase, enteredS, arrivedS } of run.emergencies()) {
    const drive =
      phase === 'arrived' ? `arrived after ${(arrivedS - enteredS).toFixed(1)} s` : `is ${phase.replaceAll('-', ' ')}`;
    process.stdout.write(`${vehicle} ${drive}.\n`);
  }
  const violations = run.violations();
  process.stdout.write(`${violations.length} safety violations.\n${violations.map((text) => `  ${text}\n`).join('')}`);
  return violations.length === 0 ? 0 : 1;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number, 0 or more.');
  return value;
}
