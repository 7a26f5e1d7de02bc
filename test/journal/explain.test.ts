import { describe, expect, test } from 'vitest';
import { clockOf } from '../../src/journal/clock-time.ts';
import { explainJunction, type Question } from '../../src/journal/explain.ts';
import { overview } from '../../src/journal/overview.ts';
import type { OptimalityGap } from '../../src/preemption/arbitration/arbitrate.ts';
import type { PlanRule } from '../../src/preemption/plan-basis.ts';
import { at, HEADER, nightShift, Script, storyOf } from './night-shift.ts';

const clock = clockOf('Asia/Shanghai');
const story = storyOf(nightShift());

describe('explain, asked by an operator', () => {
  test('Given a junction that turned green, when asked why, then the sentence and the chain back to the fix', () => {
    expect(explainJunction(story, { junction: 'S07' }, clock)).toMatchInlineSnapshot(`
      "S07, mission M-1 (AMB-1)

      S07 turned to stage A for AMB-1 at 17:41:50, asked at 17:41:36. 41 vehicles per lane (12 of them on this
      approach) had to cross before it and needed 86 s; with 14 s to change the lights and 6 s kept as margin the
      green had to be asked for 106 s ahead, and AMB-1 was 106 s and 1,240 m away. AMB-1 passed at 17:43:38, 108 s
      into the green; the junction was let go at 17:43:38.

      How it came about
        17:41:36  #12  position fix of AMB-1: 30.18312, 120.26711, 12.4 m/s, heading 3 degrees, accuracy 5 m
        17:41:36  #13  matched to S05-S06, 210 m along it (2.1 m off the line, probability 0.99)
        17:41:36  #15  planned: stage A (green-wave), arrival expected at 17:43:22
        17:41:36  #16  commanded: stage A until 17:41:46 unless renewed (S07-1)
        17:41:37  #19  junction: accepted
        17:41:49  #25  last of 2 further commands, commanded: stage A until 17:44:10 unless renewed (S07-3)
        17:41:50  #27  green for the ambulance
        17:41:50  #29  junction: served
        17:43:38  #31  the ambulance crossed the stop bar
        17:43:38  #32  commanded: release (S07-4)
        17:43:39  #35  junction: released

      Refused on the way
        1 x match:late         17:41:48           the position came too late to be of use
        1 x request:too-early  17:40:00           it was not yet time to ask for green
      "
    `);
  });

  test('Given a fixed trigger, then its own rule is told and no forecast of the arrival beside it', () => {
    const header = { ...HEADER, config: { ...HEADER.config, strategy: { kind: 'fixed-eta', leadS: 120 } as const } };
    const text = explainJunction(storyOf(nightShift(), header), { junction: 'S07' }, clock).replace(/\s+/g, ' ');
    expect(text).toContain(
      'The trigger asks once distance / speed (taken as 5 m/s at least) has fallen to 120 s, and from then on until the passage; AMB-1 was 1,240 m away. AMB-1 passed',
    );
    expect(text).not.toMatch(/106 s and|vehicles per lane/);
  });

  describe('where the junction had a plan of its own', () => {
    const rule = { kind: 'junction-plan', costVehS: 6204, delayS: 2.1, othersPerS: 2500, passageMs: at(212) } as const;
    const waited = { ...rule, freeFromMs: at(187), instead: { kind: 'wait', costVehS: 6284 } } as const;
    const explained = (given: PlanRule, question: Question): string =>
      explainJunction(storyOf(nightShift(given)), question, clock).replace(/\s+/g, ' ');

    test('when asked why it turned, then what that cost, against the best that could have been done instead', () => {
      expect(explained(waited, { junction: 'S07' })).toContain(
        'Holding S07 from then on was the plan that cost least: 6,204 s of others, the 2.1 s that AMB-1 was expected to lose counted at 2,500 each; leaving it to its own programme for the moment would have cost 80 s more. From 17:43:07 on it was to find green and nobody in front, and to pass at 17:43:32; AMB-1 was 1,240 m away.',
      );
    });

    test('when asked why it had not turned before, then when it was asked, and what begun then was cheaper than', () => {
      const text = explained(waited, { junction: 'S07', atMs: at(50) });
      expect(text).toContain('it was not yet time to ask for green (request:too-early). It was asked for stage A at 17:41:36.');
      expect(text).toContain('would have cost 80 s more');
    });

    test('given others served before the hold that another plan did without, then that plan, and that no free bar is expected', () => {
      const served = { ...rule, instead: { kind: 'serve-others', stage: 'C', costVehS: 9204 } } as const;
      const text = explained(served, { junction: 'S07' });
      expect(text).toContain('serving stage C first would have cost 3,000 s more. It was not expected to find green');
    });
  });

  test('Given a junction in fault, when asked why it did not turn, then the fault and not the waiting before it', () => {
    expect(explainJunction(story, { junction: 'S08' }, clock)).toMatchInlineSnapshot(`
      "S08, mission M-1 (AMB-1)

      S08 was not asked for green for AMB-1: the junction reported a fault (flashing, dark or under local control)
      (request:junction-fault). It passed at 17:44:20.

      Refused on the way
        1 x match:late              17:41:48           the position came too late to be of use
        1 x request:junction-fault  17:41:00           the junction reported a fault (flashing, dark or under local control)
        1 x request:too-early       17:40:00           it was not yet time to ask for green
      "
    `);
  });

  test('Given no junction, then an overview of every junction and every refusal', () => {
    expect(overview(story, clock)).toMatchInlineSnapshot(`
      "Mission M-1 (AMB-1, life-threat): done at 17:44:20
        junction  request    asked     green     passed    stage  commands
        S07       completed  17:41:36  17:41:50  17:43:38  A      4
        S08       timeout    -         -         17:44:20  -      0

      Refused, by stage and reason
        2 x request:too-early       17:40:00           it was not yet time to ask for green
        1 x match:late              17:41:48           the position came too late to be of use
        1 x request:junction-fault  17:41:00           the junction reported a fault (flashing, dark or under local control)
      "
    `);
  });

  test('Given a time before the first command, then it says what the request was waiting for', () => {
    expect(explainJunction(story, { junction: 'S07', atMs: at(50) }, clock)).toContain(
      'S07 was not asked for green for AMB-1 at 17:40:50: it was not yet time to ask for green (request:too-early).',
    );
  });

  test('Given a time when nobody wanted the junction, then it says who did and when', () => {
    expect(explainJunction(story, { junction: 'S07', atMs: at(900) }, clock)).toBe(
      'Nobody wanted S07 at 17:55:00. Requests in this log: M-1 from 17:40:00 to 17:43:38.\n',
    );
  });

  test('Given a junction off every route, then it names the routes', () => {
    expect(explainJunction(story, { junction: 'S99' }, clock)).toBe(
      'In this log no mission asked for priority at S99. Missions and the junctions on their routes: M-1 (S07, S08).\n',
    );
  });

  test('Given an alert about a junction, then it is told there and in the overview, and not at other junctions', () => {
    const alert = { code: 'command-not-confirmed', atMs: at(120), junction: 'S07', text: 'S07 has not answered.' } as const;
    const alarmed = storyOf([...nightShift(), { kind: 'event', n: 1000, event: { kind: 'alert', alert } }]);
    const line = 'The operator was called\n  17:44:20  command-not-confirmed: S07 has not answered.';
    expect(explainJunction(alarmed, { junction: 'S07' }, clock)).toContain(line);
    expect(overview(alarmed, clock)).toContain(line);
    expect(explainJunction(alarmed, { junction: 'S08' }, clock)).not.toContain('The operator was called');
  });

  test('Given a stage for those held up after the ambulance, then it is told, and explained when asked about', () => {
    const log = new Script();
    log.records.push(...nightShift().slice(0, 34));
    const cause = log.records.findIndex((r) => r.kind === 'event' && r.event.kind === 'planned') + 1;
    const nothing = { distanceM: 0, queueVeh: 0, cumulativeVeh: 0, transitionS: 0, clearS: 0 };
    const basis = { kind: 'way-back', etaMs: at(220), ...nothing } as const;
    log.tick(220);
    const plan = {
      kind: 'planned',
      request: 'M-1/S07/1',
      junction: 'S07',
      stage: 'C',
      purpose: 'recovery',
      cause,
      basis,
    } as const;
    log.command('S07', 5, 220, { kind: 'serve', stage: 'C', leaseUntilMs: at(230) }, log.event(plan));
    const story = storyOf(log.records);
    expect(explainJunction(story, { junction: 'S07' }, clock)).toContain(
      'stage C (recovery), 1 command, last answer: never answered',
    );
    expect(explainJunction(story, { junction: 'S07', atMs: at(220) }, clock)).toContain(
      'S07 was asked for stage C at 17:43:40, after AMB-1, to serve those who had waited for it.',
    );
  });

  test('Given a wish that gave way to another stage a second later, then that, and no passage, kept it from turning green', () => {
    const log = new Script();
    log.records.push(...nightShift().slice(0, 16));
    log.confirmation('S07', 1, 97, 'accepted', 15);
    const cause = log.tick(97);
    const ahead = { etaMs: at(202), distanceM: 1230, queueVeh: 12, cumulativeVeh: 41, transitionS: 14, clearS: 86 };
    const basis = { kind: 'long-held', ...ahead } as const;
    const asked = { kind: 'planned', request: 'M-1/S07/1', junction: 'S07', basis, cause } as const;
    const plan = log.event({ ...asked, stage: 'C', purpose: 'cross-service' });
    log.command('S07', 2, 97, { kind: 'serve', stage: 'C', leaseUntilMs: at(107) }, plan);
    log.event({ kind: 'passed', junction: 'S07', mission: 'M-1', request: 'M-1/S07/1', cause: log.tick(218) });
    const text = explainJunction(storyOf(log.records), { junction: 'S07', atMs: at(96) }, clock).replace(/\s+/g, ' ');
    expect(text).toContain('did not turn green: the wish had given way to stage C at 17:41:37 before');
  });

  test('Given a junction that rejected the command, then its reason is given', () => {
    const records = nightShift().filter(
      (r) => !(r.kind === 'event' && (r.event.kind === 'green' || r.event.kind === 'confirmed')),
    );
    const accepted = records.findIndex((r) => r.kind === 'input' && r.input.kind === 'confirmation');
    const refusal = { stage: 'junction', reason: 'starved-service' } as const;
    const refused = { kind: 'refused', refusal, subject: { junction: 'S07' }, detail: 'rejected' } as const;
    const changed = records.toSpliced(accepted + 1, 0, { kind: 'event', n: 1000, event: refused });
    expect(explainJunction(storyOf(changed), { junction: 'S07' }, clock)).toContain(
      'S07 was asked for stage A for AMB-1 at 17:41:36 but did not turn green: the junction was serving those who had',
    );
  });
});

