import type { RoadIndex } from '../roadnet/road-index.ts';
import { recordLine } from './line.ts';
import type { LogHeader, LogRecord } from './record.ts';
import { Session } from './session.ts';

export type ReplayOutcome =
  | {
      readonly kind: 'reproduced';
      readonly inputs: number;
      readonly events: number;
      readonly commands: number;
      /** Events that the core went on to give after the log's last line: the log was cut off there. */
      readonly missing: number;
    }
  /** The first record that came out otherwise; a side is absent when it has no such record. */
  | { readonly kind: 'differs'; readonly n: number; readonly logged?: string; readonly reproduced?: string };

/**
 * Feeds a log's inputs to a fresh core with the header's configuration and compares every event, commands among them, with what
 * the log says. The caller sees to it that `index` is of the map that the header names (`mapSha256`).
 */
export async function replayLog(
  index: RoadIndex,
  header: LogHeader,
  records: AsyncIterable<LogRecord> | Iterable<LogRecord>,
): Promise<ReplayOutcome> {
  const session = new Session(index, header.config);
  const counts = { inputs: 0, events: 0, commands: 0 };
  let expected: LogRecord[] = [];
  for await (const record of records) {
    if (record.kind === 'input') {
      if (expected[0] !== undefined)
        return { kind: 'differs', n: record.n, logged: recordLine(record), reproduced: recordLine(expected[0]) };
      expected = session.take(record.input).events.map(({ n, event }) => ({ kind: 'event', n, event }));
      counts.inputs++;
    } else {
      const produced = expected.shift();
      const logged = recordLine(record);
      if (produced === undefined) return { kind: 'differs', n: record.n, logged };
      const reproduced = recordLine(produced);
      if (reproduced !== logged) return { kind: 'differs', n: record.n, logged, reproduced };
      counts.events++;
      if (record.event.kind === 'commanded') counts.commands++;
    }
  }
  return { kind: 'reproduced', ...counts, missing: expected.length };
}
