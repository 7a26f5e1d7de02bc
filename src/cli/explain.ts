import type { Command } from 'commander';
import { openLog } from '../adapters/files/log-file.ts';
import { type ClockTime, clockOf, instantOf } from '../journal/clock-time.ts';
import { explainJunction } from '../journal/explain.ts';
import { overview } from '../journal/overview.ts';
import { LogStory } from '../journal/story.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';

interface ExplainOptions {
  readonly junction?: string;
  readonly mission?: string;
  readonly at?: string;
  readonly timeZone: string;
}

/** `clearway explain LOG`: why a junction turned green, or did not, back to the position fixes that caused it. */
export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('say why a junction turned green for an ambulance, or why it did not')
    .argument('<log>', 'event log (.jsonl.gz)')
    .option('-j, --junction <id>', 'the junction; without it, an overview of the log')
    .option('-m, --mission <id>', 'only this mission')
    .option('--at <time>', 'what held at this time: HH:MM:SS or ISO 8601')
    .option('--time-zone <name>', 'time zone of all times, e.g. Asia/Shanghai', Intl.DateTimeFormat().resolvedOptions().timeZone)
    .action(async (path: string, options: ExplainOptions) => {
      process.stdout.write(await explain(path, options));
    });
}

/** The text that the command prints. Throws InputFaults for a log that cannot be read and for flags that make no sense. */
export async function explain(path: string, options: ExplainOptions): Promise<string> {
  const clock = clockOrFault(options.timeZone);
  if (options.junction === undefined && (options.at !== undefined || options.mission !== undefined)) {
    throw flagFault('--junction', undefined, '--at and --mission ask about one junction: name it with --junction');
  }
  const story = await readStory(path);
  const head = `Log of ${story.header.config.city}, map ${story.header.map}; times in ${options.timeZone}.\n\n`;
  if (options.junction === undefined) return head + overview(story, clock);
  const at = options.at === undefined ? undefined : instantOrFault(options.at, story, clock);
  const { junction, mission } = options;
  checkNames(story, junction, mission);
  return (
    head +
    explainJunction(
      story,
      { junction, ...(mission === undefined ? {} : { mission }), ...(at === undefined ? {} : { atMs: at }) },
      clock,
    )
  );
}

/** A name that the log does not hold is a slip of the hand, and no question that has an answer. */
function checkNames(story: LogStory, junction: string, mission: string | undefined): void {
  const faults: Fault[] = [];
  const missions = story.missions.map((m) => m.mission);
  const asked = story.events('request').map((told) => told.event.junction);
  const junctions = [...new Set([...story.missions.flatMap((m) => m.junctions), ...asked])];
  if (!junctions.includes(junction)) {
    const advice = `no mission of this log came by such a junction; junctions on their ways: ${listOf(junctions)}`;
    faults.push({ path: '--junction', value: junction, advice });
  }
  if (mission !== undefined && !missions.includes(mission)) {
    faults.push({ path: '--mission', value: mission, advice: `is not in this log; its missions: ${listOf(missions)}` });
  }
  if (faults.length > 0) throw new InputFaults('clearway explain', faults);
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

async function readStory(path: string): Promise<LogStory> {
  const log = await openLog(path);
  const story = new LogStory(log.header);
  for await (const record of log.records) story.add(record);
  return story;
}

function clockOrFault(timeZone: string): ClockTime {
  try {
    return clockOf(timeZone);
  } catch {
    throw flagFault('--time-zone', timeZone, 'is not a time zone: give an IANA name such as Asia/Shanghai or UTC');
  }
}

function instantOrFault(text: string, story: LogStory, clock: ClockTime): number {
  const atMs = instantOf(text, story.startMs, clock);
  if (atMs === undefined)
    throw flagFault('--at', text, 'must be a time such as 17:43:10, or ISO 8601 such as 2017-10-09T17:43:10+08:00');
  return atMs;
}

function flagFault(flag: string, value: unknown, advice: string): InputFaults {
  return new InputFaults('clearway explain', [{ path: flag, value, advice }]);
}
