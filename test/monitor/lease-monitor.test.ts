import { describe, expect, test } from 'vitest';
import { LeaseMonitor } from '../../src/monitor/lease-monitor.ts';
import type { JunctionCommand, Wish } from '../../src/signal/command.ts';
import type { JunctionMode } from '../../src/signal/junction-state.ts';
import type { Lamp } from '../../src/signal/lamp.ts';
import { CROSSING } from './trace.ts';

const CYCLE_S = 80;
/** maxPresenceS, and as long as the crossing may need to turn: pedestrians' walk and clearance, the longest intergreen. */
const PRESENCE_S = 120 + 7 + 12 + 6;
const STARVED_S = PRESENCE_S + CYCLE_S;

function monitor(): LeaseMonitor {
  return new LeaseMonitor(CROSSING, CYCLE_S, 500);
}

function command(sequence: number, wish: Wish): JunctionCommand {
  return { junction: 'J', command: `C${sequence}`, sequence, request: 'R', issuedAtMs: 0, wish };
}

function serve(sequence: number, leaseUntilS: number, stage = 'A'): JunctionCommand {
  return command(sequence, { kind: 'serve', stage, leaseUntilMs: leaseUntilS * 1000 });
}

/** Second by second in one mode; EW shows `street` throughout. */
function report(to: LeaseMonitor, mode: JunctionMode, fromS: number, toS: number, street: Lamp = 'green'): void {
  for (let atS = fromS; atS <= toS; atS += 1) show(to, mode, atS, street);
}

function show(to: LeaseMonitor, mode: JunctionMode, atS: number, street: Lamp = 'green'): void {
  const lamps = CROSSING.groups.map(({ id }): Lamp => (id === 'EW' ? street : 'green'));
  to.observe(atS * 1000, mode, lamps);
}

describe('a junction held by priority', () => {
  test('may be held as long as commands lease it, and one step longer', () => {
    const watch = monitor();
    watch.deliver(0, serve(1, 10));
    report(watch, 'priority', 1, 4);
    watch.deliver(4000, serve(2, 14));
    report(watch, 'priority', 5, 14);
    show(watch, 'priority', 14.5);
    report(watch, 'recovery', 15, 60);
    report(watch, 'programme', 61, 200);
    expect(watch.violations).toEqual([]);
  });

  test('is not held after its lease', () => {
    const watch = monitor();
    watch.deliver(0, serve(1, 10));
    report(watch, 'priority', 1, 20);
    expect(watch.violations).toEqual([{ kind: 'lease-overrun', junction: 'J', groups: [], atMs: 11_000, wantedS: 0, seenS: 1 }]);
  });

  test('is told again when it happens again', () => {
    const watch = monitor();
    watch.deliver(0, serve(1, 10));
    report(watch, 'priority', 1, 12);
    watch.deliver(12_000, serve(2, 20));
    report(watch, 'priority', 13, 22);
    expect(watch.violations.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['lease-overrun', 11_000],
      ['lease-overrun', 21_000],
    ]);
  });

  test('is not held after its release, though the lease ran on', () => {
    const watch = monitor();
    watch.deliver(0, serve(1, 10));
    watch.deliver(3000, command(2, { kind: 'release' }));
    report(watch, 'priority', 3, 5);
    expect(watch.violations).toMatchObject([{ kind: 'lease-overrun', atMs: 4000, seenS: 1 }]);
  });

  test.each<[string, JunctionCommand]>([
    ['an older command', serve(1, 19)],
    ['a lease over 15 s', serve(3, 26)],
    ['a lease in the past', serve(3, 9)],
    ['an unknown stage', serve(3, 19, 'Z')],
    ['a release older than the lease', command(1, { kind: 'release' })],
  ])('is leased neither longer nor shorter by %s', (_, next) => {
    const watch = monitor();
    watch.deliver(0, serve(2, 10));
    watch.deliver(9500, next);
    report(watch, 'priority', 10, 12);
    expect(watch.violations).toMatchObject([{ kind: 'lease-overrun', atMs: 11_000, seenS: 1 }]);
  });

  test('was commanded', () => {
    const watch = monitor();
    report(watch, 'priority', 1, 3);
    expect(watch.violations).toEqual([{ kind: 'priority-without-command', junction: 'J', groups: [], atMs: 1000 }]);
  });

  /** Commanded anew every second; each second's mode and what EW shows. */
  function played(seconds: number, mode: (s: number) => JunctionMode, street: (s: number) => Lamp): readonly unknown[] {
    const watch = monitor();
    for (let s = 0; s <= seconds; s++) {
      watch.deliver(s * 1000, serve(s, s + 10));
      report(watch, mode(s), s, s, street(s));
    }
    return watch.violations;
  }

  test('keeps nobody in red longer than its maximum presence and a turn, however often the lease is renewed', () => {
    expect(
      played(
        PRESENCE_S,
        () => 'priority',
        () => 'red',
      ),
    ).toEqual([]);
    expect(
      played(
        PRESENCE_S + 20,
        () => 'priority',
        () => 'red',
      ),
    ).toEqual([
      {
        kind: 'presence-overrun',
        junction: 'J',
        groups: ['EW'],
        atMs: (PRESENCE_S + 1) * 1000,
        wantedS: PRESENCE_S,
        seenS: PRESENCE_S + 1,
      },
    ]);
  });

  test.each<JunctionMode>(['recovery', 'programme', 'starved-service'])(
    'does not begin to count anew for who stays red while it lets go for a moment (%s)',
    (mode) => {
      const letsGo = (s: number): JunctionMode => (s >= 60 && s < 65 ? mode : 'priority');
      expect(played(PRESENCE_S + 20, letsGo, () => 'red')).toMatchObject([
        { kind: 'presence-overrun', atMs: (PRESENCE_S + 7) * 1000, seenS: PRESENCE_S + 1 },
      ]);
    },
  );

  test('may be held on when those in red have been served once', () => {
    expect(
      played(
        260,
        () => 'priority',
        (s) => (s > 110 && s < 120 ? 'green' : 'red'),
      ),
    ).toEqual([]);
  });

  test('keeps nobody waiting whom it serves, and is not blamed once it has let go', () => {
    expect(
      played(
        240,
        () => 'priority',
        () => 'green',
      ),
    ).toEqual([]);
    expect(
      played(
        190,
        (s) => (s > 110 ? 'starved-service' : 'priority'),
        () => 'red',
      ),
    ).toEqual([]);
  });
});

