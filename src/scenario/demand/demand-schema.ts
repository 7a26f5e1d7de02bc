import { z } from 'zod';

const id = z.string().min(1);
const seconds = z.number().min(0);
const share = z.number().min(0).max(1);

const type = id.optional().meta({ description: 'A name of `vehicleTypes`; absent: a car.' });
const window = { fromS: seconds, toS: seconds };

const speedFactor = z
  .strictObject({ mean: z.number().min(0.5).max(2), sd: z.number().min(0).max(0.3) })
  .meta({ description: 'Desired speed over the limit: normal, cut at three deviations.' });

/** A kind of vehicle. */
export const vehicleTypeSchema = z.strictObject({
  lengthM: z.number().min(1).max(40),
  jamGapM: z.number().min(0.5).max(10).meta({ description: 'Bumper to bumper at rest.' }),
  accelerationMps2: z.number().min(0.2).max(10),
  maxSpeedMps: z.number().min(1).max(70).optional().meta({ description: 'Whatever the limit; absent: no matter.' }),
  speedFactor,
});

const flow = z
  .strictObject({
    from: id.meta({ description: 'Link where the vehicles enter.' }),
    vehPerHour: z.number().min(0),
    ...window,
    route: z.array(id).min(1).optional().meta({ description: 'Links from `from` on; without it the turning shares decide.' }),
    type,
  })
  .meta({ description: 'Poisson arrivals at a rate, in a window.' });

const odFlow = z
  .strictObject({
    from: id.meta({ description: 'Link where the vehicles enter.' }),
    to: id.meta({ description: 'Link at whose end they leave.' }),
    vehPerHour: z.number().min(0),
    ...window,
    type,
  })
  .meta({ description: 'Poisson arrivals at a rate, in a window, on the fastest way in free flow.' });

const turningRule = z.strictObject({
  links: z.string().min(1).optional().meta({ description: 'Beginning of the ids of the links it is for; absent: all links.' }),
  shares: z.strictObject({ left: share, through: share, right: share }),
});

/** The demand of a scenario file; the vehicles of `list` stand in a file of their own. */
export const demandSchema = z.strictObject({
  source: z.string().min(1).meta({ description: 'Where the volumes come from.' }),
  flows: z.array(flow),
  turning: z
    .array(turningRule)
    .meta({ description: 'The first rule that fits a link counts; shares are scaled to the turns that exist.' }),
  speedFactor,
  vehicleTypes: z.record(id, vehicleTypeSchema).optional().meta({ description: 'Kinds of vehicles by name.' }),
  od: z.array(odFlow).optional().meta({ description: 'Origin-destination table.' }),
  list: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Path of a file of single vehicles (clearway-vehicles/1, JSON), relative to this file.' }),
});
