import { z } from 'zod';
import type { Codec } from './codec.ts';
import { epochMs } from './wire.ts';

const schema = z
  .object({
    state: z.enum(['online', 'failed', 'offline']).describe('failed: alive, but commanding nothing until it is restarted.'),
    startedMs: epochMs.describe(
      'When this run of the controller began; a new value means that it restarted: it knows the missions of its mission book, and an order told again is a harmless duplicate.',
    ),
    version: z.string().min(1).max(64),
  })
  .describe('Whether a controller is there.');

export interface ControllerPresence {
  readonly state: 'online' | 'failed' | 'offline';
  readonly startedMs: number;
  readonly version: string;
}

export const presenceCodec: Codec<ControllerPresence, z.infer<typeof schema>> = {
  kind: 'presence',
  schema,
  toWire: (presence) => presence,
  fromWire: (wire) => wire,
  idOf: () => '',
};
