import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arbitrate,
  type Meeting,
  type Order,
  OVERTAKEN_MOST,
  type Standing,
} from '../../../src/preemption/arbitration/arbitrate.ts';
import { CLASS, type Contender, neededS } from '../../../src/preemption/arbitration/contender.ts';
import { stageChanges } from '../../../src/preemption/arbitration/stage-changes.ts';
import type { Job } from '../../../src/preemption/arbitration/wave-schedule.ts';
import { OTHERS_PER_S } from '../../../src/preemption/urgency-rate.ts';
import { fourLegs } from '../../support/junctions.ts';
import { costOf, leastCost } from '../../support/wave-costs.ts';

const GROUPS = ['NBT', 'NBL', 'SBT', 'SBL', 'EBT', 'EBL', 'WBT', 'WBL'] as const;

function ambulance(mission: string, group: string, arrivalS: number, rest: Partial<Contender> = {}): Contender {
  return { mission, urgency: 'life-threat', group, link: `by ${group}`, arrivalS, clearS: 4, transitionS: 5, slackS: 0, ...rest };
}

function orderOf(contenders: readonly Contender[], rest: Partial<Meeting> = {}): Order {
  return arbitrate({ junction: fourLegs, contenders, standing: [], waitingVeh: 10, ...rest });
}

const names = ({ waves }: Order): readonly string[] => waves.map(({ members }) => members.map((m) => m.mission).join('+'));
const waits = ({ waves }: Order): ReadonlyMap<string, number> =>
  new Map(waves.flatMap(({ members }) => members.map((m) => [m.mission, m.waitS] as const)));

function stood(...places: readonly (Partial<Standing> & { readonly mission: string })[]): readonly Standing[] {
  return places.map((place, wave) => ({ wave, sinceMs: 0, overtaken: 0, ...place }));
}

