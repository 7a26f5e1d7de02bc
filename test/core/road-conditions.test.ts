import { describe, expect, it } from 'vitest';
import type { CoreInput } from '../../src/core/input.ts';
import { ChainChecker } from '../../src/journal/chain.ts';
import type { LogHeader, LogRecord } from '../../src/journal/record.ts';
import { replayLog } from '../../src/journal/replay.ts';
import { Session } from '../../src/journal/session.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { FREE_FLOW, type RoadConditions } from '../../src/roadnet/live-conditions.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { freeFlowS } from '../../src/roadnet/travel-time.ts';
import { CoreScene } from '../support/core-scene.ts';
import { gridMap } from '../support/grid-map.ts';

const BLOCK_M = 300;
const SIGNALS = ['c1r1', 'c2r1', 'c3r1', 'c4r1', 'c2r2', 'c3r2'];
/** Six by three blocks; the straight way east runs along row 1, with four signals. */
const index = indexMap(gridMap(6, 3, BLOCK_M, SIGNALS));
const STRAIGHT = ['c0r1-c1r1', 'c1r1-c2r1', 'c2r1-c3r1', 'c3r1-c4r1', 'c4r1-c5r1'];
const STREETS_TO_THE_END = ['c4r0-c5r0', 'c4r1-c5r1', 'c4r2-c5r2'];

/** AMB-1 on its way east along row 1, 100 m before the first signal. */
function underWay(destination = 'c5r1'): CoreScene {
  const s = new CoreScene(index, { kind: 'fixed-eta', leadS: 200 });
  s.reportAll({ stage: 'A' });
  s.open('M1', 'AMB-1', destination);
  s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 10);
  s.tick();
  return s;
}

function say(s: CoreScene, { closed = [], closedTurns = [], delays = [], atMs = s.nowMs }: Partial<RoadConditions>): void {
  s.take({ kind: 'conditions', receivedMs: s.nowMs, conditions: { atMs, closed, closedTurns, delays } });
}

function routeOf(s: CoreScene): readonly string[] {
  return s.state.missions.get('M1')?.route?.links ?? [];
}

function alertTexts(s: CoreScene): readonly string[] {
  return s.events.flatMap((e) => (e.kind === 'alert' ? [e.alert.text] : []));
}

function reroutes(s: CoreScene): readonly (string | undefined)[] {
  return s.events.flatMap((e) => (e.kind === 'routed' ? [e.reason] : [])).slice(1);
}

function driveOn(s: CoreScene, link: string, offsetM: number, afterS: number): void {
  s.nowMs += afterS * 1000;
  s.fix('AMB-1', link, offsetM, 10);
  s.tick();
}

