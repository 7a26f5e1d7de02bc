import { z } from 'zod';
import { TOPIC_ID } from '../contract/topics.ts';
import { sourceSchema } from '../ingest/source-schema.ts';
import { InputFaults } from '../kernel/faults.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';

const url = (protocols: RegExp, example: string): z.ZodURL =>
  z.url({ protocol: protocols, error: `must be an address such as ${example}` });

const schema = z.strictObject({
  format: z.literal('clearway-serve/1'),
  city: z.string().regex(TOPIC_ID, 'must be letters, digits and . _ : @ > ~ -, at most 64, as it stands in every topic'),
  map: z.string().min(1).meta({ description: 'Map file, relative to this file.' }),
  logFolder: z.string().min(1).meta({ description: 'Folder for event logs, relative to this file; made if need be.' }),
  strategy: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('fixed-eta'), leadS: z.number().positive() }),
      z.strictObject({ kind: z.literal('wavefront') }),
    ])
    .default({ kind: 'wavefront' }),
  broker: z.strictObject({
    url: url(/^mqtts?$/, 'mqtt://localhost:1883 or mqtts://broker.example:8883'),
    username: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional().meta({ description: 'File that holds the password and nothing else.' }),
    caFile: z.string().min(1).optional().meta({ description: 'PEM file of the authority that signed the broker.' }),
    certFile: z.string().min(1).optional().meta({ description: 'PEM file of our certificate, when the broker asks for one.' }),
    keyFile: z.string().min(1).optional(),
  }),
  sources: z.array(sourceSchema).max(100).default([]).meta({ description: "Positions on topics of the centre's own." }),
  influx: z
    .strictObject({
      url: url(/^https?$/, 'http://localhost:8086'),
      database: z.string().regex(/^\w+$/, 'must be letters, digits and underscores'),
      username: z.string().min(1).optional(),
      passwordFile: z.string().min(1).optional(),
    })
    .optional(),
});

/** What `clearway serve` is told by its configuration file. Paths are relative to that file. */
export type ServeConfig = z.infer<typeof schema>;

/** Throws InputFaults with every fault of the file. */
export function decodeServeConfig(source: string, value: unknown): ServeConfig {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InputFaults(source, faultsOfSchema(parsed.error, value));
  return parsed.data;
}
