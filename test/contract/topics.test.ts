import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterOf, parseTopic, TOPIC_ID, TOPICS, type TopicKind, topicOf } from '../../src/contract/topics.ts';

const KINDS = Object.keys(TOPICS) as TopicKind[];
const hasId = (kind: TopicKind): boolean => TOPICS[kind].pattern.includes('{');

describe('addresses', () => {
  test('an address says where and what', () => {
    expect(topicOf('xiaoshan', 'command', 'S01')).toBe('clearway/v1/xiaoshan/junction/S01/command');
    expect(filterOf('xiaoshan', 'position')).toBe('clearway/v1/xiaoshan/vehicle/+/position');
    expect(topicOf('xiaoshan', 'presence')).toBe('clearway/v1/xiaoshan/controller/presence');
  });

  test('every address is read back as what it was made from', () => {
    const ids = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N}._:@>~-]{0,63}$/u).filter((id) => TOPIC_ID.test(id));
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), ids, ids, (kind, city, id) => {
        expect(parseTopic(topicOf(city, kind, id))).toEqual({ city, kind, id: hasId(kind) ? id : '' });
      }),
    );
  });

  test.each([
    'clearway/v1/xiaoshan/vehicle//position',
    'clearway/v1/xiaoshan/vehicle/A1/position/more',
    'clearway/v2/xiaoshan/vehicle/A1/position',
    'clearway/v1/xiaoshan/vehicle/A1',
    'clearway/v1//controller/presence',
    'other',
    '',
  ])('%j is no address of ours', (topic) => expect(parseTopic(topic)).toBeUndefined());

  test.each(['', 'a/b', '+', '#', 'a#', 'a b', '../x', 'x'.repeat(65)])('an id %j cannot reach into another topic', (id) => {
    expect(() => topicOf('xiaoshan', 'command', id)).toThrow(RangeError);
    expect(() => topicOf(id, 'presence')).toThrow(RangeError);
  });
});

describe('rules of the table', () => {
  test('nothing that asks for something is ever retained', () => {
    for (const kind of ['command', 'order', 'position', 'confirmation', 'alert'] as const)
      expect(TOPICS[kind].retain).toBe(false);
  });
  test('what a newcomer must know at once is retained', () => {
    expect(KINDS.filter((kind) => TOPICS[kind].retain)).toEqual(['status', 'junction-state', 'conditions', 'presence']);
  });
});
