import fc from 'fast-check';
import type { Alert } from '../../src/evidence/event.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import type { MissionOrder, MissionStatus } from '../../src/preemption/mission.ts';
import type { RoadConditions } from '../../src/roadnet/live-conditions.ts';
import type { Confirmation, JunctionCommand } from '../../src/signal/command.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';

/** Every message of the contract, with every value that its schema allows. */
const epochMs = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const topicId = fc.stringMatching(/^[A-Za-z0-9浙][A-Za-z0-9._:@>~-]{0,20}$/);
const id = fc.string({ minLength: 1, maxLength: 40 });
const word = fc.stringMatching(/^[a-z-]{1,40}$/);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
// JSON has no negative zero.
const double = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value));
const urgency = fc.constantFrom('life-threat', 'urgent', 'routine');

const place = { lat: double(-90, 90), lon: double(-180, 180) };
const destination = fc.oneof(id, fc.record(place));

export const fixes: fc.Arbitrary<PositionFix> = fc.record({
  vehicle: topicId,
  atMs: epochMs,
  lat: double(-90, 90),
  lon: double(-180, 180),
  speedMps: double(0, 163.82),
  headingDeg: double(0, 360),
  accuracyM: double(0, 10_000),
  derived: optional(fc.subarray(['speed', 'heading'])),
});

export const orders: fc.Arbitrary<MissionOrder> = fc.oneof(
  fc.record(
    { kind: fc.constant('open'), mission: topicId, vehicle: topicId, atMs: epochMs, destination, urgency, incident: topicId },
    { requiredKeys: ['kind', 'mission', 'vehicle', 'atMs', 'destination', 'urgency'] },
  ),
  fc.record(
    { kind: fc.constant('update'), mission: topicId, vehicle: topicId, atMs: epochMs, destination, urgency },
    { requiredKeys: ['kind', 'mission', 'vehicle', 'atMs', 'destination'] },
  ),
  fc.record({ kind: fc.constant('complete'), mission: topicId, vehicle: topicId, atMs: epochMs }),
  fc.record({ kind: fc.constant('cancel'), mission: topicId, vehicle: topicId, atMs: epochMs }),
);

export const statuses: fc.Arbitrary<MissionStatus> = fc.record({
  mission: topicId,
  vehicle: topicId,
  atMs: epochMs,
  phase: fc.constantFrom('waiting-for-position', 'under-way', 'done', 'cancelled', 'refused'),
  urgency,
  destination,
  incident: optional(topicId),
  reason: optional(word),
  lastOrder: optional(
    fc.record({ kind: fc.constantFrom('open', 'update', 'cancel', 'complete'), atMs: epochMs, refused: optional(word) }),
  ),
  position: optional(
    fc.record({
      ...place,
      link: id,
      offsetM: double(-100, 10_000),
      sigmaM: double(0, 100),
      atMs: epochMs,
      suspect: optional(word),
    }),
  ),
  uncertainStart: optional(fc.constant(true as const)),
  etaMs: optional(epochMs),
  etaEarlyMs: optional(epochMs),
  etaLateMs: optional(epochMs),
  savedEstimateS: optional(double(-1000, 10_000)),
  geometry: optional(
    fc.record({
      type: fc.constant('LineString'),
      coordinates: fc.array(fc.tuple(double(-180, 180), double(-90, 90)), { minLength: 2, maxLength: 5 }),
    }),
  ),
  remainingM: optional(double(0, 100_000)),
  route: fc.array(id, { maxLength: 5 }),
  junctions: fc.array(
    fc.record({
      junction: id,
      request: id,
      state: fc.constantFrom('received', 'queued', 'activated', 'completed', 'rejected', 'timeout', 'cooldown', 'stale'),
      distanceM: double(-1000, 100_000),
      etaMs: epochMs,
      etaEarlyMs: optional(epochMs),
      etaLateMs: optional(epochMs),
      green: fc.boolean(),
      greenMs: optional(epochMs),
      passed: fc.boolean(),
      reason: optional(word),
      heldBy: optional(id),
    }),
    { maxLength: 5 },
  ),
});

export const junctionStates: fc.Arbitrary<JunctionState> = fc.record({
  junction: topicId,
  atMs: epochMs,
  mode: fc.constantFrom('programme', 'priority', 'starved-service', 'recovery', 'fault'),
  stage: optional(id),
  nextStage: optional(id),
  command: optional(id),
  priorityHeldSinceMs: optional(epochMs),
  groups: fc.array(
    fc.record({
      group: id,
      lamp: fc.constantFrom('red', 'green', 'yellow', 'flashing', 'dark'),
      sinceMs: epochMs,
      minEndMs: optional(epochMs),
      likelyEndMs: optional(epochMs),
    }),
    { maxLength: 8 },
  ),
  lanes: fc.array(fc.record({ link: id, lane: fc.nat(31), queueVeh: fc.nat(200), vehicles: fc.nat(200) }), { maxLength: 8 }),
});

export const commands: fc.Arbitrary<JunctionCommand> = fc.record({
  junction: topicId,
  command: id,
  sequence: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  request: id,
  issuedAtMs: epochMs,
  wish: fc.oneof(
    fc.record({ kind: fc.constant('serve'), stage: id, leaseUntilMs: epochMs }),
    fc.record({ kind: fc.constant('release') }),
  ),
});

export const confirmations: fc.Arbitrary<Confirmation> = fc.record({
  junction: topicId,
  command: id,
  atMs: epochMs,
  outcome: fc.constantFrom('accepted', 'served', 'released', 'expired', 'rejected'),
  reason: optional(
    fc.constantFrom('unknown-stage', 'stale-sequence', 'future-dated', 'lease-too-long', 'lease-in-the-past', 'max-presence'),
  ),
});

export const conditions: fc.Arbitrary<RoadConditions> = fc.record({
  atMs: epochMs,
  closed: fc.array(id, { maxLength: 5 }),
  closedTurns: optional(fc.array(fc.record({ from: id, to: id }), { maxLength: 5 })),
  delays: fc.array(fc.record({ link: id, delayS: double(0, 86_400) }), { maxLength: 5 }),
});

export const alerts: fc.Arbitrary<Alert> = fc.record({
  code: fc.constantFrom(
    'command-not-confirmed',
    'junction-silent',
    'position-lost',
    'clock-offset',
    'max-presence',
    'controller-failed',
  ),
  atMs: epochMs,
  junction: optional(id),
  vehicle: optional(id),
  reason: optional(word),
  text: fc.string({ maxLength: 200 }),
});
