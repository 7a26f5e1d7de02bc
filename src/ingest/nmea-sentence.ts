import { quoted, type Unread, unread } from './reading.ts';

/** One sentence of NMEA 0183 whose checksum is right. */
export interface Sentence {
  readonly ok: true;
  readonly talker: string;
  readonly type: string;
  /** What stands between the commas, the address left out. */
  readonly fields: readonly string[];
}

/** The standard allows 82; receivers with many digits send more. */
export const SENTENCE_LENGTH = 128;
const ADDRESS = /^[A-Z][A-Z0-9]{2,7}$/;

/** Reads one line, without its end. A checksum that is missing or wrong is refused: half a line can look like another place. */
export function readSentence(line: string): Sentence | Unread {
  if (line.length > SENTENCE_LENGTH) return unread('oversized', `${line.length} characters, at most ${SENTENCE_LENGTH}`);
  const text = line.trim();
  if (!text.startsWith('$')) return unread('malformed', `${quoted(text)} is no sentence: it must begin with $`);
  const star = text.lastIndexOf('*');
  if (star === -1) return unread('bad-checksum', `${quoted(text)} has no checksum`);
  const body = text.slice(1, star);
  const stated = text.slice(star + 1);
  const sum = checksumOf(body);
  if (stated.toUpperCase() !== sum) return unread('bad-checksum', `the checksum is ${quoted(stated)}, must be ${sum}`);
  const [address = '', ...fields] = body.split(',');
  if (!ADDRESS.test(address)) return unread('malformed', `${quoted(address)} names no sentence`);
  return { ok: true, talker: address.slice(0, -3), type: address.slice(-3), fields };
}

/** Exclusive or of all characters between $ and *, two hexadecimal digits. */
export function checksumOf(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}