describe('explain, where two ambulances wanted one junction', () => {
  /** Their requests at S07; the second one never comes to its turn in this log. */
  function crossing(gap: OptimalityGap): Script {
    const log = new Script();
    for (const n of [1, 2]) {
      const order = { kind: 'open', mission: `M-${n}`, vehicle: `AMB-${n}`, atMs: at(0), destination: 'NORTH' } as const;
      const cause = log.input({ kind: 'order', receivedMs: at(0), order: { ...order, urgency: 'life-threat' } });
      log.event({ kind: 'request', request: `M-${n}/S07/1`, mission: `M-${n}`, junction: 'S07', to: 'received', cause });
    }
    const cause = log.tick(10);
    const first = { request: 'M-1/S07/1', wave: 0, greenMs: at(14), waitS: 0 };
    const second = { request: 'M-2/S07/1', wave: 1, greenMs: at(55), waitS: 21 };
    log.event({ kind: 'ordered', junction: 'S07', order: [first, second], gap, cause });
    const waits = { request: 'M-2/S07/1', mission: 'M-2', junction: 'S07', from: 'received', to: 'queued' } as const;
    log.event({ kind: 'request', ...waits, cause, reason: 'held-by-other-request' });
    const refusal = { stage: 'request', reason: 'held-by-other-request' } as const;
    log.event({ kind: 'refused', refusal, subject: { request: 'M-2/S07/1', junction: 'S07' }, detail: 'queued' });
    return log;
  }

  const explained = (gap: OptimalityGap, mission: string): string =>
    explainJunction(storyOf(crossing(gap).records), { junction: 'S07', mission }, clock).replace(/\s+/g, ' ');

  test('Given the second of them, when asked why it did not turn, then who was first and when its green was expected', () => {
    expect(explained(0, 'M-2')).toContain(
      'As decided at 17:40:10: after AMB-1 (M-1), green expected at 17:40:55, 21 s later than alone (no order allowed is better).',
    );
  });

  test('Given an order that was not shown to be the best, then by how much it may be dearer', () => {
    expect(explained(0.031, 'M-2')).toContain('(at most 4 % dearer than the best order)');
    expect(explained('unknown', 'M-2')).toContain('(how much dearer than the best order is not known)');
  });

  test('Given the first of them, then that it was first', () => {
    expect(explained(0, 'M-1')).toContain('Its place among others who wanted the junction 17:40:10 first (no order allowed');
  });
});
