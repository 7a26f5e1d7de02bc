import { z } from 'zod';
import { InputFaults } from '../kernel/faults.ts';
import { faultsOfSchema } from '../kernel/schema-faults.ts';
import type { PlanPart } from '../preemption/strategy.ts';
import { demandSchema } from './demand/demand-schema.ts';
import type { Scenario } from './scenario.ts';

const id = z.string().min(1);
const seconds = z.number().min(0);
const share = z.number().min(0).max(1);

const planPart = z.enum([
  'cumulative-lead',
  'uncertainty',
  'drain',
  'metering',
  'early-service',
  'recovery',
] satisfies readonly PlanPart[]);

const strategy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }).meta({ description: 'Follows the ambulance and commands nothing.' }),
  z
    .strictObject({ kind: z.literal('fixed-eta'), leadS: z.number().positive() })
    .meta({ description: 'Asks for green once distance / max(speed, 5 m/s) falls below the lead.' }),
  z
    .strictObject({ kind: z.literal('fixed-distance'), leadM: z.number().positive() })
    .meta({ description: 'Asks for green once the ambulance is this near the stop bar.' }),
  z
    .strictObject({ kind: z.literal('link-queue') })
    .meta({ description: "Asks for green in time for the queue on the junction's own approach to have gone." }),
  z
    .strictObject({ kind: z.literal('offset-wave') })
    .meta({ description: 'Green when a free drive from dispatch on would come; set once, not corrected.' }),
  z.strictObject({ kind: z.literal('all-green') }).meta({ description: 'Every junction of the route from dispatch on.' }),
  z
    .strictObject({
      kind: z.literal('wavefront'),
      without: planPart.exactOptional().meta({ description: 'A part of it to leave out, to see what that is worth.' }),
    })
    .meta({ description: 'Queue-aware green wave over the whole route.' }),
  z.strictObject({ kind: z.literal('queue-leads') }).meta({ description: 'The same by the cumulative queue lead alone.' }),
]);

const urgency = z.enum(['life-threat', 'urgent', 'routine']);

const arm = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be small letters, digits and hyphens'),
  strategy,
  urgency: urgency.optional().meta({ description: 'Of every mission under this arm; absent: as the missions say.' }),
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

const actuated = z
  .strictObject({
    minGreenS: z.array(z.number().positive()).min(1).meta({ description: 'Least green of each stage, in their order.' }),
    gapS: z.number().positive().max(30).meta({ description: 'Longest gap between two vehicles that still extends the green.' }),
    detectorM: z.number().min(0).max(300).meta({ description: 'From the stop bar back to the detectors.' }),
  })
  .meta({ description: 'Actuated by detectors: each green ends between its minimum here and its maximum, `greenS`.' });

const programmeRule = z.strictObject({
  junctions: z.array(id).min(1).optional().meta({ description: 'Absent: all junctions that no earlier rule names.' }),
  cycleS: z.number().positive().max(600),
  stages: z.array(z.strictObject({ stage: id, greenS: z.number().positive() })).min(1),
  actuated: actuated.optional(),
  offsets,
  source: z.string().min(1).meta({ description: 'Where the timing comes from.' }),
});

const afterM = z.number().min(0).meta({ description: 'Driven before; then on the first link with room for it.' });
const onTheWay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('halts'), afterM, forS: z.number().positive() }).meta({ description: 'Stands in its lane.' }),
  z
    .strictObject({ kind: z.literal('turns-off'), afterM })
    .meta({ description: 'Leaves its route at the next junction, says nothing of it, and looks for a way back.' }),
  z
    .strictObject({ kind: z.literal('diverted'), afterM, to: id.meta({ description: 'Node where it goes now.' }) })
    .meta({ description: 'Dispatch sends it elsewhere.' }),
]);

const mission = z.strictObject({
  mission: id,
  vehicle: id,
  urgency,
  from: id.meta({ description: 'Link where it starts.' }),
  to: id.meta({ description: 'Node where it goes.' }),
  departS: z.strictObject({ earliest: seconds, latest: seconds }),
  speedFactor: z.number().min(0.5).max(2),
  driving: z
    .enum(['legal', 'cautious-red', 'escorted'])
    .optional()
    .meta({ description: 'How it takes a red light; absent: it stops.' }),
  follows: z
    .literal('dispatch')
    .optional()
    .meta({ description: "Its driver takes the route that the mission's status shows; absent: the fastest in free flow." }),
  onTheWay: onTheWay.optional().meta({ description: 'What happens to it; absent: nothing.' }),
});

const pedestrians = z
  .strictObject({
    perHour: z.number().min(0).max(3600).meta({ description: 'People at each crossing.' }),
    junctions: z.array(id).min(1).optional().meta({ description: 'Absent: all junctions.' }),
  })
  .meta({ description: 'People who ask for a green at crossings: Poisson arrivals.' });

const yielding = z
  .strictObject({
    probability: share.meta({ description: 'Share of drivers who do.' }),
    withinM: z.number().positive().max(500).meta({ description: 'How far behind them the siren is when they begin to.' }),
  })
  .meta({ description: 'What drivers do when a siren comes up behind them; absent: nothing.' });

const window = { fromS: seconds, toS: seconds };
const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gps-dropout'), vehicle: id, ...window }),
  z.strictObject({ kind: z.literal('junction-silent'), junction: id, ...window }),
  z.strictObject({ kind: z.literal('junction-fault'), junction: id, ...window }),
  z.strictObject({ kind: z.literal('command-loss'), probability: share, ...window }),
  z.strictObject({ kind: z.literal('message-loss'), probability: share, ...window }),
  z.strictObject({
    kind: z.literal('message-delay'),
    probability: share,
    delayS: z.int().min(1).max(60).meta({ description: 'By which this share of messages and commands comes late.' }),
    ...window,
  }),
  z.strictObject({ kind: z.literal('controller-restarts'), ...window }),
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
    demand: demandSchema,
    closedLinks: z.array(id).optional().meta({ description: 'Closed to all for the whole run.' }),
    pedestrians: pedestrians.optional(),
    yielding: yielding.optional(),
    boxBlocking: z
      .boolean()
      .optional()
      .meta({ description: 'Drivers follow into a junction although they will have to stop in it; absent: they keep it clear.' }),
    programmes: z.array(programmeRule),
    missions: z.array(mission),
    gps: z.strictObject({ periodS: z.number().min(1), sigmaM: z.number().min(0) }),
    faults: z.array(fault),
    uncountedLanes: share.optional().meta({
      description: 'Share of the approach lanes that junctions report no counts of, drawn per seed; absent: they report all.',
    }),
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
