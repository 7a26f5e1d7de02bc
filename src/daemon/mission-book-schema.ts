import { z } from 'zod';
import { destination, epochMs, id, incident, reasonWord, topicId, urgency } from '../contract/wire.ts';

const count = z.int().min(0);

const request = z.object({
  id,
  mission: topicId,
  junction: id,
  stop: z.object({
    junction: id,
    link: id,
    movement: id,
    group: id,
    lanes: z.array(count),
    alongM: z.number(),
    linkIndex: count,
  }),
  sinceMs: epochMs,
});

const passed = request.extend({
  state: z.enum(['completed', 'rejected', 'timeout', 'cooldown', 'stale']),
  passed: z.literal(true),
});

const stood = request.extend({
  heldInVain: count.optional(),
  againBeyondM: z.number().optional(),
  commanded: z.object({ fromM: z.number(), forMs: z.number().min(0), lastMs: epochMs }).optional(),
});

const suspect = z.object({ reason: reasonWord, sinceMs: epochMs });

const way = z.object({
  links: z.array(id).max(4096),
  lengthM: z.number(),
  alongM: z.number(),
  atMs: z.number().optional(),
  unplacedM: z.number().min(0).optional(),
  passedStops: count,
});

const mission = z.object({
  mission: topicId,
  vehicle: topicId,
  incident: incident.optional(),
  guided: z.literal(true).optional(),
  urgency,
  destination,
  orderedMs: epochMs,
  lastOrder: z
    .object({ kind: z.enum(['open', 'update', 'cancel', 'complete']), atMs: epochMs, refused: z.string().optional() })
    .optional(),
  drivenM: z.number(),
  serial: count,
  passed: z.array(passed).max(512),
  suspect: suspect.optional(),
  clockCorrectionMs: z.number().optional(),
  stood: z.array(stood).max(512).optional(),
  way: way.optional(),
});

/** The file of a mission book. */
export const missionBookSchema = z.object({
  format: z.literal('clearway-missions/1'),
  city: topicId,
  savedMs: epochMs,
  missions: z.array(mission).max(1000),
  // Without it some statuses stay in the broker, which is no reason to lose the open missions.
  ended: z
    .array(z.object({ mission: topicId, endedMs: epochMs }))
    .optional()
    .catch(undefined),
});
