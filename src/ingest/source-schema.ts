import { z } from 'zod';
import { PREFIX, TOPIC_ID } from '../contract/topics.ts';
import { fieldMappingSchema } from './field-mapping.ts';
import { isTopicPattern, levelsOf, VEHICLE_LEVEL } from './topic-pattern.ts';

const OWN = PREFIX.split('/')[0];

const topic = z
  .string()
  .max(256)
  .refine(isTopicPattern, `must be levels between /, such as dispatch/${VEHICLE_LEVEL}/gps; + stands for any other level`)
  .refine((text) => levelsOf(text)[0] !== OWN, `must not begin with ${OWN}: what comes there is read by the contract`);
const common = {
  topic,
  datum: z.enum(['wgs-84', 'gcj-02']).default('wgs-84'),
  names: z
    .record(z.string(), z.string().regex(TOPIC_ID, 'must be the id of a vehicle as orders name it'))
    .optional()
    .describe('Ids of vehicles by what the source calls them; a name that is not listed is the id.'),
};

/** Messages on topics of a centre's own: which they are, and how positions stand in them. */
export const sourceSchema = z
  .discriminatedUnion('payload', [
    z.strictObject({
      ...common,
      payload: z.literal('json'),
      vehicle: z.string().min(1).optional().describe('Where the message names its vehicle, when the topic does not.'),
      fields: fieldMappingSchema,
    }),
    z.strictObject({ ...common, payload: z.literal('nmea') }),
  ])
  .superRefine((source, context) => {
    const inTopic = levelsOf(source.topic).includes(VEHICLE_LEVEL);
    const inMessage = source.payload === 'json' && source.vehicle !== undefined;
    if (inTopic === inMessage) {
      const how = inTopic ? 'the topic names the vehicle already: leave one out' : `put ${VEHICLE_LEVEL} into the topic`;
      context.addIssue({ code: 'custom', path: [inTopic ? 'vehicle' : 'topic'], message: how });
    }
  });

export type PositionSource = z.infer<typeof sourceSchema>;
