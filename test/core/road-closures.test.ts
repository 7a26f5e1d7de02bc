import { describe, expect, it } from 'vitest';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import { CoreScene } from '../support/core-scene.ts';
import {
  alertTexts,
  driveOn,
  index,
  reroutes,
  routeOf,
  STRAIGHT,
  STREETS_TO_THE_END,
  say,
  underWay,
} from '../support/road-scene.ts';

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