describe('the order of ambulances at a junction', () => {
  it('given two of one class that cross, then the one that comes first, whose queue is short, is served first', () => {
    expect(names(orderOf([ambulance('east', 'EBT', 30), ambulance('north', 'NBT', 20)]))).toEqual(['north', 'east']);
  });

  it('given one whose long queue would keep another waiting, then the one that is soon through goes first though it comes later', () => {
    const queued = ambulance('north', 'NBT', 40, { clearS: 38 });
    expect(names(orderOf([queued, ambulance('east', 'EBT', 42, { clearS: 2 })], { waitingVeh: 0 }))).toEqual(['north', 'east']);
    const both = [queued, ambulance('east', 'EBT', 14, { clearS: 2 })];
    expect(names(orderOf(both, { waitingVeh: 0 }))).toEqual(['east', 'north']);
  });

  it('given one that will wait for others at the next junction anyway, then it waits here where it would have been first', () => {
    const both = (slackS: number): readonly Contender[] => [
      ambulance('north', 'NBT', 28, { slackS }),
      ambulance('east', 'EBT', 30),
    ];
    expect(names(orderOf(both(0)))).toEqual(['north', 'east']);
    expect(names(orderOf(both(15)))).toEqual(['east', 'north']);
  });

  it('given a more urgent one that comes later, then it does not wait for the less urgent one', () => {
    const order = orderOf([ambulance('east', 'EBT', 14, { urgency: 'urgent' }), ambulance('north', 'NBT', 20)]);
    expect(names(order)).toEqual(['north', 'east']);
    expect(waits(order).get('north')).toBe(0);
  });

  it('given time before the more urgent one, then the less urgent one is served in it', () => {
    expect(names(orderOf([ambulance('east', 'EBT', 8, { urgency: 'routine' }), ambulance('north', 'NBT', 70)]))).toEqual([
      'east',
      'north',
    ]);
  });

  it('given two that one stage serves, one behind the other or towards each other, then one wave and nobody waits', () => {
    for (const group of ['NBT', 'SBT']) {
      const order = orderOf([ambulance('north', 'NBT', 20), ambulance('next', group, 35)]);
      expect(names(order)).toEqual(['north+next']);
      expect(order.waves[0]?.stage).toBe('A');
      expect([...waits(order).values()]).toEqual([0, 0]);
    }
  });

  it('given one that goes straight on and one behind it that turns left, then one stage that opens both', () => {
    const order = orderOf([ambulance('straight', 'NBT', 20, { link: 'S' }), ambulance('left', 'NBL', 30, { link: 'S' })]);
    expect(names(order)).toEqual(['straight+left']);
    expect(order.waves[0]?.stage).toBe('NB');
  });

  it('given an order that another one beats by less than 3 s, then it stands; given more, then it changes', () => {
    const by = (gainS: number): readonly string[] =>
      names(
        orderOf([ambulance('east', 'EBT', 30), ambulance('north', 'NBT', 30 - gainS)], {
          standing: stood({ mission: 'east' }, { mission: 'north' }),
          waitingVeh: 0,
        }),
      );
    expect(by(1)).toEqual(['east', 'north']);
    expect(by(9)).toEqual(['north', 'east']);
  });

  it('given more urgent ones whom only a stage that serves two of them starts in time, then the less urgent one is still last', () => {
    const at = (s: number) => ({ clearS: 0, transitionS: s, link: 'S' });
    const higher = [
      ambulance('left', 'EBL', 0, at(0)),
      ambulance('turns', 'SBL', 1, at(1)),
      ambulance('south', 'SBT', 0, at(0)),
      ambulance('west', 'WBT', 1, at(1)),
    ];
    const all = orderOf([ambulance('a routine one', 'NBT', 0, { ...at(0), urgency: 'routine' }), ...higher]);
    expect(names(all).at(-1)).toBe('a routine one');
    for (const [mission, waitS] of waits(orderOf(higher))) expect(waits(all).get(mission)).toBe(waitS);
  });

  it('given a junction of more stages than are told apart, then every group still has one', () => {
    const copies = Array.from({ length: 40 }, (_, i) => ({ ...fourLegs.stages[0]!, id: `A${i}` }));
    const junction = { ...fourLegs, stages: [...copies, ...fourLegs.stages] };
    const order = orderOf([ambulance('north', 'NBT', 20), ambulance('turns', 'EBL', 30)], { junction });
    expect(names(order)).toEqual(['north', 'turns']);
  });

  it('given an ambulance about to cross on its green, then even a more urgent one waits for it', () => {
    const near = ambulance('east', 'EBT', 4, { urgency: 'routine', transitionS: 0 });
    const order = orderOf([near, ambulance('north', 'NBT', 5)], { committed: 'east' });
    expect(names(order)).toEqual(['east', 'north']);
  });

  it('given one that others of its class have overtaken twice, then those who came later wait for it', () => {
    const long = ambulance('north', 'NBT', 60, { clearS: 50 });
    const short = ambulance('east', 'EBT', 12, { clearS: 2 });
    const known = (overtaken: number): readonly Standing[] => [
      { mission: 'north', wave: 1, sinceMs: 0, overtaken },
      { mission: 'east', wave: 0, sinceMs: 1000, overtaken: 0 },
    ];
    expect(names(orderOf([long, short], { standing: known(OVERTAKEN_MOST - 1) }))).toEqual(['east', 'north']);
    expect(names(orderOf([long, short], { standing: known(OVERTAKEN_MOST) }))).toEqual(['north', 'east']);
  });
});

const changes = stageChanges(fourLegs);

function jobOf(one: Contender): Job {
  const { group, clearS, transitionS, slackS, urgency } = one;
  const mask = changes.maskOf.get(group)!;
  const times = { neededS: neededS(one), dueS: neededS(one) + slackS, clearS, transitionS, latestS: Number.POSITIVE_INFINITY };
  return { mask, ...times, rate: OTHERS_PER_S[urgency], after: 0 };
}

const anyone = fc.record({
  group: fc.constantFrom(...GROUPS),
  urgency: fc.constantFrom('life-threat' as const, 'urgent' as const, 'routine' as const),
  arrivalS: fc.integer({ min: 0, max: 90 }),
  clearS: fc.integer({ min: 0, max: 40 }),
  transitionS: fc.integer({ min: 0, max: 20 }),
  link: fc.constantFrom('a', 'b', 'c', 'd'),
  slackS: fc.constantFrom(0, 0, 20),
});
const meetings = fc
  .array(anyone, { minLength: 1, maxLength: 7 })
  .map((all) =>
    all.map((one, i): Contender => ({ mission: `M${i}`, ...one, arrivalS: one.arrivalS + one.clearS + one.transitionS })),
  );

