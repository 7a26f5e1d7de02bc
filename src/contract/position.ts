import { z } from 'zod';
import type { PositionFix } from '../location/fix.ts';
import type { Codec } from './codec.ts';
import { epochMs, topicId } from './wire.ts';

const schema = z
  .object({
    vehicle: topicId,
    atMs: epochMs.describe("Time of the fix by the vehicle's clock, milliseconds since 1970-01-01T00:00:00Z."),
    lat: z.number().min(-90).max(90).describe('WGS-84 degrees.'),
    lon: z.number().min(-180).max(180).describe('WGS-84 degrees.'),
    speedMps: z.number().min(0).max(163.82).describe('Metres per second; the range is that of SAE J2735 Speed.'),
    headingDeg: z.number().min(0).max(360).describe('Clockwise from north; ignored below walking pace.'),
    accuracyM: z.number().min(0).max(10_000).describe('One-sigma horizontal accuracy as the receiver states it.'),
    derived: z
      .array(z.enum(['speed', 'heading']))
      .max(2)
      .optional()
      .describe('What the vehicle does not measure and was derived from its positions.'),
  })
  .describe('One position report of a vehicle.');

export const positionCodec: Codec<PositionFix, z.infer<typeof schema>> = {
  kind: 'position',
  schema,
  toWire: ({ derived, ...fix }) => (derived === undefined ? fix : { ...fix, derived: [...derived] }),
  fromWire: (wire) => wire,
  idOf: (fix) => fix.vehicle,
};
