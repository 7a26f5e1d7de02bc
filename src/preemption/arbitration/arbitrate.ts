import { getOrThrow, invariant } from '../../kernel/assert.ts';
import type { MissionId, StageId } from '../../kernel/ids.ts';
import type { Junction } from '../../roadnet/map.ts';
import type { Urgency } from '../mission.ts';
import { OTHERS_PER_S } from '../urgency-rate.ts';
import { CLASS, type Contender, comesFirst, neededS } from './contender.ts';
import { bestStage, stageChanges } from './stage-changes.ts';
import type { Job, Wave } from './wave-schedule.ts';
import { type Sequence, searchWaves } from './wave-search.ts';

/** So long before it needs its green an ambulance usually asks for it, since nobody knows its arrival to the second. */
export const MARGIN_S = 20;
/** Another order than the one that stands has to win this much of the ambulances' time. */
const WORTH_S = 3;
const WORTH_SHARE = 0.1;
/** So often an ambulance is overtaken by such of its class as came later, and then no more. */
export const OVERTAKEN_MOST = 2;
/** The rest, less urgent or later, is not put in order yet. */
const CONTENDERS_MOST = 16;
const CLASSES: readonly Urgency[] = ['life-threat', 'urgent', 'routine'];

/** What is known of one contender from the second before. */
export interface Standing {
  readonly mission: MissionId;
  /** Place in the order that stands: the number of its wave. */
  readonly wave: number;
  readonly sinceMs: number;
  /** By so many of its class that came later. */
  readonly overtaken: number;
}

/** Ambulances that want one junction. */
export interface Meeting {
  readonly junction: Junction;
  readonly contenders: readonly Contender[];
  /** In the order that stands; those who have come since are not in it. */
  readonly standing: readonly Standing[];
  /** Its clearing is in its last seconds: it is not stopped any more. */
  readonly committed?: MissionId;
  /** Others who wait at the junction. */
  readonly waitingVeh: number;
}

export interface ServedWave {
  readonly stage: StageId;
  readonly members: readonly ServedMember[];
}

export interface ServedMember {
  readonly mission: MissionId;
  /** Seconds from now until its green, and by how much that is too late for it. */
  readonly greenS: number;
  readonly waitS: number;
}

/** Who is served when. */
export interface Order {
  readonly waves: readonly ServedWave[];
  readonly gap: OptimalityGap;
}

/**
 * By which share of the best order's cost an order may be dearer than it, at the most: nought where it is shown to be the best,
 * `unknown` where all that is known of the best one is that it costs no less than nothing.
 */
export type OptimalityGap = number | 'unknown';

/**
 * Puts the ambulances at a junction in order. A class is ordered as if the less urgent ones were not there, and these fit in where
 * they delay nobody of it. Within a class the order costs least, in the ambulances' time and that of others who wait
 * through changes of stages. Nobody is overtaken for ever, nobody overtakes on the same road, and an order stands until another one is
 * worth the change.
 */
export function arbitrate(meeting: Meeting): Order {
  const contenders = meeting.contenders.toSorted(byClass).slice(0, CONTENDERS_MOST).toSorted(comesFirst);
  const latestS = new Map<MissionId, number>();
  let ordered: Ordered | undefined;
  let gap: OptimalityGap = 0;
  for (const level of CLASSES) {
    if (!contenders.some(({ urgency }) => urgency === level)) continue;
    const among = contenders.filter((one) => CLASS[one.urgency] <= CLASS[level] || isCommitted(meeting, one));
    ordered = orderClass(meeting, among, level, latestS);
    gap = widest(gap, gapOf(ordered.sequence));
    for (const one of among) latestS.set(one.mission, Math.max(neededS(one) - MARGIN_S, greenOf(ordered, one)));
  }
  if (ordered === undefined) return { waves: [], gap };
  const { sequence, among } = ordered;
  const { stages } = stageChanges(meeting.junction);
  const waves = sequence.waves.map((wave) => ({ stage: stages[bestStage(wave.mask)]!, members: membersOf(among, wave) }));
  return { waves, gap };
}

function gapOf({ cost, bound }: Sequence): OptimalityGap {
  if (cost <= bound) return 0;
  return bound > 0 ? (cost - bound) / bound : 'unknown';
}

function widest(a: OptimalityGap, b: OptimalityGap): OptimalityGap {
  return a === 'unknown' || b === 'unknown' ? 'unknown' : Math.max(a, b);
}

function greenOf({ sequence, among }: Ordered, one: Contender): number {
  const number = among.indexOf(one);
  const wave = sequence.waves.find(({ members }) => members.includes(number));
  return wave?.greenS[wave.members.indexOf(number)] ?? Number.POSITIVE_INFINITY;
}

