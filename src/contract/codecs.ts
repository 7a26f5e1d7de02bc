import { alertCodec } from './alert.ts';
import type { Codec } from './codec.ts';
import { confirmationCodec } from './confirmation.ts';
import { junctionCommandCodec } from './junction-command.ts';
import { junctionStateCodec } from './junction-state.ts';
import { doneCodec, endCodec, logCodec, tickCodec } from './lockstep.ts';
import { missionOrderCodec } from './mission-order.ts';
import { missionStatusCodec } from './mission-status.ts';
import { positionCodec } from './position.ts';
import { presenceCodec } from './presence.ts';
import { roadConditionsCodec } from './road-conditions.ts';
import type { TopicKind } from './topics.ts';

/** The codec of every topic; the AsyncAPI document is checked against it. */
export const CODECS = {
  position: positionCodec,
  order: missionOrderCodec,
  status: missionStatusCodec,
  'junction-state': junctionStateCodec,
  command: junctionCommandCodec,
  confirmation: confirmationCodec,
  conditions: roadConditionsCodec,
  alert: alertCodec,
  presence: presenceCodec,
  'lockstep-tick': tickCodec,
  'lockstep-done': doneCodec,
  'lockstep-end': endCodec,
  'lockstep-log': logCodec,
} as const satisfies Readonly<Record<TopicKind, Pick<Codec<never>, 'kind'>>>;