describe('a starved movement', () => {
  function redFor(seconds: number, mode: (s: number) => JunctionMode): LeaseMonitor {
    const watch = monitor();
    for (let s = 0; s <= seconds; s++) {
      watch.deliver(s * 1000, serve(s, s + 10));
      report(watch, mode(s), s, s, 'red');
    }
    return watch;
  }

  test('is one whose red outlasts maximum presence, a cycle and the clearances while priority holds', () => {
    const late = (s: number): JunctionMode => (s > 180 ? 'priority' : 'programme');
    expect(redFor(STARVED_S, late).violations).toEqual([]);
    expect(redFor(STARVED_S + 30, late).violations).toEqual([
      { kind: 'starved', junction: 'J', groups: ['EW'], atMs: (STARVED_S + 1) * 1000, wantedS: STARVED_S, seenS: STARVED_S + 1 },
    ]);
  });

  test('is not one that a fault kept red, nor one that waited before the fault', () => {
    const faultFrom =
      (fromS: number) =>
      (s: number): JunctionMode =>
        s >= fromS && s < fromS + 300 ? 'fault' : 'priority';
    expect(redFor(400 + PRESENCE_S, faultFrom(100)).violations).toEqual([]);
    expect(redFor(402 + PRESENCE_S, faultFrom(100)).violations).toMatchObject([
      { kind: 'presence-overrun', atMs: (401 + PRESENCE_S) * 1000 },
    ]);
  });

  test('is not laid to priority that does not hold', () => {
    expect(redFor(STARVED_S + 30, () => 'programme').violations).toEqual([]);
  });

  test('counts from its last green', () => {
    const watch = redFor(150, () => 'programme');
    report(watch, 'programme', 151, 160, 'green');
    watch.deliver(160_000, serve(999, 170));
    report(watch, 'programme', 161, 360, 'red');
    watch.deliver(360_000, serve(1000, 370));
    report(watch, 'priority', 361, 370, 'red');
    expect(watch.violations).toEqual([]);
  });
});