describe('a road closes', () => {
  it('ahead of an ambulance: it is led round it at once, and the junctions of its new way are asked instead', () => {
    const s = underWay();
    expect(routeOf(s)).toEqual(STRAIGHT);
    say(s, { closed: ['c2r1-c3r1'] });
    expect(routeOf(s)).toEqual(['c0r1-c1r1', 'c1r1-c1r2', 'c1r2-c2r2', 'c2r2-c3r2', 'c3r2-c4r2', 'c4r2-c5r2', 'c5r2-c5r1']);
    expect(reroutes(s)).toEqual(['closed-road']);
    s.tick();
    const { phase, junctions } = s.lastStatus();
    expect(phase).toBe('under-way');
    const left = junctions.filter(({ reason }) => reason === 'no-longer-on-route').map(({ junction }) => junction);
    expect(left).toEqual(['J-c2r1', 'J-c3r1', 'J-c4r1']);
    expect(junctions.filter(({ junction }) => !left.includes(junction)).map(({ junction, state }) => [junction, state])).toEqual([
      ['J-c1r1', 'activated'],
      ['J-c2r2', 'activated'],
      ['J-c3r2', 'activated'],
    ]);
    // The first junction is on both ways and was asked all along.
    expect(s.requestHistory('J-c1r1')).toEqual(['received', 'activated']);
    expect(s.alerts()).toEqual([]);
  });

  it('behind it, or under it: nothing changes', () => {
    const s = underWay();
    driveOn(s, 'c1r1-c2r1', 60, 12);
    say(s, { closed: ['c0r1-c1r1', 'c1r1-c2r1'] });
    expect(routeOf(s)).toEqual(STRAIGHT);
    expect(reroutes(s)).toEqual([]);
    expect(s.alerts()).not.toContain('road-closed');
  });

  it('and every other way with it: the mission keeps its way, and the operator is called, once', () => {
    const s = underWay();
    say(s, { closed: STREETS_TO_THE_END });
    s.nowMs += 1000;
    say(s, { closed: STREETS_TO_THE_END });
    expect(routeOf(s)).toEqual(STRAIGHT);
    expect(s.alerts()).toEqual(['road-closed']);
    expect(s.state.missions.get('M1')?.phase).toBe('under-way');
    s.nowMs += 1000;
    say(s, {});
    s.nowMs += 1000;
    say(s, { closed: STREETS_TO_THE_END });
    expect(s.alerts()).toEqual(['road-closed', 'road-closed']);
  });

  it('before a mission opens: its way is planned round it from the first', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    say(s, { closed: ['c2r1-c3r1'], atMs: s.nowMs - 3_600_000 });
    s.open('M1', 'AMB-1', 'c5r1');
    s.fix('AMB-1', 'c0r1-c1r1', 100, 10);
    expect(index.link(routeOf(s).at(-1)!).to).toBe('c5r1');
    expect(routeOf(s)).not.toContain('c2r1-c3r1');
    expect(reroutes(s)).toEqual([]);
  });

  it('before a mission opens behind the barrier: it is led there all the same, and the operator is called', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    say(s, { closed: [...STREETS_TO_THE_END] });
    s.open('M1', 'AMB-1', 'c5r1');
    s.fix('AMB-1', 'c0r1-c1r1', 100, 10);
    expect(routeOf(s)).toEqual(STRAIGHT);
    expect(s.alerts()).toEqual(['road-closed']);
  });

  it('at the scene itself and on the way there: it is led round the one, over the other, which alone is named', () => {
    const closed = [...STREETS_TO_THE_END, 'c2r1-c3r1'];
    const early = new CoreScene(index, { kind: 'wavefront' });
    say(early, { closed });
    early.open('M1', 'AMB-1', 'c5r1');
    early.fix('AMB-1', 'c0r1-c1r1', 100, 10);
    const late = underWay();
    say(late, { closed });
    for (const s of [early, late]) {
      const over = routeOf(s).filter((link) => closed.includes(link));
      expect(over).toHaveLength(1);
      expect(STREETS_TO_THE_END).toContain(over[0]);
      expect(alertTexts(s)).toEqual([
        `Every way of AMB-1 to c5r1 leads over closed roads; it is led over ${over[0]} all the same.`,
      ]);
    }
    expect(reroutes(late)).toEqual(['closed-road']);
  });

  it('at the scene itself, a second street of the way there later: only what cannot be avoided is driven over, and told once', () => {
    const s = underWay();
    say(s, { closed: STREETS_TO_THE_END });
    s.nowMs += 1000;
    say(s, { closed: [...STREETS_TO_THE_END, 'c3r1-c4r1'] });
    expect(routeOf(s)).not.toContain('c3r1-c4r1');
    const over = routeOf(s).filter((link) => STREETS_TO_THE_END.includes(link));
    expect(over).toHaveLength(1);
    expect(alertTexts(s).at(-1)).toContain(over[0]);
    s.nowMs += 1000;
    // Every street from the third column to the fourth as well.
    say(s, { closed: [...STREETS_TO_THE_END, 'c3r0-c4r0', 'c3r1-c4r1', 'c3r2-c4r2'] });
    const both = routeOf(s).filter((link) => /^c3r.-c4|^c4r.-c5/.test(link));
    expect(alertTexts(s).at(-1)).toContain(both.join(', '));
    expect(s.alerts().filter((code) => code === 'road-closed')).toHaveLength(3);
    driveOn(s, 'c1r1-c2r1', 60, 15);
    expect(s.alerts().filter((code) => code === 'road-closed')).toHaveLength(3);
  });

  it('on both sides of the scene: it is led to the scene, not to another street near it, round what can be avoided', () => {
    const { lat, lon } = pointOnLink(index, 'c4r1-c5r1', 260);
    const s = new CoreScene(index, { kind: 'wavefront' });
    say(s, { closed: ['c4r1-c5r1', 'c5r1-c4r1', 'c2r1-c3r1'] });
    const head = { mission: 'M1', vehicle: 'AMB-1', atMs: s.nowMs, urgency: 'urgent' } as const;
    s.take({ kind: 'order', receivedMs: s.nowMs, order: { kind: 'open', ...head, destination: { lat, lon } } });
    s.fix('AMB-1', 'c0r1-c1r1', 100, 10);
    expect(['c4r1-c5r1', 'c5r1-c4r1']).toContain(routeOf(s).at(-1));
    expect(routeOf(s)).not.toContain('c2r1-c3r1');
    expect(alertTexts(s)).toEqual([
      `Every way of AMB-1 to its destination leads over closed roads; it is led over ${routeOf(s).at(-1)} all the same.`,
    ]);
  });

  it('at the scene itself: delays on the way there are still gone round', () => {
    const s = underWay();
    say(s, { closed: STREETS_TO_THE_END, delays: [{ link: 'c3r1-c4r1', delayS: 200 }] });
    expect(reroutes(s)).toEqual(['faster-way']);
    expect(routeOf(s)).not.toContain('c3r1-c4r1');
    expect(routeOf(s).slice(0, 3)).toEqual(STRAIGHT.slice(0, 3));
  });

  it('and a diversion by dispatch goes round it too', () => {
    const s = underWay();
    say(s, { closed: ['c2r1-c2r2'] });
    const order = { kind: 'update', mission: 'M1', vehicle: 'AMB-1', atMs: s.nowMs, destination: 'c2r2' } as const;
    s.take({ kind: 'order', receivedMs: s.nowMs, order });
    expect(routeOf(s).at(-1)).not.toBe('c2r1-c2r2');
    expect(index.link(routeOf(s).at(-1)!).to).toBe('c2r2');
  });

  it('on the way to a place: the way round ends at the same place', () => {
    const place = pointOnLink(index, 'c4r1-c5r1', 150);
    const s = underWay();
    const destination = { lat: place.lat, lon: place.lon };
    const order = { kind: 'update', mission: 'M1', vehicle: 'AMB-1', atMs: s.nowMs, destination } as const;
    s.take({ kind: 'order', receivedMs: s.nowMs, order });
    say(s, { closed: ['c2r1-c3r1'] });
    const route = s.state.missions.get('M1')!.route!;
    expect(route.links).not.toContain('c2r1-c3r1');
    expect(route.links.at(-1)).toBe('c4r1-c5r1');
    expect(route.lengthM - route.startsM.at(-1)!).toBeCloseTo(150, 0);
  });
});

