import { z } from 'zod';
import type { Confirmation } from '../signal/command.ts';
import type { Codec } from './codec.ts';
import { epochMs, id, topicId } from './wire.ts';

const schema = z
  .object({
    junction: topicId,
    command: id,
    atMs: epochMs,
    outcome: z.enum(['accepted', 'served', 'released', 'expired', 'rejected']),
    reason: z
      .enum([
        'unknown-stage',
        'stale-sequence',
        'future-dated',
        'lease-too-long',
        'lease-in-the-past',
        'junction-fault',
        'max-presence',
        'starved-service',
      ])
      .optional()
      .describe('With rejected, and with released when the junction let go by itself.'),
  })
  .describe("A junction's answer to one command.");

export const confirmationCodec: Codec<Confirmation, z.infer<typeof schema>> = {
  kind: 'confirmation',
  schema,
  toWire: (confirmation) => confirmation,
  fromWire: (wire) => wire,
  idOf: (confirmation) => confirmation.junction,
};
