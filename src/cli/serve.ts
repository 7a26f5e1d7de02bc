import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Logger, pino } from 'pino';
import { asyncScheduler, interval, timer } from 'rxjs';
import { wallClock } from '../adapters/clock.ts';
import { LogFile } from '../adapters/files/log-file.ts';
import { loadMap } from '../adapters/files/map-file.ts';
import { EvidencePoints } from '../adapters/influx/evidence-points.ts';
import { InfluxWriter } from '../adapters/influx/influx-writer.ts';
import { EmbeddedBroker } from '../adapters/mqtt/broker.ts';
import type { ConnectionOptions } from '../adapters/mqtt/connection.ts';
import type { ControllerPresence } from '../contract/presence.ts';
import { TOPIC_ID } from '../contract/topics.ts';
import { Daemon } from '../daemon/daemon.ts';
import { EvidenceLog } from '../daemon/evidence-log.ts';
import { MissionBook } from '../daemon/mission-book.ts';
import { findRival } from '../daemon/rival.ts';
import { PositionSources } from '../ingest/position-sources.ts';
import { Session } from '../journal/session.ts';
import { InputFaults } from '../kernel/faults.ts';
import { compiledRoads } from '../roadnet/fastest/compiled-roads.ts';
import type { RoadMap } from '../roadnet/map.ts';
import { indexMap } from '../roadnet/road-index.ts';
import { DEFAULT_PORT, portNumber, positiveNumber } from './options.ts';
import { reachBroker } from './reach-broker.ts';
import { loadServeFiles, type ServeFiles } from './serve-files.ts';
import { untilSignalled } from './until-signalled.ts';

interface ServeOptions {
  readonly config: string;
  readonly embeddedBroker?: number | true;
  readonly speed: number;
  readonly verbose: boolean;
}

/** How often the event log reaches the disk, its head at once: a crash loses no more. */
const FLUSH_MS = 5_000;
const INFLUX_MS = 10_000;
/** How often the controller says that it is there. */
const HEARTBEAT_MS = 2_000;

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
    .addHelpText('after', '\nLogs JSON lines to stderr and the evidence to the log folder. SIGINT or SIGTERM let go of every')
    .addHelpText(
      'after',
      'junction and exit with 0; missions go on with the next serve. Exit code 2 when the city has a controller already.',
    )
    .action(async (options: ServeOptions) => {
      await serve(options);
    });
}

async function serve(options: ServeOptions): Promise<void> {
  const files = loadServeFiles(options.config);
  const map = loadMap(files.mapPath);
  checkIds(files.mapPath, map);
  const broker = new EmbeddedBroker();
  try {
    const url =
      options.embeddedBroker === undefined ? files.config.broker.url : await broker.start(portOf(options.embeddedBroker));
    const connection = { url, clientId: `clearway-serve-${randomUUID()}`, ...credentials(files) };
    await refuseRival(files.config.city, connection);
    await control(options, files, map, connection);
  } finally {
    await broker.stop();
  }
}

/** Throws InputFaults when the city has a controller, or when there is no broker. */
async function refuseRival(city: string, connection: ConnectionOptions): Promise<void> {
  let rival: ControllerPresence | undefined;
  await reachBroker(
    connection.url,
    findRival(connection, city, HEARTBEAT_MS).then((found) => {
      rival = found;
    }),
  );
  if (rival !== undefined) throw secondController(city, rival);
}

function secondController(city: string, { startedMs, state }: ControllerPresence): InputFaults {
  const since = new Date(startedMs).toISOString();
  const advice = `has a controller already (${state}, began ${since}); two would take its junctions from each other. Stop that one first`;
  return new InputFaults('broker', [{ path: 'city', value: city, advice }]);
}

/** Serves until a signal; throws InputFaults when a controller that began earlier turns up. */
async function control(options: ServeOptions, files: ServeFiles, map: RoadMap, connection: ConnectionOptions): Promise<void> {
  const { config } = files;
  const { city } = config;
  const log = pino({ base: { city }, level: options.verbose ? 'debug' : 'info' }, pino.destination(2));
  const clock = wallClock(options.speed);
  const file = new LogFile(join(files.logFolder, `${new Date().toISOString().replaceAll(':', '')}.jsonl.gz`));
  const evidence = new EvidenceLog(file);
  const index = indexMap(map);
  // No mission waits for it then; on the map of a large city it takes a second.
  compiledRoads(index);
  const session = new Session(index, { city, strategy: config.strategy }, evidence);
  const influx = startInflux(files, log);
  const daemon = new Daemon({
    city,
    session,
    connection,
    clock,
    scheduler: asyncScheduler,
    tickMs: 1000 / options.speed,
    heartbeatMs: HEARTBEAT_MS,
    log,
    book: new MissionBook(join(files.logFolder, `missions-${city}.json`), city),
    sources: new PositionSources(config.sources),
    ...(influx === undefined ? {} : { observer: influx.points }),
  });
  evidence.changes.subscribe(({ isWritten, text }) => {
    if (isWritten) log.info(text);
    else daemon.raise({ code: 'log-not-written', atMs: clock.nowMs(), text });
  });
  const flushing = timer(0, FLUSH_MS).subscribe(() => evidence.flush());
  let rival: ControllerPresence | undefined;
  try {
    await reachBroker(connection.url, daemon.start());
    process.stdout.write(`Serving ${city} (${map.junctions.length} junctions) at ${connection.url}; evidence in ${file.path}\n`);
    rival = (await Promise.race([untilSignalled(), daemon.rival])) ?? undefined;
  } finally {
    await Promise.all([daemon.stop(), influx?.stop()]);
    flushing.unsubscribe();
    evidence.close();
  }
  if (rival !== undefined) throw secondController(city, rival);
  if (!evidence.isWhole) process.exitCode = 1;
  const end = evidence.isWhole ? `SHA-256 ${session.finish()}` : 'which lacks its end: it could not be written';
  process.stdout.write(`Stopped; event log ${file.path}, ${end}\n`);
}

function portOf(flag: number | true): number {
  return flag === true ? DEFAULT_PORT : flag;
}

function credentials({ config, broker }: ServeFiles): Partial<ConnectionOptions> {
  const { username } = config.broker;
  const given = Object.entries({ username, ...broker }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<ConnectionOptions>;
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
