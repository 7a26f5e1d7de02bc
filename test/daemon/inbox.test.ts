import { describe, expect, test } from 'vitest';
import type { CoreInput } from '../../src/core/input.ts';
import { Inbox } from '../../src/daemon/inbox.ts';

const tick = (receivedMs: number): CoreInput => ({ kind: 'tick', receivedMs });

describe('the queue before the core', () => {
  test('takes a burst up to its capacity, drops and counts the rest, and never drops what the daemon itself puts in', async () => {
    const inbox = new Inbox(3);
    const taken: number[] = [];
    await new Promise<void>((resolve) => {
      inbox
        .drainTo(({ receivedMs }) => {
          taken.push(receivedMs);
          if (receivedMs === 99) resolve();
        })
        .subscribe();
      for (let i = 1; i <= 10; i++) inbox.offer(tick(i));
      inbox.put(tick(99));
    });
    // The first is taken at once; it leaves room for one more.
    expect(taken).toEqual([1, 2, 3, 4, 99]);
    expect(inbox.takeDropped()).toBe(6);
    expect(inbox.takeDropped()).toBe(0);
  });

  test('takes inputs one at a time, in their order, even when taking one puts in another', async () => {
    const inbox = new Inbox();
    const taken: string[] = [];
    await new Promise<void>((resolve) => {
      inbox
        .drainTo(({ receivedMs }) => {
          taken.push(`begin ${receivedMs}`);
          if (receivedMs === 1) inbox.put(tick(3));
          taken.push(`end ${receivedMs}`);
          if (receivedMs === 2) resolve();
        })
        .subscribe();
      inbox.put(tick(1));
      inbox.put(tick(2));
    });
    expect(taken).toEqual(['begin 1', 'end 1', 'begin 3', 'end 3', 'begin 2', 'end 2']);
  });
});
