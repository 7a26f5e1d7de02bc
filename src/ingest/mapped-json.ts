import { parseJson } from '../contract/codec.ts';
import { unread } from './reading.ts';

/** A JSON object whose members are asked for by paths such as `pos.lat` or `points.0.x`. */
export interface JsonMessage {
  readonly ok: true;
  get(path: string): unknown;
}

export function readJson(payload: Uint8Array): JsonMessage | ReturnType<typeof unread> {
  const json = parseJson(payload);
  if (json === undefined) return unread('malformed', 'not UTF-8 JSON');
  return { ok: true, get: (path) => at(json.value, path) };
}

/** Own members only: a message must not reach what every object inherits. A name with dots in it is found as well. */
function at(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(members, path)) return members[path];
  const dot = path.indexOf('.');
  const name = dot === -1 ? path : path.slice(0, dot);
  return dot !== -1 && Object.hasOwn(members, name) ? at(members[name], path.slice(dot + 1)) : undefined;
}
