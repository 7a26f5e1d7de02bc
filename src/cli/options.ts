import { InvalidArgumentError } from 'commander';
import { TOPIC_ID } from '../contract/topics.ts';

/** Flags that several commands share, decoded; commander turns the error into exit code 2. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number above 0.');
  return value;
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
