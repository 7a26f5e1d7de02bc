import type { JunctionId, RequestId, StageId } from '../kernel/ids.ts';
import { countRefusals, type LogStory, type MissionStory, type RefusalCount, type Told } from './story.ts';

/** One stretch of time for which a junction was asked, command by command, for the same purpose. */
export interface Hold {
  /** Asked for first, and all stages in turn: a wave may change between stages that keep the ambulance's group green. */
  readonly stage: StageId;
  readonly stages: readonly StageId[];
  /** First and latest command of it. */
  readonly first: Told<'commanded'>;
  readonly last: Told<'commanded'>;
  readonly commands: number;
  /** The plan behind its first command, where the log holds it. */
  readonly plan: Told<'planned'> | undefined;
  /** What the junction answered to any of its commands. */
  readonly confirmations: readonly Told<'confirmed'>[];
  readonly release: Told<'commanded'> | undefined;
}

/** Everything a log says of one mission's request at one junction. */
export interface RequestHistory {
  readonly request: RequestId;
  readonly junction: JunctionId;
  readonly mission: MissionStory;
  readonly steps: readonly Told<'request'>[];
  readonly holds: readonly Hold[];
  readonly greens: readonly Told<'green'>[];
  readonly passed: Told<'passed'> | undefined;
  /** Of this request; of its junction and of the ambulance's positions while it lived. */
  readonly refusals: readonly RefusalCount[];
}

/** Histories of all requests in the order in which they were received. */
export function requestHistories(story: LogStory): RequestHistory[] {
  const steps = groupBy(story.events('request'), (told) => told.event.request);
  const commands = groupBy(story.events('commanded'), (told) => told.event.command.request);
  const greens = groupBy(story.events('green'), (told) => told.event.request);
  const passed = groupBy(story.events('passed'), (told) => told.event.request);
  const confirmations = groupBy(story.events('confirmed'), (told) => told.event.command);
  const refusals = story.events('refused');
  return [...steps].map(([request, own]) => {
    const [received] = own as [Told<'request'>];
    const { junction, mission: id } = received.event;
    const mission = story.missions.find((m) => m.mission === id) ?? { mission: id, vehicle: id, junctions: [] };
    const passage = passed.get(request)?.[0];
    const endMs = passage?.atMs ?? own.at(-1)?.atMs ?? received.atMs;
    return {
      request,
      junction,
      mission,
      steps: own,
      holds: holdsOf(story, commands.get(request) ?? [], confirmations),
      greens: greens.get(request) ?? [],
      passed: passage,
      refusals: countRefusals(refusals, ({ event: { subject }, atMs }) => {
        if (subject.request !== undefined) return subject.request === request;
        if (atMs < received.atMs || atMs > endMs) return false;
        return subject.junction === undefined ? subject.vehicle === mission.vehicle : subject.junction === junction;
      }),
    };
  });
}

/** The hold during which the ambulance passed; else the one that came last. */
export function decisiveHold(history: RequestHistory): Hold | undefined {
  const passedMs = history.passed?.atMs ?? Number.POSITIVE_INFINITY;
  return history.holds.filter((hold) => hold.first.atMs <= passedMs && forAmbulance(hold)).at(-1) ?? history.holds.at(-1);
}

/** The hold in force at an instant. */
export function holdAt(history: RequestHistory, atMs: number): Hold | undefined {
  return history.holds.filter((hold) => hold.first.atMs <= atMs && atMs <= endOf(hold)).at(-1);
}

/** What a junction was asked for after the ambulance, for those it had held up. */
export function recoveryAfter(history: RequestHistory, hold: Hold): Hold | undefined {
  return history.holds.find((other) => other.first.n > hold.last.n && other.plan?.event.purpose === 'recovery');
}

/** First green of the ambulance's signal group that a hold led to. */
export function greenOf(history: RequestHistory, hold: Hold): Told<'green'> | undefined {
  return history.greens.find((green) => green.n > hold.first.n && green.atMs <= endOf(hold));
}

/** Release, or the end of the last lease. */
function endOf(hold: Hold): number {
  if (hold.release !== undefined) return hold.release.atMs;
  const { wish } = hold.last.event.command;
  return wish.kind === 'serve' ? wish.leaseUntilMs : hold.last.atMs;
}

function forAmbulance(hold: Hold): boolean {
  return hold.plan === undefined || hold.plan.event.purpose === 'green-wave';
}

function holdsOf(
  story: LogStory,
  commands: readonly Told<'commanded'>[],
  confirmations: ReadonlyMap<string, readonly Told<'confirmed'>[]>,
): Hold[] {
  const holds: Hold[] = [];
  let open: Hold | undefined;
  for (const told of commands) {
    const { command, wish } = told.event.command;
    const answers = confirmations.get(command) ?? [];
    if (wish.kind === 'release') {
      if (open !== undefined)
        holds[holds.length - 1] = { ...open, release: told, confirmations: [...open.confirmations, ...answers] };
      open = undefined;
    } else if (open !== undefined && goesOn(story, open, told)) {
      const stages = open.stages.at(-1) === wish.stage ? open.stages : [...open.stages, wish.stage];
      open = { ...open, stages, last: told, commands: open.commands + 1, confirmations: [...open.confirmations, ...answers] };
      holds[holds.length - 1] = open;
    } else {
      open = {
        stage: wish.stage,
        stages: [wish.stage],
        first: told,
        last: told,
        commands: 1,
        plan: planOf(story, told),
        confirmations: answers,
        release: undefined,
      };
      holds.push(open);
    }
  }
  return holds;
}

/** A renewal goes back to the same plan, a change of stage within the wave to another one of the same purpose. */
function goesOn(story: LogStory, open: Hold, told: Told<'commanded'>): boolean {
  if (told.atMs > endOf(open)) return false;
  if (told.event.cause === open.last.event.cause) return true;
  return forAmbulance(open) && planOf(story, told)?.event.purpose === 'green-wave' && open.plan !== undefined;
}

function planOf(story: LogStory, told: Told<'commanded'>): Told<'planned'> | undefined {
  return story.causesOf(told).events.find((cause): cause is Told<'planned'> => cause.event.kind === 'planned');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
