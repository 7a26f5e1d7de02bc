import { InvalidArgumentError } from 'commander';
import { TOPIC_ID } from '../contract/topics.ts';

/** Shells report a program ended by Ctrl-C so: 128 + SIGINT. */
export const EXIT_INTERRUPTED = 130;
/** Of MQTT. */
export const DEFAULT_PORT = 1883;

/** Flags that several commands share, decoded; commander turns the error into exit code 2. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number above 0.');
  return value;
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}

export function nameList(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

export function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('Give a port, 0 to 65535.');
  return value;
}

export function brokerUrl(text: string): string {
  if (!URL.canParse(text) || !/^mqtts?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('Give an address such as mqtt://localhost:1883.');
  }
  return text;
}

export function topicId(text: string): string {
  if (!TOPIC_ID.test(text)) throw new InvalidArgumentError('Use letters, digits and . _ : @ > ~ - only, at most 64.');
  return text;
}
