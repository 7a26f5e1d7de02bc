import { z } from 'zod';
import type { MissionOrder } from '../preemption/mission.ts';
import type { Codec } from './codec.ts';
import { destination, epochMs, incident, topicId, urgency } from './wire.ts';

const head = { mission: topicId, vehicle: topicId, atMs: epochMs };

const schema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('open'),
      ...head,
      mission: topicId.describe('New for each mission; an id that was used is refused as duplicate-mission.'),
      destination,
      urgency: urgency.describe("How much of others' time a second of the vehicle is worth."),
      incident: incident.optional(),
      guided: z
        .boolean()
        .optional()
        .describe(
          "The crew drives the route that the mission's status shows, which may then change where queues make it worth it.",
        ),
    }),
    z
      .object({ kind: z.literal('update'), ...head, destination: destination.optional(), urgency: urgency.optional() })
      .refine((order) => order.destination !== undefined || order.urgency !== undefined, 'names nothing to change')
      .describe(
        'Another destination, another urgency, or both; at least one. Refused as out-of-order when dated before the order obeyed last, and as no-route when the vehicle cannot get there: it then goes on to where it was going.',
      ),
    z.object({ kind: z.literal('cancel'), ...head }),
    z.object({ kind: z.literal('complete'), ...head }).describe('The vehicle has done what it was sent for.'),
  ])
  .describe(
    'What dispatch asks for: open a mission, change it, or end it early. An order that comes twice is refused as a duplicate the second time and changes nothing.',
  );

export const missionOrderCodec: Codec<MissionOrder, z.infer<typeof schema>> = {
  kind: 'order',
  schema,
  toWire: (order) => order,
  fromWire: (wire) => wire,
  idOf: (order) => order.mission,
};
