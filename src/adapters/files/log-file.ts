import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream';
import { constants, createGunzip, gzipSync } from 'node:zlib';
import { ChainChecker } from '../../journal/chain.ts';
import { decodeHeader, decodeRecord } from '../../journal/log-schema.ts';
import type { LogHeader, LogRecord } from '../../journal/record.ts';
import type { RecordSink } from '../../journal/session.ts';
import { InputFaults } from '../../kernel/faults.ts';
import { makeFolders } from './make-folders.ts';

const FLUSH_AT_CHARS = 1_000_000;

/**
 * Writes a log as `.jsonl.gz`. Each flush appends one whole gzip member, so a killed process leaves a file that reads well up to
 * its last flush; writing is synchronous, so no line waits in a stream that nobody drains. A flush that throws loses nothing: the
 * file keeps its whole members, and the next flush writes what waits.
 */
export class LogFile implements RecordSink {
  readonly path: string;
  readonly #fd: number;
  #pending: string[] = [];
  #pendingChars = 0;
  /** Members that are not in the file yet. */
  #members: Buffer[] = [];
  #writtenBytes = 0;

  /** Creates the file and its folder; an existing file is replaced. Throws InputFaults when it cannot. */
  constructor(path: string) {
    this.path = path;
    try {
      makeFolders(dirname(path));
      this.#fd = openSync(path, 'w');
    } catch (error) {
      throw fault(path, '', `cannot be written (${messageOf(error)}); choose a folder for logs that this user may write to`);
    }
  }

  /** Bytes that wait for a disk that takes no more. */
  get waitingBytes(): number {
    return this.#members.reduce((sum, { length }) => sum + length, 0);
  }

  write(line: string): void {
    this.#pending.push(line, '\n');
    this.#pendingChars += line.length + 1;
    if (this.#pendingChars >= FLUSH_AT_CHARS) this.flush();
  }

  /** Puts all lines so far on disk; a daemon calls it every few seconds, so that a crash loses no more than that. */
  flush(): void {
    if (this.#pending.length > 0) {
      this.#members.push(gzipSync(this.#pending.join(''), { level: constants.Z_BEST_SPEED }));
      this.#pending = [];
      this.#pendingChars = 0;
    }
    for (let member = this.#members[0]; member !== undefined; member = this.#members[0]) {
      this.#append(member);
      this.#members.shift();
    }
  }

  close(): void {
    try {
      this.flush();
    } finally {
      closeSync(this.#fd);
    }
  }

  /** All of the member, or nothing of it: a disk that fills up takes a part. */
  #append(member: Buffer): void {
    try {
      for (let at = 0; at < member.length; ) {
        at += writeSync(this.#fd, member, at, member.length - at, this.#writtenBytes + at);
      }
      this.#writtenBytes += member.length;
    } catch (error) {
      if (fstatSync(this.#fd).isFile()) ftruncateSync(this.#fd, this.#writtenBytes);
      throw error;
    }
  }
}

/** A log open for reading: its header, and its records as they come. Iterate `records` once. */
export interface OpenLog {
  readonly header: LogHeader;
  readonly records: AsyncIterable<LogRecord>;
}

/** Opens a log and checks its chain while it is read; InputFaults name the first line that is wrong, while reading too. */
export async function openLog(path: string): Promise<OpenLog> {
  const lines = checkedLines(path);
  const first = await lines.next();
  if (first.done === true) throw fault(path, '', 'is empty: not a log, or killed before its first flush');
  const header = decodeHeader(first.value.value);
  if (header.kind === 'fault') throw fault(path, 'line 1', header.advice);
  return { header: header.value, records: recordsOf(path, lines) };
}

async function* recordsOf(path: string, lines: AsyncIterable<CheckedLine>): AsyncGenerator<LogRecord> {
  for await (const { number, value } of lines) {
    const record = decodeRecord(value);
    if (record.kind === 'fault') throw fault(path, `line ${number}`, record.advice);
    yield record.value;
  }
}

interface CheckedLine {
  readonly number: number;
  readonly value: unknown;
}

async function* checkedLines(path: string): AsyncGenerator<CheckedLine> {
  const checker = new ChainChecker();
  let number = 0;
  for await (const line of textLines(path)) {
    number++;
    const check = checker.check(line);
    if (check.kind === 'broken') throw fault(path, `line ${number}`, check.why);
    yield { number, value: JSON.parse(check.recordText) as unknown };
  }
}

/** Lines of a gzip file; what follows the last line end was cut off by a kill and is left out. */
async function* textLines(path: string): AsyncGenerator<string> {
  const file = await open(path).catch((error: unknown) => {
    throw fault(
      path,
      '',
      `cannot be opened (${messageOf(error)}); give the path of an event log, such as out/<scenario>/clearway.jsonl.gz`,
    );
  });
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  gunzip.setEncoding('utf8');
  // The pipeline's error also ends the loop below, which reports it.
  pipeline(file.createReadStream(), gunzip, () => {});
  let rest = '';
  try {
    for await (const chunk of gunzip) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } catch (error) {
    if (error instanceof InputFaults) throw error;
    throw fault(path, '', `cannot be read as gzip (${messageOf(error)}); a log is a .jsonl.gz file`);
  }
}

function fault(path: string, where: string, advice: string): InputFaults {
  return new InputFaults(path, [{ path: where, value: undefined, advice }]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
