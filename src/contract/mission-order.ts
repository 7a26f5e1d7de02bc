import { z } from 'zod';
import type { MissionOrder } from '../preemption/mission.ts';
import type { Codec } from './codec.ts';
import { epochMs, id, topicId, urgency } from './wire.ts';

const schema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('open'),
      mission: topicId.describe('New for each mission; an id that was used is refused as duplicate-mission.'),
      vehicle: topicId,
      atMs: epochMs,
      destination: id.describe("Node of the city's map."),
      urgency: urgency.describe("How much of others' time a second of the vehicle is worth."),
    }),
    z.object({ kind: z.literal('cancel'), mission: topicId, vehicle: topicId, atMs: epochMs }),
  ])
  .describe('What dispatch asks for: open a mission, or end it early.');

export const missionOrderCodec: Codec<MissionOrder, z.infer<typeof schema>> = {
  kind: 'order',
  schema,
  toWire: (order) => order,
  fromWire: (wire) => wire,
  idOf: (order) => order.mission,
};
