import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Logger, pino } from 'pino';
import { asyncScheduler, interval } from 'rxjs';
import { wallClock } from '../adapters/clock.ts';
import { LogFile } from '../adapters/files/log-file.ts';
import { loadMap } from '../adapters/files/map-file.ts';
import { EvidencePoints } from '../adapters/influx/evidence-points.ts';
import { InfluxWriter } from '../adapters/influx/influx-writer.ts';
import { EmbeddedBroker } from '../adapters/mqtt/broker.ts';
import { TOPIC_ID } from '../contract/topics.ts';
import { Daemon, type DaemonSetup } from '../daemon/daemon.ts';
import { Session } from '../journal/session.ts';
import { InputFaults } from '../kernel/faults.ts';
import type { RoadMap } from '../roadnet/map.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { portNumber, positiveNumber } from './options.ts';
import { reachBroker } from './reach-broker.ts';
import { loadServeFiles, type ServeFiles } from './serve-files.ts';
import { untilSignalled } from './until-signalled.ts';

interface ServeOptions {
  readonly config: string;
  readonly embeddedBroker?: number | true;
  readonly speed: number;
  readonly verbose: boolean;
}

/** How often the event log reaches the disk: a crash loses no more. */
const FLUSH_MS = 5_000;
const INFLUX_MS = 10_000;
const DEFAULT_PORT = 1883;

/** `clearway serve`: the controller of one city, until it is told to stop. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('control a city over MQTT: follow its missions and ask its junctions for green in time')
    .requiredOption('--config <file>', 'configuration (.yaml), such as scenarios/serve.example.yaml')
    .option(
      '--embedded-broker [port]',
      `run an MQTT broker in this process, on this machine only (port ${DEFAULT_PORT})`,
      portNumber,
    )
    .option('--speed <x>', 'for trials: time runs x times faster; city and dispatch need the same', positiveNumber, 1)
    .option('--verbose', 'log every refusal', false)
    .addHelpText('after', '\nLogs JSON lines to stderr and the evidence to the log folder. SIGINT or SIGTERM end every mission,')
    .addHelpText('after', 'let go of every junction and exit with 0.')
    .action(async (options: ServeOptions) => {
      await serve(options);
    });
}

async function serve(options: ServeOptions): Promise<void> {
  const files = loadServeFiles(options.config);
  const { config } = files;
  const map = loadMap(files.mapPath);
  checkIds(files.mapPath, map);
  const log = pino({ base: { city: config.city }, level: options.verbose ? 'debug' : 'info' }, pino.destination(2));
  const clock = wallClock(options.speed);
  const sink = new LogFile(join(files.logFolder, `${new Date().toISOString().replaceAll(':', '')}.jsonl.gz`));
  const flushing = interval(FLUSH_MS).subscribe(() => sink.flush());
  const session = new Session(indexMap(map), { city: config.city, strategy: config.strategy }, sink);
  const influx = startInflux(files, log);
  const broker = new EmbeddedBroker();
  const url = options.embeddedBroker === undefined ? config.broker.url : await broker.start(portOf(options.embeddedBroker));
  const setup: DaemonSetup = {
    city: config.city,
    session,
    connection: { url, clientId: `clearway-serve-${randomUUID()}`, ...credentials(files) },
    clock,
    scheduler: asyncScheduler,
    tickMs: 1000 / options.speed,
    log,
    ...(influx === undefined ? {} : { observer: influx.points }),
  };
  const daemon = new Daemon(setup);
  try {
    await reachBroker(url, daemon.start());
    process.stdout.write(`Serving ${config.city} (${map.junctions.length} junctions) at ${url}; evidence in ${sink.path}\n`);
    await untilSignalled();
    await daemon.stop();
  } finally {
    flushing.unsubscribe();
    await influx?.stop();
    sink.close();
    await broker.stop();
  }
  process.stdout.write(`Stopped; event log ${sink.path}, SHA-256 ${session.finish()}\n`);
}

function portOf(flag: number | true): number {
  return flag === true ? DEFAULT_PORT : flag;
}

function credentials({ config, broker }: ServeFiles): Partial<DaemonSetup['connection']> {
  const { username } = config.broker;
  const given = Object.entries({ username, ...broker }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<DaemonSetup['connection']>;
}

function startInflux({ config, influxPassword }: ServeFiles, log: Logger) {
  if (config.influx === undefined) return undefined;
  const { url, database, username } = config.influx;
  const points = new EvidencePoints(config.city);
  const writer = new InfluxWriter({
    url,
    database,
    ...(username === undefined ? {} : { username }),
    ...(influxPassword === undefined ? {} : { password: influxPassword }),
  });
  const write = (): Promise<void> =>
    writer.write(points.take(Date.now())).catch((error: Error) => log.warn(`InfluxDB: ${error.message}`));
  const writing = interval(INFLUX_MS).subscribe(() => void write());
  const stop = async (): Promise<void> => {
    writing.unsubscribe();
    await write();
  };
  return { points, stop };
}

/** A junction id stands in its topics. */
function checkIds(path: string, map: RoadMap): void {
  const faults = map.junctions.flatMap(({ id }, i) =>
    TOPIC_ID.test(id)
      ? []
      : [
          {
            path: `junctions[${i}].id`,
            value: id,
            advice: 'cannot stand in a topic: use letters, digits and . _ : @ > ~ - only',
          },
        ],
  );
  if (faults.length > 0) throw new InputFaults(path, faults);
}
