import { describe, expect, it } from 'vitest';
import type { CoreInput } from '../../src/core/input.ts';
import { ChainChecker } from '../../src/journal/chain.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { Session } from '../../src/journal/session.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { index, reroutes, routeOf, say, underWay } from '../support/road-scene.ts';

describe('what operators report', () => {
  it('is taken once and in order, whatever its age, but not from the future', () => {
    const s = underWay();
    const reportedMs = s.nowMs - 86_400_000;
    say(s, { closed: ['c2r1-c3r1'], atMs: reportedMs });
    const round = routeOf(s);
    say(s, { closed: [], atMs: reportedMs });
    say(s, { closed: [], atMs: reportedMs - 1 });
    say(s, { closed: [], atMs: s.nowMs + 60_000 });
    expect(s.refusals().filter((key) => key.startsWith('ingest'))).toEqual([
      'ingest:duplicate',
      'ingest:out-of-order',
      'ingest:future-dated',
    ]);
    expect(routeOf(s)).toEqual(round);
    expect(s.state.live.closedLinks).toEqual(['c2r1-c3r1']);
  });

  it('of links that the map does not have is refused by their names, and the rest is taken', () => {
    const s = underWay();
    say(s, { closed: ['c2r1-c3r1', 'Elm Street'], delays: [{ link: 'Oak Street', delayS: 9 }] });
    expect(s.events.filter((e) => e.kind === 'refused').map((e) => [e.refusal.reason, e.detail])).toContainEqual([
      'unknown-link',
      'Elm Street, Oak Street',
    ]);
    expect(reroutes(s)).toEqual(['closed-road']);
  });

  it('is in the log, which is replayed to the same routes', async () => {
    const lines: string[] = [];
    const s = underWay();
    const session = new Session(index, s.state.config, { write: (line) => lines.push(line) });
    const { lat, lon, headingDeg } = pointOnLink(index, 'c0r1-c1r1', 100);
    const receivedMs = s.nowMs;
    const head = { mission: 'M1', vehicle: 'AMB-1', atMs: receivedMs };
    const inputs: CoreInput[] = [
      { kind: 'order', receivedMs, order: { kind: 'open', ...head, destination: 'c5r1', urgency: 'urgent' } },
      {
        kind: 'fix',
        receivedMs,
        fix: { vehicle: 'AMB-1', atMs: receivedMs, lat, lon, headingDeg, speedMps: 10, accuracyM: 3 },
      },
      { kind: 'conditions', receivedMs, conditions: { atMs: receivedMs, closed: ['c2r1-c3r1'], delays: [] } },
      { kind: 'tick', receivedMs: receivedMs + 1000 },
    ];
    for (const input of inputs) session.take(input);
    const chain = new ChainChecker();
    const [header, ...records] = lines.map((line) => {
      const check = chain.check(line);
      if (check.kind === 'broken') throw new Error(check.why);
      return JSON.parse(check.recordText) as LogHeader | LogRecord;
    });
    const routed = (records as LogRecord[]).flatMap((r) => (r.kind === 'event' && r.event.kind === 'routed' ? [r.event] : []));
    expect(routed.map(({ reason }) => reason)).toEqual([undefined, 'closed-road']);
    const outcome = await replayLog(index, header as LogHeader, records as LogRecord[]);
    expect(outcome).toMatchObject({ kind: 'reproduced', inputs: 4, missing: 0 });
  });
});
