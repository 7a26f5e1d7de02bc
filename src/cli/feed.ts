import { randomUUID } from 'node:crypto';
import { Presets, SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { wallClock } from '../adapters/clock.ts';
import { loadTrackMapping } from '../adapters/files/track-file.ts';
import { Connection } from '../adapters/mqtt/connection.ts';
import { formatOfName, TRACK_FORMATS, type TrackFormat } from '../ingest/track-format.ts';
import { USUAL_MAPPING } from '../ingest/track-mapping.ts';
import { InputFaults } from '../kernel/faults.ts';
import type { Datum } from '../location/datum.ts';
import { brokerUrl, positiveNumber, topicId } from './options.ts';
import { reachBroker } from './reach-broker.ts';
import { type Fed, feedTrack } from './track-feed.ts';
import { fixesOfTrack, surveyTrack, type Track, type TrackSurvey } from './track-fixes.ts';
import { untilSignalled } from './until-signalled.ts';

interface FeedOptions {
  readonly broker: string;
  readonly city: string;
  readonly vehicle: string;
  readonly speed: number;
  readonly format?: TrackFormat;
  readonly mapping?: string;
  readonly datum?: Datum;
  readonly keepTime: boolean;
}

/** Stands for the day of a track that states none; its positions are moved to now anyway. */
const SOME_DAY_MS = Date.UTC(2000, 0, 1);

/** `clearway feed FILE`: plays a recorded track as a vehicle of the city. */
export function registerFeed(program: Command): void {
  program
    .command('feed')
    .description('play a recorded track (NMEA 0183, GPX or CSV) as the positions of a vehicle, from now on')
    .argument('<file>', 'track; its format goes by its name (.nmea, .gpx, .csv) or --format')
    .requiredOption('--city <id>', 'city, as in the configuration of serve', topicId)
    .requiredOption('--vehicle <id>', 'the vehicle that drives it', topicId)
    .option('--broker <url>', 'MQTT broker', brokerUrl, 'mqtt://localhost:1883')
    .option('--speed <x>', 'so many times as fast, such as 10x; serve and dispatch need the same', times, 1)
    .addOption(new Option('--format <format>', 'format of the track').choices(TRACK_FORMATS))
    .option('--mapping <file>', 'names and units of the columns of a CSV track, such as scenarios/track.example.yaml')
    .addOption(
      new Option('--datum <datum>', 'what its degrees mean (default: the mapping, else wgs-84)').choices(['wgs-84', 'gcj-02']),
    )
    .option('--keep-time', 'send the times of the track as they are: old ones are refused as late', false)
    .addHelpText(
      'after',
      '\nSpeed and heading that the track does not state are derived from its positions, and marked as derived.',
    )
    .addHelpText('after', 'Exit code 1 when not all was sent. Ctrl-C ends it early.')
    .action(async (file: string, options: FeedOptions) => {
      process.exitCode = await feed(file, options);
    });
}

async function feed(path: string, options: FeedOptions): Promise<number> {
  const track = trackOf(path, options);
  const survey = await surveyTrack(track);
  process.stdout.write(surveyText(path, survey));
  if (survey.fixes === 0) {
    throw new InputFaults(path, [
      { path: '', value: undefined, advice: 'has no position that can be used; see the reasons above' },
    ]);
  }
  const { broker, city, speed, keepTime } = options;
  const connection = new Connection(
    { url: broker, clientId: `clearway-feed-${randomUUID()}` },
    { message: () => undefined, offline: () => process.stderr.write('the connection to the broker broke; trying again\n') },
  );
  await reachBroker(broker, connection.start(city, []), 'start a broker there or correct --broker');
  const interrupt = new AbortController();
  void untilSignalled().then(() => interrupt.abort());
  const bar = new SingleBar(
    {
      format: 'Feeding {bar} {value} of {total} positions | {duration_formatted}',
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  bar.start(survey.fixes, 0);
  try {
    const onSent = (sent: number): void => bar.update(sent);
    const setup = { fixes: fixesOfTrack(track), city, connection, clock: wallClock(speed), speed, keepTime, onSent };
    const fed = await feedTrack(setup, interrupt.signal);
    bar.stop();
    process.stdout.write(fedText(fed, survey, interrupt.signal.aborted));
    return fed.sent === survey.fixes ? 0 : 1;
  } finally {
    bar.stop();
    await connection.stop();
  }
}

function trackOf(path: string, { vehicle, format, mapping, datum, keepTime }: FeedOptions): Track {
  const known = format ?? formatOfName(path);
  if (known === undefined) {
    const advice = `is of no known format by its name: say --format ${TRACK_FORMATS.join(', --format ')}`;
    throw new InputFaults(path, [{ path: '', value: undefined, advice }]);
  }
  const columns = mapping === undefined ? USUAL_MAPPING : loadTrackMapping(mapping);
  return {
    path,
    vehicle,
    format: known,
    mapping: columns,
    datum: datum ?? columns.datum,
    ...(keepTime ? {} : { startMs: SOME_DAY_MS }),
  };
}

function surveyText(path: string, { fixes, firstMs, lastMs, derived, skipped }: TrackSurvey): string {
  const span = fixes === 0 ? '' : ` over ${durationText(lastMs - firstMs)}`;
  const note = derived.size === 0 ? '' : `; ${[...derived].join(' and ')} partly or always derived from positions`;
  const lines = [...skipped].map(([reason, { count, detail }]) => `  skipped ${count} as ${reason}; the first: ${detail}\n`);
  return `${path}: ${fixes} positions${span}${note}\n${lines.join('')}`;
}

function fedText({ sent, notSent }: Fed, { fixes }: TrackSurvey, isEarly: boolean): string {
  const lost = notSent === 0 ? '' : `, ${notSent} lost while the broker was away`;
  return `${isEarly ? 'Ended early: sent' : 'Sent'} ${sent} of ${fixes} positions${lost}.\n`;
}

function durationText(ms: number): string {
  const s = Math.round(ms / 1000);
  return s < 120 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`;
}

/** `10x` or `10`. */
function times(text: string): number {
  const speed = positiveNumber(text.replace(/x$/i, ''));
  if (speed > 1000) throw new InvalidArgumentError('Give at most 1000x.');
  return speed;
}
