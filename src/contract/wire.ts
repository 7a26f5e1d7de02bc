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
