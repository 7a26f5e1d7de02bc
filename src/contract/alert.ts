import { z } from 'zod';
import type { Alert } from '../evidence/event.ts';
import type { Codec } from './codec.ts';
import { epochMs, id, reasonWord } from './wire.ts';

const schema = z
  .object({
    code: z.enum([
      'command-not-confirmed',
      'command-rejected',
      'junction-silent',
      'position-lost',
      'position-implausible',
      'position-without-mission',
      'many-without-mission',
      'clock-offset',
      'max-presence',
      'road-closed',
      'log-not-written',
      'missions-not-saved',
      'controller-failed',
    ]),
    atMs: epochMs,
    junction: id.optional(),
    vehicle: id.optional(),
    reason: reasonWord.optional(),
    text: z.string().max(1000).describe('For people; programs go by the code.'),
  })
  .describe('What an operator is called for.');

export const alertCodec: Codec<Alert, z.infer<typeof schema>> = {
  kind: 'alert',
  schema,
  toWire: (alert) => alert,
  fromWire: (wire) => wire,
  idOf: (alert) => alert.code,
};
