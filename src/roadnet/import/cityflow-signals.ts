import type { JunctionId, StageId } from '../../kernel/ids.ts';
import { normalDeg } from '../geometry.ts';
import type { Intergreen, Junction, Movement, Turn, VehicleGroup } from '../map.ts';
import type { CityflowPhase } from './cityflow-file.ts';
import { planStages, type StagePlan, type TimedStage, YELLOW_S } from './cityflow-stages.ts';
import { type CityflowWay, goesFirst, meet } from './cityflow-ways.ts';
import type { Tally } from './tally.ts';

/** The fixed-time programme of one junction as imported data run it. */
export interface ImportedProgramme {
  readonly junction: JunctionId;
  readonly cycleS: number;
  /** Start of the first stage's green, on the data's own clock. */
  readonly startS: number;
  readonly stages: readonly { readonly stage: StageId; readonly greenS: number }[];
}

/** An intersection with its right of way; without signals where no phase ever closes a way. */
export interface Signalled {
  readonly movements: readonly Movement[];
  readonly signals?: { readonly junction: Junction; readonly programme: ImportedProgramme };
}

/** Ways that the same phases open. */
interface Group {
  readonly id: string;
  readonly ways: readonly CityflowWay[];
  /** By phase. */
  readonly open: readonly boolean[];
}

const MIN_GREEN_S = 8;
const MIN_GREEN_LEFT_S = 6;
const MAX_PRESENCE_S = 120;

/**
 * Signal groups, stages and programme of an intersection from its phases. Ways that every phase opens have no signal and yield
 * to those they meet, as CityFlow's right turns do. Ways that the same phases open are a group; two groups are in conflict where
 * their ways meet and no phase opens both; what meets in one phase goes by CityFlow's order.
 */
export function signalise(id: string, ways: readonly CityflowWay[], phases: readonly CityflowPhase[], tally: Tally): Signalled {
  const timed = phases.filter(({ time }) => time > 0);
  const opens = (way: CityflowWay): boolean[] => timed.map((phase) => isOpen(way, phase));
  const driven = ways.filter((way) => timed.length === 0 || opens(way).some(Boolean));
  tally.add('road links that no phase opens: left out', ways.length - driven.length);
  const groups = groupsOf(driven, opens);
  const movements = driven.map((way) => withRightOfWay(way, driven, groups));
  const junction = groups.length === 0 ? undefined : signalsOf(id, groups, timed, tally);
  return junction === undefined ? { movements } : { movements, signals: junction };
}

function isOpen({ roadLinks }: CityflowWay, { availableRoadLinks }: CityflowPhase): boolean {
  return roadLinks.every((link) => availableRoadLinks.includes(link));
}

function groupsOf(ways: readonly CityflowWay[], opens: (way: CityflowWay) => readonly boolean[]): readonly Group[] {
  const alike = new Map<string, CityflowWay[]>();
  for (const way of ways) {
    const open = opens(way);
    if (open.every(Boolean)) continue;
    const key = open.join();
    alike.set(key, [...(alike.get(key) ?? []), way]);
  }
  const names = new Map<string, number>();
  return [...alike.values()].map((together) => {
    const name = [...new Set(together.map(wayName))].sort().join('-');
    const n = (names.get(name) ?? 0) + 1;
    names.set(name, n);
    return { id: n === 1 ? name : `${name}.${n}`, ways: together, open: opens(together[0] as CityflowWay) };
  });
}

const LETTER: Readonly<Record<Turn, string>> = { through: 'T', left: 'L', right: 'R', uturn: 'U' };

/** Such as `EBT`: bound for the east, straight on. */
function wayName({ movement, path }: CityflowWay): string {
  const bound = ['NB', 'EB', 'SB', 'WB'][Math.round(normalDeg(path.entryDeg + 180) / 90) % 4] as string;
  return bound + LETTER[movement.turn];
}

function inConflict(a: Group, b: Group): boolean {
  const together = a.open.some((open, phase) => open && b.open[phase]);
  return !together && a.ways.some((way) => b.ways.some((other) => meet(way, other)));
}