describe('any ambulances at a junction', () => {
  it('have each one place, and up to seven of them an order that is shown to be the best', () => {
    fc.assert(
      fc.property(meetings, (contenders) => {
        const order = orderOf(contenders);
        expect([...waits(order).keys()].toSorted()).toEqual(contenders.map(({ mission }) => mission).toSorted());
        expect(order.gap).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('of one class, in an order that stands though another one is better, are told by how much it is dearer at the most', () => {
    const few = fc.array(anyone, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(few, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }), (all, stoodAt) => {
        const contenders = all.map((one, i) =>
          ambulance(`M${i}`, one.group, one.arrivalS + one.clearS, { ...one, link: `L${i}` }),
        );
        const same = contenders.map((one): Contender => ({ ...one, urgency: 'urgent' }));
        const standing = same.map(({ mission }, i) => ({ mission, wave: stoodAt[i]!, sinceMs: 0, overtaken: 0 }));
        const order = orderOf(same, { standing });
        const jobs = new Map(same.map((one) => [one.mission, jobOf(one)]));
        const least = leastCost(changes, [...jobs.values()], 10);
        const cost = costOf(
          changes,
          order.waves.map(({ members }) => members.map(({ mission }) => jobs.get(mission)!)),
          10,
        );
        if (order.gap === 'unknown') expect(least).toBe(0);
        else expect(cost).toBeCloseTo(least * (1 + order.gap), 6);
      }),
      { numRuns: 300 },
    );
  });

  it('are told that nothing is known of it where the best order costs nothing', () => {
    const at = (slackS: number) => ({ transitionS: 0, slackS });
    const both = [ambulance('east', 'EBT', 4, at(20)), ambulance('north', 'NBT', 4, at(9))];
    const standing = stood({ mission: 'east' }, { mission: 'north' });
    expect(orderOf(both, { standing, waitingVeh: 0 })).toMatchObject({ gap: 'unknown' });
  });

  it('are not delayed by less urgent ones', () => {
    fc.assert(
      fc.property(meetings, (contenders) => {
        const all = waits(orderOf(contenders));
        for (const level of [0, 1]) {
          const higher = contenders.filter(({ urgency }) => CLASS[urgency] <= level);
          const alone = waits(orderOf(higher));
          for (const { mission } of higher) expect(all.get(mission)!).toBeLessThanOrEqual(alone.get(mission)! + 1e-6);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('of one class on the same approach keep their order, unless one green serves both', () => {
    fc.assert(
      fc.property(meetings, (contenders) => {
        const place = new Map(orderOf(contenders).waves.flatMap(({ members }, i) => members.map((m) => [m.mission, i] as const)));
        for (const a of contenders) {
          for (const b of contenders) {
            if (a.link !== b.link || a.urgency !== b.urgency || a.arrivalS >= b.arrivalS) continue;
            expect(place.get(a.mission)!).toBeLessThanOrEqual(place.get(b.mission)!);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never have a green before the lamps can show it, or before those served earlier are through', () => {
    fc.assert(
      fc.property(meetings, (contenders) => {
        const of = new Map(contenders.map((one) => [one.mission, one]));
        let throughS = 0;
        for (const { members } of orderOf(contenders).waves) {
          for (const { greenS } of members) expect(greenS).toBeGreaterThanOrEqual(throughS);
          throughS = Math.max(
            ...members.map(({ mission, greenS }) => Math.max(greenS, neededS(of.get(mission)!)) + of.get(mission)!.clearS),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are overtaken at most so often by later ones of their class, however many come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 8, maxLength: 12 }), (arrivals) => {
        const long = ambulance('north', 'NBT', 70, { clearS: 60 });
        let overtaken = 0;
        for (const [i, arrivalS] of arrivals.entries()) {
          const later = ambulance(`M${i}`, 'EBT', arrivalS, { clearS: 0 });
          const standing = stood({ mission: 'north', overtaken }, { mission: later.mission, sinceMs: 1000 });
          if (names(orderOf([long, later], { standing: standing.map((one) => ({ ...one, wave: 0 })) }))[0] === 'north') break;
          overtaken += 1;
        }
        expect(overtaken).toBe(OVERTAKEN_MOST);
      }),
      { numRuns: 50 },
    );
  });
});
