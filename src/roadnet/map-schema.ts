import { z } from 'zod';
import { InputFaults } from '../kernel/faults.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';
import type { RoadMap } from './map.ts';
import { checkMap } from './map-check.ts';
import { draftOf } from './map-draft.ts';

/** Ids become levels of MQTT topics, so they hold neither white space nor the characters that mean something there. */
const id = z
  .string()
  .max(120)
  .regex(/^[^\s/+#\p{Cc}]+$/u, 'must be a text without spaces, control characters, "/", "+" and "#"');
const seconds = z.number().min(0).max(600);
const laneIndex = z.int().min(0).max(15);
const lat = z.number().min(-85).max(85);
const lon = z.number().min(-180).max(180);

export const nodeSchema = z.strictObject({ id, lat, lon, name: z.string().optional() });

export const linkSchema = z.strictObject({
  id,
  from: id,
  to: id,
  name: z.string(),
  lengthM: z.number().gt(0).max(100_000).describe('From its start to its stop bar, metres.'),
  speedLimitMps: z.number().min(1).max(70),
  lanes: z
    .array(z.strictObject({ startM: z.number().min(0) }))
    .min(1)
    .max(16)
    .describe('Lane 0 is the kerb lane. startM: 0 for a lane that begins with the link, more for a turn bay.'),
  spareWidthM: z.number().min(0).max(20).optional().describe('Beside the lanes, to pull over onto; absent: none.'),
  level: z
    .int()
    .min(-10)
    .max(10)
    .optional()
    .describe('0 and absent: on the ground; 1 and more: on bridges, -1 and less: in tunnels.'),
  via: z
    .array(z.tuple([lon, lat]))
    .optional()
    .describe('Interior points of the centre line, [lon, lat].'),
});

export const movementSchema = z.strictObject({
  id,
  from: id,
  to: id,
  turn: z.enum(['left', 'through', 'right', 'uturn']),
  lanes: z
    .array(z.tuple([laneIndex, laneIndex]))
    .meta({ description: '[lane on from, lane on to], every pair a vehicle may drive.', minItems: 1 }),
  lengthM: z.number().gt(0).max(500).describe('Inside the node, stop bar to the start of the next link, metres.'),
  paths: z
    .array(z.array(z.tuple([lon, lat])).min(2))
    .optional()
    .describe('For each pair of lanes the centre line of its path through the node, [lon, lat]; absent: not drawn.'),
  speedMps: z
    .number()
    .min(1)
    .max(70)
    .optional()
    .describe('Speed at which its path can be driven; absent: what is usual for the turn.'),
  waitM: z
    .number()
    .gt(0)
    .max(500)
    .optional()
    .describe('How far into the node one may come who gives way, to wait there; absent: waits at the stop bar.'),
  yieldsTo: z.array(id).describe('Movements it gives way to where no signal separates them.'),
  onRed: z
    .literal('after-stop')
    .optional()
    .describe('May go on red after a stop, giving way to all whom it meets; absent: may not.'),
});

const vehicleGroupSchema = z.strictObject({
  kind: z.literal('vehicle'),
  id,
  movements: z.array(id).meta({ minItems: 1 }),
  minGreenS: z.number().min(4).max(60),
  yellowS: z.number().min(3).max(6),
});

const pedestrianGroupSchema = z.strictObject({
  kind: z.literal('pedestrian'),
  id,
  crosses: z.array(id).min(1).describe('The links whose carriageway it crosses.'),
  walkS: z.number().min(4).max(120),
  clearanceS: z.number().min(1).max(120).describe('Flashing green after walk, never shortened.'),
});

export const junctionSchema = z.strictObject({
  id,
  node: id,
  name: z.string(),
  groups: z.array(z.discriminatedUnion('kind', [vehicleGroupSchema, pedestrianGroupSchema])).min(1),
  conflicts: z.array(z.tuple([id, id])).describe('Pairs that must never be open together, each once.'),
  intergreens: z
    .array(z.strictObject({ from: id, to: id, seconds }))
    .describe('From the end of green (pedestrians: of clearance) to the green of a conflicting group; includes the yellow.'),
  stages: z
    .array(z.strictObject({ id, name: z.string(), groups: z.array(id).describe('Green together; none: all red.') }))
    .min(1),
  maxPresenceS: z.number().min(10).max(3600),
  assumed: z.boolean().describe('True when derived from geometry by rule and not read from a controller.'),
});

/** The shape of a map file; what its parts say about each other is checked by `checkMap`. */
export const mapSchema = z.strictObject({
  format: z.literal('clearway-map/1'),
  name: z.string().min(1),
  title: z.string(),
  schematic: z.boolean().describe('True when geometry or signals are drawn from general knowledge and not surveyed.'),
  attribution: z.string().min(1).describe('Where the data come from, on what terms, and what was assumed.'),
  nodes: z.array(nodeSchema).min(1),
  links: z.array(linkSchema),
  movements: z.array(movementSchema),
  junctions: z.array(junctionSchema),
});

/**
 * A map from parsed JSON. When some parts have the wrong shape, the sound ones are still judged against each other, so that
 * one reading names every fault.
 * @throws InputFaults with every fault of shape and meaning.
 */
export function decodeMap(source: string, value: unknown): RoadMap {
  const parsed = mapSchema.safeParse(value);
  if (parsed.success) {
    const faults = checkMap(draftOf(parsed.data));
    if (faults.length > 0) throw new InputFaults(source, faults);
    return parsed.data;
  }
  const sound = draftOf(value, { nodes: nodeSchema, links: linkSchema, movements: movementSchema, junctions: junctionSchema });
  throw new InputFaults(source, [...faultsOfSchema(parsed.error, value), ...checkMap(sound)]);
}

/** The published JSON schema (2020-12), as committed in maps/clearway-map.schema.json. */
export function mapJsonSchema(): string {
  const schema = z.toJSONSchema(mapSchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ title: 'Clearway road map', ...schema }, null, 2)}\n`;
}