describe('a turn closes', () => {
  const turnAhead = { from: 'c1r1-c2r1', to: 'c2r1-c3r1' };

  it('ahead of an ambulance: it is led round that turn, and may use both roads otherwise', () => {
    const s = underWay();
    say(s, { closedTurns: [turnAhead] });
    expect(reroutes(s)).toEqual(['closed-road']);
    const links = routeOf(s);
    expect(links.some((link, i) => link === turnAhead.to && links[i - 1] === turnAhead.from)).toBe(false);
    expect(index.link(links.at(-1)!).to).toBe('c5r1');
    expect(s.alerts()).toEqual([]);
  });

  it('that cannot be avoided: the alert names it', () => {
    const s = underWay();
    const closedTurns = index.movementsFrom('c0r1-c1r1').map(({ from, to }) => ({ from, to }));
    say(s, { closedTurns });
    expect(alertTexts(s)).toEqual([
      'Every way of AMB-1 to c5r1 leads over closed roads; it is led over the turn from c0r1-c1r1 into c1r1-c2r1 all the same.',
    ]);
  });

  it('that the map does not have: it is refused by its name, and the rest is taken', () => {
    const s = underWay();
    say(s, {
      closed: ['c2r1-c3r1'],
      closedTurns: [
        { from: 'c0r1-c1r1', to: 'c4r1-c5r1' },
        { from: 'Elm Street', to: 'c4r1-c5r1' },
      ],
    });
    expect(s.events.filter((e) => e.kind === 'refused').map((e) => [e.refusal.reason, e.detail])).toContainEqual([
      'unknown-link',
      'the turn from c0r1-c1r1 into c4r1-c5r1, the turn from Elm Street into c4r1-c5r1',
    ]);
    expect(reroutes(s)).toEqual(['closed-road']);
  });
});

