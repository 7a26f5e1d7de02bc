import { z } from 'zod';
import type { MissionStatus } from '../preemption/mission.ts';
import type { Codec } from './codec.ts';
import { destination, epochMs, finite, id, incident, notNegative, reasonWord, topicId, urgency } from './wire.ts';

const outlook = z.object({
  junction: id,
  request: id,
  state: z
    .enum(['received', 'queued', 'activated', 'completed', 'rejected', 'timeout', 'cooldown', 'stale'])
    .describe('Request state of RSMP S0033; the last five are final.'),
  distanceM: finite.describe('Along the route to the stop bar; 0 once passed.'),
  etaMs: epochMs.describe('Expected crossing of the stop bar: half of all come earlier.'),
  etaEarlyMs: epochMs.optional().describe('One crossing in twenty is earlier; absent once passed.'),
  etaLateMs: epochMs.optional().describe('One crossing in twenty is later; absent once passed.'),
  green: z.boolean().describe("The vehicle's signal group shows green now."),
  greenMs: epochMs
    .optional()
    .describe('When it is expected to show green for the vehicle; absent where it will not be asked as things stand.'),
  passed: z.boolean().describe('The vehicle has crossed the stop bar, by whichever turn. Over all routes of the mission.'),
  left: z
    .literal(true)
    .optional()
    .describe(
      'The vehicle goes another way now: neither passed nor ahead, and shown for 10 s, while the junction is given back.',
    ),
  reason: reasonWord.optional().describe('Why it is not green yet.'),
  heldBy: id
    .optional()
    .describe('With the reason held-by-other-request: the request that is served before this one; greenMs is after it.'),
});

const position = z
  .object({
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    link: id,
    offsetM: finite.describe('From the start of the link.'),
    sigmaM: notNegative.describe('One-sigma error of offsetM.'),
    atMs: epochMs,
    suspect: reasonWord.optional().describe('Why its positions are not believed; it then gets no green.'),
  })
  .describe(
    'Where the vehicle was at its last usable position (atMs), and on which link of the map; unheard for more than 3 s, where it has probably come since.',
  );

const geometry = z
  .object({
    type: z.literal('LineString'),
    coordinates: z
      .array(z.tuple([z.number(), z.number()]))
      .max(512)
      .describe('[longitude, latitude], 1e-5 degrees.'),
  })
  .describe('GeoJSON (RFC 7946) of the whole route, simplified.');

const schema = z
  .object({
    mission: topicId,
    vehicle: topicId,
    incident: incident.optional(),
    atMs: epochMs,
    phase: z.enum(['waiting-for-position', 'under-way', 'done', 'cancelled', 'refused']),
    urgency,
    destination,
    reason: reasonWord.optional().describe('Why it was refused or ended.'),
    lastOrder: z
      .object({
        kind: z.enum(['open', 'update', 'cancel', 'complete']),
        atMs: epochMs,
        refused: reasonWord.optional().describe('Why it was not obeyed; absent when it was.'),
      })
      .optional()
      .describe('What became of the order given last; a repeated order is not one.'),
    position: position.optional(),
    uncertainStart: z
      .literal(true)
      .optional()
      .describe(
        'Which link the route begins on is not sure yet, as where a vehicle stands on a road of two directions: it begins on the likeliest that leads to the destination, and is planned anew as soon as the vehicle is seen on another.',
      ),
    etaMs: epochMs.optional().describe('Expected arrival at the destination: half of all come earlier.'),
    etaEarlyMs: epochMs.optional().describe('One arrival in twenty is earlier.'),
    etaLateMs: epochMs.optional().describe('One arrival in twenty is later.'),
    remainingM: notNegative.optional(),
    savedEstimateS: finite
      .optional()
      .describe(
        'Seconds saved up to the stop bar last passed, against an estimate, made when the route was taken, of the same trip without priority; negative: slower than that. Absent where it cannot be estimated.',
      ),
    route: z.array(id).max(4096).describe('Links of the map, in driving order; empty while no route is known.'),
    guided: z.literal(true).optional().describe('The crew drives this route: show it every change.'),
    geometry: geometry.optional(),
    junctions: z
      .array(outlook)
      .max(512)
      .describe(
        'Signalised junctions of the drive, in driving order: those passed, whatever route the vehicle was on, those just left, and those ahead.',
      ),
  })
  .describe('What dispatch sees of a mission; done, cancelled and refused are final.');

export const missionStatusCodec: Codec<MissionStatus, z.infer<typeof schema>> = {
  kind: 'status',
  schema,
  toWire: (status) => ({
    ...status,
    route: [...status.route],
    geometry:
      status.geometry === undefined
        ? undefined
        : { type: status.geometry.type, coordinates: status.geometry.coordinates.map(([lon, lat]) => [lon, lat]) },
    junctions: [...status.junctions],
  }),
  fromWire: (wire) => wire,
  idOf: (status) => status.mission,
};
