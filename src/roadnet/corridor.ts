import { z } from 'zod';
import { InputFaults } from '../kernel/faults.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';

const id = z.string().regex(/^[A-Za-z0-9_.:-]+$/, 'use letters, digits and . _ : - only');
const lengthM = z.number().min(50).max(5000);
const lanes = z.int().min(1).max(8);
const speedKmh = z.number().min(10).max(130);
/** Room beside the lanes to pull over onto, in each direction; left out: none. */
const spareWidthM = z.number().min(0).max(20).optional();
const bearing = z.number().min(0).lt(360);

const crossSchema = z.strictObject({
  lanes,
  speedKmh,
  /** Length of the cross street on the left and on the right of the corridor's direction. */
  westM: lengthM,
  eastM: lengthM,
  spareWidthM,
});

const junctionSchema = z.strictObject({
  id,
  name: z.string().min(1),
  /** Distance of the node from the one before; left out for the first. */
  fromPreviousM: lengthM.optional(),
  /** Direction of the section from the node before; left out: as the section before it. */
  bearingDeg: bearing.optional(),
  cross: crossSchema,
});

/** A corridor as a person writes it: one road, its signalised junctions in order, one cross street at each. */
const corridorSchema = z.strictObject({
  format: z.literal('clearway-corridor/1'),
  name: z.string().min(1),
  title: z.string().min(1),
  schematic: z.boolean(),
  attribution: z.string().min(1),
  road: z.strictObject({
    name: z.string().min(1),
    /** Lanes per direction without the left-turn bay. */
    lanes,
    speedKmh,
    /** Left-turn bays of the road and of the cross streets, back from the stop bar. */
    leftBayM: z.number().min(20).max(300),
    crossLeftBayM: z.number().min(20).max(300),
    spareWidthM,
  }),
  first: z.strictObject({ lat: z.number().min(-85).max(85), lon: z.number().min(-180).max(180) }),
  /** Direction of the first section and of the entry before it. */
  bearingDeg: bearing,
  entries: z.strictObject({
    south: z.strictObject({ node: id, lengthM }),
    north: z.strictObject({ node: id, lengthM }),
  }),
  maxPresenceS: z.number().min(30).max(600),
  junctions: z.array(junctionSchema).min(1),
});

export type Corridor = z.infer<typeof corridorSchema>;

/** Decodes a corridor file; throws InputFaults with every fault. */
export function decodeCorridor(source: string, value: unknown): Corridor {
  const parsed = corridorSchema.safeParse(value);
  if (!parsed.success) throw new InputFaults(source, faultsOfSchema(parsed.error, value));
  const faults = parsed.data.junctions.flatMap((junction, i) =>
    i > 0 && junction.fromPreviousM === undefined
      ? [
          {
            path: `junctions[${i}].fromPreviousM`,
            value: undefined,
            advice: 'give the distance from the junction before, in metres',
          },
        ]
      : [],
  );
  if (faults.length > 0) throw new InputFaults(source, faults);
  return parsed.data;
}
