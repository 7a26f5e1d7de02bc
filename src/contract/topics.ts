/**
 * Every topic of the contract, in one table. An address is `clearway/v1/{city}/` and the pattern; a change that a client of
 * version 1 cannot follow gets a new prefix, never a new meaning here.
 */
export const PREFIX = 'clearway/v1';

export type TopicKind =
  | 'position'
  | 'order'
  | 'status'
  | 'junction-state'
  | 'command'
  | 'confirmation'
  | 'conditions'
  | 'alert'
  | 'presence'
  | 'lockstep-tick'
  | 'lockstep-done'
  | 'lockstep-end'
  | 'lockstep-log';

export interface TopicRule {
  /** Address below the city; `{name}` is the one id in it. */
  readonly pattern: string;
  readonly publisher: 'vehicle' | 'dispatch' | 'junction' | 'operator' | 'controller' | 'city';
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** Longest payload that is looked at; a longer one is `oversized`. */
  readonly maxBytes: number;
  /** What a receiver may rely on, and what it must do itself. */
  readonly ordering: string;
}

export const TOPICS: Readonly<Record<TopicKind, TopicRule>> = {
  position: {
    pattern: 'vehicle/{vehicle}/position',
    publisher: 'vehicle',
    qos: 0,
    retain: false,
    maxBytes: 1024,
    ordering:
      'By atMs per vehicle; one up to 2 s older than the newest is still worked in, an older or equal one is refused; a lost fix is replaced by the next.',
  },
  order: {
    pattern: 'mission/{mission}/order',
    publisher: 'dispatch',
    qos: 1,
    retain: false,
    maxBytes: 1024,
    ordering: 'In order per mission; a repeated order is refused as a duplicate and harmless.',
  },
  status: {
    pattern: 'mission/{mission}/status',
    publisher: 'controller',
    qos: 1,
    retain: true,
    maxBytes: 256 * 1024,
    ordering:
      'By atMs per mission; the newest replaces all before it. An empty one, ten minutes after the last, takes that out of the store.',
  },
  'junction-state': {
    pattern: 'junction/{junction}/state',
    publisher: 'junction',
    qos: 0,
    retain: true,
    maxBytes: 64 * 1024,
    ordering: 'By atMs per junction; an older or equal atMs is refused, the newest replaces all before it.',
  },
  command: {
    pattern: 'junction/{junction}/command',
    publisher: 'controller',
    qos: 1,
    retain: false,
    maxBytes: 2048,
    ordering:
      'By sequence per junction; a command that is not newer than the last is rejected as stale-sequence, one dated ahead as future-dated.',
  },
  confirmation: {
    pattern: 'junction/{junction}/confirmation',
    publisher: 'junction',
    qos: 1,
    retain: false,
    maxBytes: 2048,
    ordering: 'In order per junction; a repeated confirmation is ignored.',
  },
  conditions: {
    pattern: 'road/conditions',
    publisher: 'operator',
    qos: 1,
    retain: true,
    maxBytes: 256 * 1024,
    ordering: 'By atMs; an older or equal atMs is refused, the newest replaces all before it.',
  },
  alert: {
    pattern: 'alert/{code}',
    publisher: 'controller',
    qos: 1,
    retain: false,
    maxBytes: 4096,
    ordering: 'In order per code; each stands for itself.',
  },
  presence: {
    pattern: 'controller/presence',
    publisher: 'controller',
    qos: 1,
    retain: true,
    maxBytes: 1024,
    ordering:
      'The newest replaces all before it; a live controller says it again every 2 s, so a stored online that is not repeated is of nobody; the last will says offline.',
  },
  'lockstep-tick': {
    pattern: 'lockstep/tick',
    publisher: 'city',
    qos: 0,
    retain: false,
    maxBytes: 1024,
    ordering: 'Sent after the messages of its second; the receiver waits for all of them, whatever the order of arrival.',
  },
  'lockstep-done': {
    pattern: 'lockstep/done',
    publisher: 'controller',
    qos: 0,
    retain: false,
    maxBytes: 256 * 1024,
    ordering: 'Sent after the commands of its second; the receiver waits for all of them and takes them in the order listed.',
  },
  'lockstep-end': {
    pattern: 'lockstep/end',
    publisher: 'city',
    qos: 0,
    retain: false,
    maxBytes: 1024,
    ordering: 'Sent once, after the last lockstep/done.',
  },
  'lockstep-log': {
    pattern: 'lockstep/log',
    publisher: 'controller',
    qos: 0,
    retain: false,
    maxBytes: 1024,
    ordering: 'Answers lockstep/end once.',
  },
};

/** Ids that stand in a topic: letters and digits of any script and `. _ : @ > ~ -`, at most 64, so never a level or a wildcard. */
export const TOPIC_ID = /^[\p{L}\p{N}][\p{L}\p{N}._:@>~-]{0,63}$/u;

const PARAMETER = /\{\w+\}/;
const KINDS = Object.keys(TOPICS) as TopicKind[];
/** Levels of each pattern; the parameter's level is empty. */
const LEVELS = KINDS.map((kind) => ({ kind, levels: TOPICS[kind].pattern.replace(PARAMETER, '').split('/') }));

/** Address of one message. Throws RangeError on an id that may not stand in a topic. */
export function topicOf(city: string, kind: TopicKind, id = ''): string {
  const { pattern } = TOPICS[kind];
  if (!TOPIC_ID.test(city)) throw new RangeError(`city id ${JSON.stringify(city)} cannot stand in a topic`);
  if (!PARAMETER.test(pattern)) return `${PREFIX}/${city}/${pattern}`;
  if (!TOPIC_ID.test(id)) throw new RangeError(`id ${JSON.stringify(id)} cannot stand in the topic ${pattern}`);
  return `${PREFIX}/${city}/${pattern.replace(PARAMETER, () => id)}`;
}

/** Subscription filter for all messages of a kind in a city. */
export function filterOf(city: string, kind: TopicKind): string {
  return `${PREFIX}/${city}/${TOPICS[kind].pattern.replace(PARAMETER, '+')}`;
}

export interface ParsedTopic {
  readonly city: string;
  readonly kind: TopicKind;
  /** Empty where the pattern names none. */
  readonly id: string;
}

/** Takes an address apart; undefined when it is none of the contract's. */
export function parseTopic(topic: string): ParsedTopic | undefined {
  const parts = topic.split('/');
  const city = parts[2];
  if (`${parts[0]}/${parts[1]}` !== PREFIX || city === undefined || !TOPIC_ID.test(city)) return undefined;
  const rest = parts.slice(3);
  for (const { kind, levels } of LEVELS) {
    if (levels.length !== rest.length || !levels.every((level, i) => level === '' || level === rest[i])) continue;
    const id = rest[levels.indexOf('')] ?? '';
    return levels.includes('') && !TOPIC_ID.test(id) ? undefined : { city, kind, id };
  }
  return undefined;
}
