import type { IngestRefusal } from '../evidence/event.ts';
import type { FixRefusal } from '../location/refusal.ts';
import type { MissionRefusal, RequestRefusal } from '../preemption/refusal.ts';
import type { JunctionRefusal } from '../signal/command.ts';
import type { InterlockRefusal } from '../signal/interlock-refusal.ts';

const INGEST: Readonly<Record<IngestRefusal, string>> = {
  malformed: 'the message could not be read',
  oversized: 'the message was too large',
  'unknown-topic': 'the message came on a topic nobody listens to',
  'bad-checksum': 'the checksum of the sentence was missing or wrong',
  'no-fix': 'the receiver of the vehicle knew no position',
  'no-date': 'the sentence stated a time without a date, and none had been heard before',
  'no-motion': 'the vehicle does not state its speed or heading, and there was no earlier position to derive it from',
  'unknown-junction': 'the message named a junction that the map does not have',
  'unknown-group': 'the junction reported a signal group that the map does not have, so its conflicts are not known',
  'unknown-link': 'the message named links that the map does not have; the rest of it was taken',
  late: 'the message came too late to be of use',
  'future-dated': 'the message was dated in the future',
  'out-of-order': 'a newer message of the same sender had come first',
  duplicate: 'the same message had come before',
  'queue-full': 'more messages came than could be taken in',
};

const MATCH: Readonly<Record<FixRefusal, string>> = {
  'unknown-vehicle': 'the position was of a vehicle without a mission',
  duplicate: 'the same position had come before',
  'out-of-order': 'a newer position had come first',
  late: 'the position came too late to be of use',
  'future-dated': 'the position was dated in the future',
  'implausible-jump': 'the position was farther off than the vehicle can have driven',
  'implausible-speed': 'the position stated a speed no vehicle drives',
  'no-road-near': 'no road of the map is near the position',
};

const MISSION: Readonly<Record<MissionRefusal, string>> = {
  'duplicate-mission': 'a mission of that name is open already',
  'duplicate-order': 'the same order had come before',
  'out-of-order': 'a newer order for the mission had come first',
  'vehicle-busy': 'the vehicle is on another mission',
  'unknown-destination': 'the map does not have the destination',
  'destination-too-far': 'no road of the map is within 100 m of the destination',
  'unknown-mission': 'the vehicle has no mission of that name',
  'mission-ended': 'the mission had ended before',
  'no-route': 'no road leads from the vehicle to the destination',
  'stale-order': 'the order was too old',
  'too-many-missions': 'too many missions were open already',
  'no-position': 'the vehicle had not been heard for ten minutes',
  'resumed-too-late': 'the controller had been down for more than ten minutes',
};

const REQUEST: Readonly<Record<RequestRefusal, string>> = {
  'too-early': 'it was not yet time to ask for green',
  'hold-would-end': 'a green begun then would have ended, by the longest time allowed, before the ambulance had passed',
  'strategy-gives-no-priority': 'this run follows the ambulance without giving it priority',
  'position-lost': 'the ambulance had not been heard of for too long',
  'vehicle-suspect': 'the positions of the ambulance contradicted each other or its way',
  'no-longer-on-route': 'the ambulance was to go, or went, another way',
  'junction-silent': 'the junction had not been heard of for too long',
  'junction-fault': 'the junction reported a fault (flashing, dark or under local control)',
  'no-stage-for-movement': 'no stage of the junction gives green to the way the ambulance goes',
  'held-by-other-request': 'the junction was held for another ambulance',
  'max-presence': 'this junction, or one before it, had been held for it for the longest time allowed',
  'stands-on-green': 'the ambulance did not go on although its light was green and nobody was before it',
  'junction-refuses': 'the junction had turned the last command down and was left alone for a while',
};

const INTERLOCK: Readonly<Record<InterlockRefusal, string>> = {
  'unknown-junction': 'the map does not have that junction',
  'unknown-stage': 'the junction does not have that stage',
  'stage-conflict': 'the stage would open conflicting signal groups together',
  'junction-silent': 'the junction had not been heard of for too long',
  'junction-fault': 'the junction reported a fault (flashing, dark or under local control)',
  'max-presence': 'the junction had been held for the longest time allowed',
  'starved-service': 'the junction was serving those who had waited through a long hold',
  'lease-too-long': 'the command would have held the junction for too long at once',
  'controller-failed': 'the controller had found a fault of its own and stopped commanding',
};

const JUNCTION: Readonly<Record<JunctionRefusal, string>> = {
  'unknown-stage': 'the junction does not know that stage',
  'stale-sequence': 'the junction had a newer command already',
  'future-dated': 'the command was dated more than a minute ahead of the clock of the junction',
  'lease-too-long': 'the command asked for too long a time at once',
  'lease-in-the-past': 'the command had run out before it arrived',
  'junction-fault': 'the junction was in fault (flashing, dark or under local control)',
  'max-presence': 'the junction had been held for the longest time allowed',
  'starved-service': 'the junction was serving those who had waited through a long hold',
};

const BY_STAGE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ingest: INGEST,
  match: MATCH,
  mission: MISSION,
  request: REQUEST,
  interlock: INTERLOCK,
  junction: JUNCTION,
};

/** A refusal in words, from its key `stage:reason`; the key itself where the words are not known. */
export function describeRefusal(key: string): string {
  const [stage = '', reason = ''] = key.split(':');
  return BY_STAGE[stage]?.[reason] ?? key;
}
