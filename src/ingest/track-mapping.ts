import { z } from 'zod';
import { InputFaults } from '../kernel/faults.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';
import { fieldMappingSchema } from './field-mapping.ts';

const schema = z.strictObject({
  format: z.literal('clearway-track/1'),
  datum: z.enum(['wgs-84', 'gcj-02']).default('wgs-84'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  start: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('About when the track begins, for times that do not state their day or hour.'),
  fields: fieldMappingSchema,
});

/** How to read a table of positions. */
export type TrackMapping = z.infer<typeof schema>;

/** What a table is taken for when nothing else is said: columns `time` (ISO 8601), `lat`, `lon` and, where there, the rest. */
export const USUAL_MAPPING: TrackMapping = {
  format: 'clearway-track/1',
  datum: 'wgs-84',
  delimiter: ',',
  fields: {
    lat: 'lat',
    lon: 'lon',
    time: { field: 'time', unit: 'iso' },
    speed: { field: 'speed_mps', unit: 'm/s' },
    heading: 'heading_deg',
    accuracy: { field: 'accuracy_m' },
  },
};

/** Throws InputFaults with every fault of the file. */
export function decodeTrackMapping(source: string, value: unknown): TrackMapping {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InputFaults(source, faultsOfSchema(parsed.error, value));
  return parsed.data;
}
