import { z } from 'zod';
import type { MissionStatus } from '../preemption/mission.ts';
import type { Codec } from './codec.ts';
import { epochMs, finite, id, notNegative, reasonWord, topicId, urgency } from './wire.ts';

const outlook = z.object({
  junction: id,
  request: id,
  state: z
    .enum(['received', 'queued', 'activated', 'completed', 'rejected', 'timeout', 'cooldown', 'stale'])
    .describe('Request state of RSMP S0033; the last five are final.'),
  distanceM: finite.describe('Along the route to the stop bar; negative once passed.'),
  etaMs: epochMs.describe('Expected arrival at the stop bar.'),
  green: z.boolean().describe("The vehicle's signal group shows green now."),
  passed: z.boolean(),
  reason: reasonWord.optional().describe('Why it is not green yet.'),
});

const schema = z
  .object({
    mission: topicId,
    vehicle: topicId,
    atMs: epochMs,
    phase: z.enum(['waiting-for-position', 'under-way', 'done', 'cancelled', 'refused']),
    urgency,
    destination: id,
    reason: reasonWord.optional().describe('Why it was refused or ended.'),
    etaMs: epochMs.optional().describe('Expected arrival at the destination.'),
    remainingM: notNegative.optional(),
    route: z.array(id).max(4096).describe('Links of the map, in driving order; empty while no route is known.'),
    junctions: z.array(outlook).max(512).describe('Signalised junctions of the route, in driving order.'),
  })
  .describe('What dispatch sees of a mission; done, cancelled and refused are final.');

export const missionStatusCodec: Codec<MissionStatus, z.infer<typeof schema>> = {
  kind: 'status',
  schema,
  toWire: (status) => ({
    ...status,
    route: [...status.route],
    etaMs: status.etaMs === undefined ? undefined : Math.round(status.etaMs),
    junctions: status.junctions.map((junction) => ({ ...junction, etaMs: Math.round(junction.etaMs) })),
  }),
  fromWire: (wire) => wire,
  idOf: (status) => status.mission,
};