function byClass(a: Contender, b: Contender): number {
  return CLASS[a.urgency] - CLASS[b.urgency] || comesFirst(a, b);
}

/** In the order of the sequence's own numbers. */
function membersOf(among: readonly Contender[], { members, greenS }: Wave): readonly ServedMember[] {
  return members.map((i, k) => {
    const one = among[i]!;
    return { mission: one.mission, greenS: greenS[k]!, waitS: Math.max(0, greenS[k]! - neededS(one)) };
  });
}

type Ordered = { readonly sequence: Sequence; readonly among: readonly Contender[] };
/** True where one may not come after another. */
type Rule = (earlier: Contender, later: Contender) => boolean;

/** The best order of a class among those more urgent, or the one that stands where that is nearly as good. */
function orderClass(
  meeting: Meeting,
  among: readonly Contender[],
  level: Urgency,
  latestS: ReadonlyMap<MissionId, number>,
): Ordered {
  const ruled = (rule: Rule): Ordered | undefined => solve(meeting, among, level, latestS, rule);
  const needed: Rule = (a, b) => isCommitted(meeting, a) || isOvertakenEnough(meeting, a, b);
  const all: Rule = (a, b) => needed(a, b) || (isAhead(a, b) && !needed(b, a));
  const best = ruled(all) ?? ruled(needed) ?? solve(meeting, among, level, new Map(), needed);
  invariant(best !== undefined, `junction ${meeting.junction.id}: no order of ${among.length} ambulances`);
  const standing = ruled((a, b) => all(a, b) || (standsBefore(meeting, a, b) && !all(b, a)));
  if (standing === undefined) return best;
  const worth = Math.max(OTHERS_PER_S[level] * WORTH_S, standing.sequence.cost * WORTH_SHARE);
  if (standing.sequence.cost - best.sequence.cost > worth) return best;
  return { ...standing, sequence: { ...standing.sequence, bound: Math.min(best.sequence.bound, standing.sequence.cost) } };
}

function isCommitted({ committed }: Meeting, { mission }: Contender): boolean {
  return mission === committed;
}

/** It has been overtaken as often as may be, and the other one came later. */
function isOvertakenEnough(meeting: Meeting, one: Contender, other: Contender): boolean {
  const known = standingOf(meeting, one);
  if (known === undefined || known.overtaken < OVERTAKEN_MOST || one.urgency !== other.urgency) return false;
  return !isCommitted(meeting, other) && known.sinceMs < (standingOf(meeting, other)?.sinceMs ?? Number.POSITIVE_INFINITY);
}

/** Of the same class, in front of it on the same approach. */
function isAhead(one: Contender, other: Contender): boolean {
  return one.link === other.link && one.urgency === other.urgency && comesFirst(one, other) < 0;
}

function standsBefore(meeting: Meeting, one: Contender, other: Contender): boolean {
  const [a, b] = [standingOf(meeting, one), standingOf(meeting, other)];
  return a !== undefined && b !== undefined && a.wave < b.wave && CLASS[one.urgency] <= CLASS[other.urgency];
}

function standingOf({ standing }: Meeting, { mission }: Contender): Standing | undefined {
  return standing.find((one) => one.mission === mission);
}

/** Undefined where rules and latest times cannot all be kept. */
function solve(
  { junction, waitingVeh }: Meeting,
  contenders: readonly Contender[],
  level: Urgency,
  latestS: ReadonlyMap<MissionId, number>,
  rule: Rule,
): Ordered | undefined {
  const among = inOrderOf(contenders, rule);
  if (among === undefined) return undefined;
  const changes = stageChanges(junction);
  const jobs = among.map(
    (one, i): Job => ({
      mask: getOrThrow(changes.maskOf, one.group, `stage at junction ${junction.id} for group`),
      neededS: neededS(one),
      dueS: neededS(one) + one.slackS,
      clearS: one.clearS,
      transitionS: one.transitionS,
      rate: one.urgency === level ? OTHERS_PER_S[level] : 0,
      latestS: latestS.get(one.mission) ?? Number.POSITIVE_INFINITY,
      after: among.reduce((mask, other, k) => (k !== i && rule(other, one) ? mask | (1 << k) : mask), 0),
    }),
  );
  const sequence = searchWaves({ changes, jobs, waitingVeh });
  return sequence === undefined ? undefined : { sequence, among };
}

/** Sorted so that nobody comes before one that has to come earlier, else as they were; undefined where that goes in a ring. */
function inOrderOf(contenders: readonly Contender[], rule: Rule): readonly Contender[] | undefined {
  const left = [...contenders];
  const sorted: Contender[] = [];
  while (left.length > 0) {
    const next = left.findIndex((one) => !left.some((other) => other !== one && rule(other, one)));
    if (next < 0) return undefined;
    sorted.push(...left.splice(next, 1));
  }
  return sorted;
}