function withRightOfWay(way: CityflowWay, ways: readonly CityflowWay[], groups: readonly Group[]): Movement {
  const groupOf = (one: CityflowWay): Group | undefined => groups.find((group) => group.ways.includes(one));
  const own = groupOf(way);
  const before = ways.filter((other) => {
    if (!meet(way, other) || !goesFirst(other, way)) return false;
    const against = groupOf(other);
    return own === undefined || against === undefined || !inConflict(own, against);
  });
  return { ...way.movement, yieldsTo: before.map(({ movement }) => movement.id) };
}

function signalsOf(id: string, groups: readonly Group[], phases: readonly CityflowPhase[], tally: Tally): Signalled['signals'] {
  const cycleS = phases.reduce((sum, { time }) => sum + time, 0);
  const conflict = (a: number, b: number): boolean => inConflict(groups[a] as Group, groups[b] as Group);
  const plan = planStages(timedStages(groups, phases), cycleS, conflict, tally);
  const [first] = plan.stages;
  if (first === undefined) return undefined;
  const { conflicts, intergreens } = separations(groups, conflict, plan);
  const stages = new Map<string, StageId>();
  for (const { open } of plan.stages) stages.set(open.join(), stages.get(open.join()) ?? stageId(stages.size));
  const junction: Junction = {
    id,
    node: id,
    name: id,
    groups: groups.map((group, i) => vehicleGroup(group, i, plan)),
    conflicts,
    intergreens,
    stages: [...stages].map(([open, stage]) => {
      const names = open.split(',').map((i) => (groups[Number(i)] as Group).id);
      return { id: stage, name: names.join(', '), groups: names };
    }),
    maxPresenceS: MAX_PRESENCE_S,
    assumed: false,
  };
  const greens = plan.stages.map(({ open, greenS }) => ({ stage: stages.get(open.join()) as StageId, greenS }));
  return { junction, programme: { junction: id, cycleS, startS: first.startS, stages: greens } };
}

/** Phases that open groups, those that follow each other with the same groups as one. */
function timedStages(groups: readonly Group[], phases: readonly CityflowPhase[]): readonly TimedStage[] {
  const stages: TimedStage[] = [];
  let atS = 0;
  phases.forEach(({ time }, p) => {
    const startS = atS;
    atS += time;
    const open = groups.flatMap((group, i) => (group.open[p] ? [i] : []));
    if (open.length === 0) return;
    const last = stages.at(-1);
    if (last?.endS === startS && last.open.join() === open.join()) stages[stages.length - 1] = { ...last, endS: atS };
    else stages.push({ open, startS, endS: atS });
  });
  return joinedRoundTheEnd(stages, atS);
}

/** The cycle's last stage runs on into its first where both are the same. */
function joinedRoundTheEnd(stages: readonly TimedStage[], cycleS: number): readonly TimedStage[] {
  const [first, last] = [stages[0], stages.at(-1)];
  if (first === undefined || last === undefined || first === last) return stages;
  if (first.startS > 0 || last.endS < cycleS || first.open.join() !== last.open.join()) return stages;
  return [...stages.slice(1, -1), { ...last, endS: cycleS + first.endS }];
}

function separations(
  groups: readonly Group[],
  conflict: (a: number, b: number) => boolean,
  { clearanceS }: StagePlan,
): Pick<Junction, 'conflicts' | 'intergreens'> {
  const pairs = groups.flatMap((_, a) => groups.map((_, b) => [a, b] as const)).filter(([a, b]) => a !== b && conflict(a, b));
  const name = (i: number): string => (groups[i] as Group).id;
  return {
    conflicts: pairs.filter(([a, b]) => a < b).map(([a, b]) => [name(a), name(b)]),
    intergreens: pairs.map(([a, b]): Intergreen => ({ from: name(a), to: name(b), seconds: clearanceS(a, b) })),
  };
}

function vehicleGroup({ id, ways }: Group, number: number, { stages }: StagePlan): VehicleGroup {
  const greens = stages.filter(({ open }) => open.includes(number)).map(({ greenS }) => greenS);
  const wishedS = ways.every(({ movement }) => movement.turn === 'left') ? MIN_GREEN_LEFT_S : MIN_GREEN_S;
  return {
    kind: 'vehicle',
    id,
    movements: ways.map(({ movement }) => movement.id),
    minGreenS: Math.min(wishedS, ...greens),
    yellowS: YELLOW_S,
  };
}

/** A to Z, then S27 and on. */
function stageId(number: number): StageId {
  return number < 26 ? String.fromCharCode(65 + number) : `S${number + 1}`;
}
