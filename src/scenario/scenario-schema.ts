import { z } from 'zod';
import { InputFaults } from '../kernel/faults.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';
import type { Scenario } from './scenario.ts';

const id = z.string().min(1);
const seconds = z.number().min(0);
const share = z.number().min(0).max(1);

const strategy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }).meta({ description: 'Follows the ambulance and commands nothing.' }),
  z
    .strictObject({ kind: z.literal('fixed-eta'), leadS: z.number().positive() })
    .meta({ description: 'Asks for green once distance / max(speed, 5 m/s) falls below the lead.' }),
  z.strictObject({ kind: z.literal('wavefront') }).meta({ description: 'Queue-aware green wave over the whole route.' }),
]);

const arm = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be small letters, digits and hyphens'),
  strategy,
});

const flow = z
  .strictObject({
    from: id.meta({ description: 'Link where the vehicles enter.' }),
    vehPerHour: z.number().min(0),
    fromS: seconds,
    toS: seconds,
    route: z.array(id).min(1).optional().meta({ description: 'Links from `from` on; without it the turning shares decide.' }),
  })
  .meta({ description: 'Poisson arrivals at a rate, in a window.' });

const turningRule = z.strictObject({
  links: z.string().min(1).optional().meta({ description: 'Beginning of the ids of the links it is for; absent: all links.' }),
  shares: z.strictObject({ left: share, through: share, right: share }),
});

const demand = z.strictObject({
  source: z.string().min(1).meta({ description: 'Where the volumes come from.' }),
  flows: z.array(flow),
  turning: z
    .array(turningRule)
    .meta({ description: 'The first rule that fits a link counts; shares are scaled to the turns that exist.' }),
  speedFactor: z
    .strictObject({ mean: z.number().min(0.5).max(2), sd: z.number().min(0).max(0.3) })
    .meta({ description: 'Desired speed over the limit: normal, cut at three deviations.' }),
});

const offsets = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('random') }).meta({ description: 'Anywhere in the cycle, drawn per junction and seed.' }),
  z
    .strictObject({ kind: z.literal('progression'), along: z.array(id).min(2), speedMps: z.number().positive() })
    .meta({ description: 'First stages follow a platoon along these junctions, plus a shift common to all, drawn per seed.' }),
  z
    .strictObject({ kind: z.literal('fixed'), offsetS: z.record(id, z.number()) })
    .meta({ description: 'Start of the first stage after a whole number of cycles of Unix time, per junction.' }),
]);

const programmeRule = z.strictObject({
  junctions: z.array(id).min(1).optional().meta({ description: 'Absent: all junctions that no earlier rule names.' }),
  cycleS: z.number().positive().max(600),
  stages: z.array(z.strictObject({ stage: id, greenS: z.number().positive() })).min(1),
  offsets,
  source: z.string().min(1).meta({ description: 'Where the timing comes from.' }),
});

const mission = z.strictObject({
  mission: id,
  vehicle: id,
  urgency: z.enum(['life-threat', 'urgent', 'routine']),
  from: id.meta({ description: 'Link where it starts.' }),
  to: id.meta({ description: 'Node where it goes.' }),
  departS: z.strictObject({ earliest: seconds, latest: seconds }),
  speedFactor: z.number().min(0.5).max(2),
});

const window = { fromS: seconds, toS: seconds };
const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gps-dropout'), vehicle: id, ...window }),
  z.strictObject({ kind: z.literal('junction-silent'), junction: id, ...window }),
  z.strictObject({ kind: z.literal('junction-fault'), junction: id, ...window }),
  z.strictObject({ kind: z.literal('command-loss'), probability: share, ...window }),
]);

/** Shape of a scenario file; `check.ts` judges its meaning against the map. Published as scenarios/clearway-scenario.schema.json. */
export const scenarioSchema = z
  .strictObject({
    format: z.literal('clearway-scenario/1'),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be small letters, digits and hyphens: it names the output folder'),
    title: z.string().min(1),
    description: z.string().min(1),
    map: z.string().min(1).meta({ description: 'Path of the map, relative to this file.' }),
    start: z.iso.datetime({ offset: true }).meta({ description: 'Date and time of second 0, with offset.' }),
    stepS: z.number().positive().max(1).meta({ description: 'Step of simulation; a whole number of steps makes a second.' }),
    warmUpS: seconds,
    endS: z.number().positive(),
    demand,
    programmes: z.array(programmeRule),
    missions: z.array(mission),
    gps: z.strictObject({ periodS: z.number().min(1), sigmaM: z.number().min(0) }),
    faults: z.array(fault),
    seeds: z.array(z.int().min(0).max(4294967295)).min(1),
    arms: z.array(arm).min(1),
  })
  .meta({ title: 'Clearway scenario', description: 'Seconds count from `start`.' });

/** @throws InputFaults with every fault of shape in `value`; `source` names the file. */
export function decodeScenario(source: string, value: unknown): Scenario {
  const result = scenarioSchema.safeParse(value);
  if (!result.success) throw new InputFaults(source, faultsOfSchema(result.error, value));
  return result.data;
}

/** The published JSON schema as text, with a final line end. */
export function scenarioJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(scenarioSchema), null, 2)}\n`;
}