describe('a road slows down', () => {
  it('beyond the next two junctions: the ambulance goes round it where that is worth it, and no sooner', () => {
    const s = underWay();
    say(s, { delays: [{ link: 'c3r1-c4r1', delayS: 200 }] });
    expect(reroutes(s)).toEqual(['faster-way']);
    expect(routeOf(s)).not.toContain('c3r1-c4r1');
    expect(routeOf(s).slice(0, 3)).toEqual(STRAIGHT.slice(0, 3));
    // Free again, the straight way is worth going back to.
    s.nowMs += 1000;
    say(s, {});
    expect(routeOf(s)).toEqual(STRAIGHT);
  });

  it('at the second junction ahead, where it is settled: it drives through', () => {
    const s = underWay();
    say(s, { delays: [{ link: 'c1r1-c2r1', delayS: 200 }] });
    expect(routeOf(s)).toEqual(STRAIGHT);
  });

  it('a little: it drives through, a short way for less than 15 s gained, a long one for less than 8 %', () => {
    const turned = (columns: number, gainedS: number): boolean => {
      const roads = indexMap(gridMap(columns, 3, BLOCK_M, SIGNALS));
      const end = `c${columns - 1}r1`;
      const s = new CoreScene(roads, { kind: 'wavefront' });
      s.open('M1', 'AMB-1', end);
      s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 10);
      const closed = { ...FREE_FLOW, closedLinks: ['c3r1-c4r1'] };
      const roundS = freeFlowS(roads, findRoute(roads, 'c2r1-c3r1', end, closed)!);
      const straightS = freeFlowS(roads, findRoute(roads, 'c2r1-c3r1', end)!);
      say(s, { delays: [{ link: 'c3r1-c4r1', delayS: roundS - straightS + gainedS }] });
      return reroutes(s).length > 0;
    };
    expect([14, 17].map((gainedS) => turned(5, gainedS))).toEqual([false, true]);
    // Some 490 s are left, the delay included.
    expect([32, 46].map((gainedS) => turned(20, gainedS))).toEqual([false, true]);
  });
});

describe('the arrival that dispatch is told', () => {
  const toldS = (s: CoreScene): number => (s.lastStatus().etaMs! - s.lastStatus().atMs) / 1000;

  /** Once it stands, as told with its position. */
  const etaS = (s: CoreScene): number => {
    for (let t = 0; t < 20; t++) {
      s.reportAll({ stage: 'A' });
      s.fix('AMB-1', 'c0r1-c1r1', BLOCK_M - 120, 0);
      s.tick();
    }
    return toldS(s);
  };

  it('is as much later as the roads ahead are slower, at the junctions beyond them and at the end', () => {
    const freely = underWay();
    const freeS = etaS(freely);
    const free = freely.lastStatus().junctions.map(({ etaMs }) => etaMs);
    const s = underWay();
    // Before the second signal and behind the last; everything behind the vehicle is behind it.
    say(s, { delays: ['c0r1-c1r1', 'c1r1-c2r1', 'c4r1-c5r1'].map((link) => ({ link, delayS: 12 })) });
    expect(routeOf(s)).toEqual(STRAIGHT);
    const onItsLinkS = 12 * (120 / BLOCK_M);
    expect(etaS(s) - freeS).toBeCloseTo(24 + onItsLinkS, 0);
    const laterS = s.lastStatus().junctions.map(({ etaMs }, i) => (etaMs - free[i]!) / 1000);
    // A stop bar lies 20 m before the end of its street.
    const toBarS = 12 * ((BLOCK_M - 20) / BLOCK_M);
    [onItsLinkS - 12 + toBarS, onItsLinkS + toBarS, onItsLinkS + 12, onItsLinkS + 12].forEach((s0, i) => {
      expect(laterS[i]).toBeCloseTo(s0, 0);
    });
  });

  it('comes nearer second by second while the vehicle is not heard on a slow road', () => {
    const s = underWay();
    say(s, { delays: [{ link: 'c0r1-c1r1', delayS: 100 }] });
    for (let t = 0; t < 5; t++) s.tick();
    const [first, atMs] = [toldS(s), s.lastStatus().atMs];
    for (let t = 0; t < 6; t++) s.tick();
    expect(first - toldS(s)).toBeCloseTo((s.lastStatus().atMs - atMs) / 1000, 0);
  });
});

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
