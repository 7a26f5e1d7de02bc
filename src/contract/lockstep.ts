import { z } from 'zod';
import type { Codec } from './codec.ts';
import type { TopicKind } from './topics.ts';
import { epochMs, id } from './wire.ts';

const tick = z
  .object({ atMs: epochMs, messages: z.int().min(0).describe('Messages of this second, the tick itself left out.') })
  .describe('A simulated second is complete.');
const done = z
  .object({
    atMs: epochMs,
    commands: z.array(id).describe('Ids of the commands of this second, in the order they were decided.'),
    statuses: z.array(id).optional().describe('Missions of led crews whose status was sent in this second.'),
  })
  .describe('The controller has taken the second.');
const end = z.object({ atMs: epochMs }).describe('The run is over.');
const log = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }).describe("SHA-256 of the controller's event log.");

export const tickCodec = plain('lockstep-tick', tick);
export const doneCodec = plain('lockstep-done', done);
export const endCodec = plain('lockstep-end', end);
export const logCodec = plain('lockstep-log', log);

function plain<W>(kind: TopicKind, schema: z.ZodType<W>): Codec<W, W> {
  return { kind, schema, toWire: (value) => value, fromWire: (wire) => wire, idOf: () => '' };
}
