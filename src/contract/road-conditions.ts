import { z } from 'zod';
import type { RoadConditions } from '../roadnet/live-conditions.ts';
import type { Codec } from './codec.ts';
import { epochMs, id } from './wire.ts';

/** More than a day's incidents of a city; a payload within the topic's size holds as many of both. */
const MOST = 2048;
/** A day; the roads' own `LONGEST_DELAY_S`. */
const LONGEST_S = 86_400;

const link = id.describe("Link of the city's map.");

const schema = z
  .object({
    atMs: epochMs,
    closed: z.array(link).max(MOST).describe('Links that nobody may drive into.'),
    closedTurns: z
      .array(z.object({ from: link, to: link }))
      .max(MOST)
      .optional()
      .describe('Turns at the end of the link `from` that nobody may take into the link `to`; none when absent.'),
    delays: z
      .array(z.object({ link, delayS: z.number().min(0).max(LONGEST_S).describe('Seconds above free flow along the link.') }))
      .max(MOST)
      .describe('Those of one link add up.'),
  })
  .describe('What keeps the roads from flowing freely; all of it, in place of what was said before.');

export const roadConditionsCodec: Codec<RoadConditions, z.infer<typeof schema>> = {
  kind: 'conditions',
  schema,
  toWire: ({ atMs, closed, closedTurns, delays }) => ({
    atMs,
    closed: [...closed],
    ...(closedTurns === undefined ? {} : { closedTurns: [...closedTurns] }),
    delays: [...delays],
  }),
  fromWire: ({ closedTurns, ...wire }) => (closedTurns === undefined ? wire : { ...wire, closedTurns }),
  idOf: () => '',
};
