import type { Junction, Movement } from '../map.ts';
import type { ImportedProgramme } from './imported-programme.ts';
import type { SumoInside } from './sumo-inside.ts';
import { signalsOf } from './sumo-junction.ts';
import type { SumoJunction, SumoProgramme } from './sumo-network.ts';
import { type DrawnWay, meet, rightOfWay } from './sumo-right-of-way.ts';
import { areApart, goesOnRed, type SignalledWay, signalledWay, tellOtherLamps, withClearances } from './sumo-signalled-way.ts';
import { type Timeline, timelineOf } from './sumo-timeline.ts';
import { type SumoTie, type SumoWay, underOneProgramme } from './sumo-ways.ts';
import type { Tally } from './tally.ts';

/** Nearer to the stop bar than this, waiting inside is waiting at the bar. */
const LEAST_WAIT_M = 1;

/** Rules of SUMO's kinds of nodes that are not carried over; the order of its requests is. */
const UNKEPT_RULES: Readonly<Record<string, string>> = {
  priority_stop: 'nodes at which the minor road must stop (priority_stop): it gives way without having to stop',
  allway_stop: 'nodes at which all must stop (allway_stop): they give way in a fixed order without having to stop',
  zipper: 'nodes at which lanes merge in turn (zipper): one of them gives way',
  rail_crossing: 'nodes at which trains cross (rail_crossing): no train ever closes them',
};

const NO_RIGHT_OF_WAY =
  'nodes without a right of way in the file (no request rows): where movements meet by the drawing, the road and the turn decide';

/** What stands at one node: its movements, and its signals where it has any. */
export interface ImportedNode {
  readonly movements: readonly Movement[];
  readonly junction?: Junction;
  readonly programme?: ImportedProgramme;
  /** What the file shows to its movements. */
  readonly shown?: { readonly ways: readonly DrawnWay[]; readonly timeline: Timeline; readonly offsetMs: number };
}

export function importNode(
  junction: SumoJunction,
  all: readonly SumoWay[],
  programmes: ReadonlyMap<string, SumoProgramme>,
  inside: SumoInside,
  drawnOf: (way: SumoWay) => DrawnWay['drawn'],
  tally: Tally,
): ImportedNode {
  const programme = programmeAt(all, programmes, tally);
  if (all.length > 0 && Object.hasOwn(UNKEPT_RULES, junction.type))
    tally.add(UNKEPT_RULES[junction.type]!, 1, `node ${junction.id}`);
  if (all.length > 1 && junction.requests.length === 0) tally.add(NO_RIGHT_OF_WAY, 1, `node ${junction.id}`);
  const timeline = programme && timelineOf(programme);
  const obeying = programme === undefined ? all : all.map((way) => underOneProgramme(way, programme.id));
  const signalled = obeying.flatMap((way): SignalledWay | [] =>
    timeline === undefined ? { way } : (signalledWay(way, timeline, tally) ?? []),
  );
  const drawn = signalled.map((one): DrawnWay => ({ ...one, drawn: drawnOf(one.way) }));
  const ways = timeline === undefined ? drawn : withClearances(drawn, timeline.cycleMs, meet, tally);
  const apart = (a: DrawnWay, b: DrawnWay): boolean => timeline !== undefined && areApart(timeline.cycleMs, a, b);
  const yieldsTo = rightOfWay(ways, apart, timeline, tally);
  const movements = ways.map((one) => movementOf(one, yieldsTo.get(one.way.id)!, inside, timeline));
  if (programme === undefined || timeline === undefined || ways.every(({ openings }) => openings === undefined))
    return { movements };
  for (const one of ways) tellOtherLamps(one, timeline, tally);
  const shown = { ways, timeline, offsetMs: Math.round(1000 * programme.offsetS) };
  return { movements, ...signalsOf(junction, programme, timeline, ways), shown };
}

function movementOf(one: DrawnWay, yieldsTo: readonly string[], inside: SumoInside, timeline: Timeline | undefined): Movement {
  const { way } = one;
  const { lengthM, speedMps } = inside.pathOf(way);
  const waitM = inside.waitM(way);
  const paths = inside.drawnPaths(tiesOfPairs(way));
  return {
    id: way.id,
    from: way.from.link.id,
    to: way.to.link.id,
    turn: way.turn,
    lanes: lanePairsOf(way),
    lengthM: Math.min(500, Math.max(0.1, Math.round(lengthM * 100) / 100)),
    ...(paths !== undefined && { paths }),
    speedMps: Math.min(70, Math.max(1, Math.round(speedMps * 100) / 100)),
    ...(waitM !== undefined && waitM >= LEAST_WAIT_M && { waitM: Math.round(waitM * 100) / 100 }),
    yieldsTo,
    ...(timeline !== undefined && goesOnRed(one, timeline) && { onRed: 'after-stop' }),
  };
}

/** The pairs of our lanes that a way joins, each once. */
export function lanePairsOf(way: SumoWay): readonly (readonly [number, number])[] {
  return tiesOfPairs(way).map((tie) => pairOf(way, tie));
}

/** The first connection of each pair of our lanes that a way joins. */
function tiesOfPairs(way: SumoWay): readonly SumoTie[] {
  const pairs = way.ties.map((tie) => pairOf(way, tie));
  return way.ties.filter((_, i) => pairs.findIndex(([from, to]) => pairs[i]![0] === from && pairs[i]![1] === to) === i);
}

function pairOf(way: SumoWay, { connection }: SumoTie): readonly [number, number] {
  return [way.from.laneOf[connection.fromLane]!, way.to.laneOf[connection.toLane]!];
}

/** The programme that most of a node's ways obey; undefined where the signals are off or there are none. */
function programmeAt(
  ways: readonly SumoWay[],
  programmes: ReadonlyMap<string, SumoProgramme>,
  tally: Tally,
): SumoProgramme | undefined {
  const counts = new Map<string, number>();
  for (const { ties } of ways) {
    for (const { connection } of ties) {
      const id = connection.signal?.programme;
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const [first, ...others] = [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
  tally.add(
    'nodes whose connections obey several programmes: those of the one that most obey keep it, the rest have no signal',
    others.length > 0 ? 1 : 0,
  );
  return first === undefined ? undefined : programmes.get(first);
}
