import { z } from 'zod';
import { TOPIC_ID } from './topics.ts';

/** Building blocks of the payload schemas; what they say is what the AsyncAPI document says. */
export const epochMs = z.int().min(0).max(8_640_000_000_000_000).describe('Milliseconds since 1970-01-01T00:00:00Z.');
export const topicId = z.string().regex(TOPIC_ID);
export const id = z.string().min(1).max(128);
export const reasonWord = z.string().min(1).max(64);
export const finite = z.number();
export const notNegative = z.number().min(0);

export const urgency = z.enum(['life-threat', 'urgent', 'routine']);

/** Where a vehicle is sent. */
export const destination = z.union([
  id.describe("Node of the city's map."),
  z
    .object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
    .describe('Place, WGS-84 degrees; the nearest road that can be reached is taken, within 100 m.'),
]);
export const incident = topicId.describe('The incident that several vehicles are sent to; each has a mission of its own.');
