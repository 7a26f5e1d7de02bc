import { z } from 'zod';
import type { JunctionState } from '../signal/junction-state.ts';
import type { Codec } from './codec.ts';
import { EVENT_STATES, eventStateOf, lampOf } from './event-state.ts';
import { epochMs, id, topicId } from './wire.ts';

const group = z.object({
  signalGroup: id,
  eventState: z.enum(EVENT_STATES).describe('SAE J2735 MovementPhaseState.'),
  sinceMs: epochMs.describe('Since when it has shown this.'),
  minEndMs: epochMs.optional().describe('J2735 minEndTime: it will not end earlier.'),
  likelyEndMs: epochMs.optional().describe('J2735 likelyTime: when it will most likely end.'),
});

const lane = z.object({
  link: id,
  lane: z.int().min(0).max(31).describe('0 is the kerb lane.'),
  queueVeh: z.int().min(0).describe('Vehicles in the queue that reaches back from the stop bar.'),
  vehicles: z.int().min(0).describe('All vehicles on the lane.'),
});

const schema = z
  .object({
    junction: topicId,
    atMs: epochMs,
    mode: z
      .enum(['programme', 'priority', 'starved-service', 'recovery', 'fault'])
      .describe('Who decides the stage. priority is J2735 preemptIsActive; in fault every command is rejected.'),
    stage: id.optional().describe('The stage that is fully green; absent in transition.'),
    nextStage: id.optional().describe('The stage that the transition under way leads to.'),
    command: id.optional().describe('The command being obeyed.'),
    priorityHeldSinceMs: epochMs
      .optional()
      .describe('Since when the vehicle group that waits longest has waited for priority, as maxPresenceS counts.'),
    groups: z.array(group).max(128),
    lanes: z.array(lane).max(512).describe('Approach lanes whose counts are known; empty where nothing counts.'),
  })
  .describe('State of a junction, like SAE J2735 SPaT: every signal group with its ends, and the queues that are known.');

type JunctionStateWire = z.infer<typeof schema>;

export const junctionStateCodec: Codec<JunctionState, JunctionStateWire> = {
  kind: 'junction-state',
  schema,
  // Written out and not spread: these two run for every junction every second, and a uniform shape is twice as fast.
  toWire: (state) => ({
    ...state,
    groups: state.groups.map((group) => ({
      signalGroup: group.group,
      eventState: eventStateOf(group.lamp),
      sinceMs: group.sinceMs,
      minEndMs: group.minEndMs,
      likelyEndMs: group.likelyEndMs,
    })),
    lanes: [...state.lanes],
  }),
  fromWire: (wire) => ({
    ...wire,
    groups: wire.groups.map((group) => ({
      group: group.signalGroup,
      lamp: lampOf(group.eventState),
      sinceMs: group.sinceMs,
      ...(group.minEndMs === undefined ? {} : { minEndMs: group.minEndMs }),
      ...(group.likelyEndMs === undefined ? {} : { likelyEndMs: group.likelyEndMs }),
    })),
  }),
  idOf: (state) => state.junction,
};
