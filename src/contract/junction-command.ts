import { z } from 'zod';
import type { JunctionCommand } from '../signal/command.ts';
import type { Codec } from './codec.ts';
import { epochMs, id, topicId } from './wire.ts';

const wish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('serve'),
    stage: id.describe("Stage of the junction in the city's map."),
    leaseUntilMs: epochMs.describe(
      'The wish ends at this instant unless a newer command renews it; at most 15 s after issuedAtMs.',
    ),
  }),
  z.object({ kind: z.literal('release') }),
]);

const schema = z
  .object({
    junction: topicId,
    command: id.describe('Unique; a renewal has a new one.'),
    sequence: z
      .int()
      .min(0)
      .describe('Time of issue in epoch milliseconds, never below issuedAtMs, and greater than the last of this junction.'),
    request: id.describe('The priority request this serves.'),
    issuedAtMs: epochMs,
    wish,
  })
  .describe('A wish of the controller; the junction owns the lamps and keeps every minimum green and clearance.');

export const junctionCommandCodec: Codec<JunctionCommand, z.infer<typeof schema>> = {
  kind: 'command',
  schema,
  toWire: (command) => command,
  fromWire: (wire) => wire,
  idOf: (command) => command.junction,
};
