import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Codec, decode } from '../../src/contract/codec.ts';
import { CODECS } from '../../src/contract/codecs.ts';
import { PREFIX, TOPICS, type TopicKind, topicOf } from '../../src/contract/topics.ts';
import { fromRoot } from '../support/needs.ts';

const FILE = fromRoot('src/contract/asyncapi.yaml');
const KINDS = Object.keys(TOPICS) as TopicKind[];

/** What of the document the tests read; the rest is prose. */
const documentSchema = z.object({
  asyncapi: z.literal('3.0.0'),
  channels: z.record(
    z.string(),
    z.object({
      address: z.string(),
      summary: z.string(),
      'x-max-bytes': z.int(),
      'x-ordering': z.string(),
      parameters: z.record(z.string(), z.object({ $ref: z.string() })),
      messages: z.record(z.string(), z.object({ $ref: z.string() })),
    }),
  ),
  operations: z.record(
    z.string(),
    z.object({
      action: z.enum(['send', 'receive']),
      channel: z.object({ $ref: z.string() }),
      bindings: z.object({ mqtt: z.object({ qos: z.int(), retain: z.boolean() }) }),
    }),
  ),
  components: z.object({
    parameters: z.record(z.string(), z.strictObject({ description: z.string(), enum: z.array(z.string()).optional() })),
    messages: z.record(
      z.string(),
      z.object({
        payload: z.object({ $ref: z.string() }),
        examples: z.array(z.object({ name: z.string(), payload: z.record(z.string(), z.unknown()) })).min(1),
      }),
    ),
    schemas: z.record(z.string(), z.unknown()),
  }),
});

function schemasOfCodecs(): Record<string, unknown> {
  const toSchema = (kind: TopicKind): unknown => {
    // Members that are not named are tolerated, which is what the schema of the input says.
    const { $schema: _, ...schema } = z.toJSONSchema(CODECS[kind].schema, { io: 'input' });
    return schema;
  };
  return Object.fromEntries(KINDS.map((kind) => [kind, toSchema(kind)]));
}

if (process.env.UPDATE_ASYNCAPI === '1') {
  const document = parseDocument(readFileSync(FILE, 'utf8'));
  document.setIn(['components', 'schemas'], document.createNode(schemasOfCodecs(), { aliasDuplicateObjects: false }));
  writeFileSync(FILE, document.toString({ lineWidth: 130, flowCollectionPadding: true }));
}

const document = documentSchema.parse(parseDocument(readFileSync(FILE, 'utf8')).toJS());

describe('the AsyncAPI document says what the code does', () => {
  test('its schemas are the codecs (UPDATE_ASYNCAPI=1 writes them anew)', () => {
    expect(document.components.schemas).toEqual(schemasOfCodecs());
  });

  test('it has the channels, operations and messages of the code and no others', () => {
    expect(Object.keys(document.channels).sort()).toEqual([...KINDS].sort());
    expect(Object.keys(document.components.messages).sort()).toEqual([...KINDS].sort());
    const channels = Object.values(document.operations).map(({ channel }) => channel.$ref);
    expect(channels.sort()).toEqual(KINDS.map((kind) => `#/channels/${kind}`).sort());
  });

  test.each(KINDS)('%s: address, quality of service, retention, size, ordering and direction', (kind) => {
    const rule = TOPICS[kind];
    const channel = document.channels[kind]!;
    const parameters = [...`{city}/${rule.pattern}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    expect(channel).toMatchObject({
      address: `${PREFIX}/{city}/${rule.pattern}`,
      'x-max-bytes': rule.maxBytes,
      'x-ordering': rule.ordering,
      parameters: Object.fromEntries(parameters.map((name) => [name, { $ref: `#/components/parameters/${name}` }])),
      messages: { [kind]: { $ref: `#/components/messages/${kind}` } },
    });
    for (const name of parameters) expect(document.components.parameters).toHaveProperty(name);
    const operation = Object.values(document.operations).find(({ channel }) => channel.$ref === `#/channels/${kind}`);
    expect(operation).toMatchObject({
      action: rule.publisher === 'controller' ? 'send' : 'receive',
      bindings: { mqtt: { qos: rule.qos, retain: rule.retain } },
    });
    expect(document.components.messages[kind]!.payload.$ref).toBe(`#/components/schemas/${kind}`);
  });

  test.each(KINDS)('%s: every example is taken', (kind) => {
    const codec = CODECS[kind] as unknown as Codec<unknown>;
    const parameter = /\{(\w+)\}/.exec(TOPICS[kind].pattern)?.[1];
    for (const { name, payload } of document.components.messages[kind]!.examples) {
      const topic = topicOf('xiaoshan', kind, parameter === undefined ? '' : String(payload[parameter]));
      const decoded = decode(codec, topic, new TextEncoder().encode(JSON.stringify(payload)));
      expect(decoded.ok ? 'taken' : `${name}: ${decoded.detail}`).toBe('taken');
    }
  });
});
