import type { MapLink, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';
import { URBAN_LIMIT_MPS } from './approach.ts';

/** Who gives way to whom at a node without signals: the side road, all to all, each to the right. */
export const RIGHTS_OF_WAY = ['priority-road', 'all-way', 'right-before-left'] as const;
export type RightOfWay = (typeof RIGHTS_OF_WAY)[number];

const ARMS = ['N', 'E', 'S', 'W'] as const;
const ARM_M = 300;
const NODE_PATH_M = 14;
/** A left turn off the priority road comes so far into the node before it waits. */
const LEFT_WAIT_M = 4;
/** Arms on, clockwise, at which a turn leaves: traffic keeps to the right. */
const TURNS: readonly (readonly [Turn, number])[] = [
  ['left', 1],
  ['through', 2],
  ['right', 3],
];

interface Way {
  readonly id: string;
  readonly arm: number;
  readonly exit: number;
  readonly turn: Turn;
}

/** Four arms of one lane that meet at one node without signals. Geometry plays no part in the simulation. */
export function plainCrossroads(rule: RightOfWay): RoadMap {
  const ways = ARMS.flatMap((from, arm) =>
    TURNS.map(([turn, on]): Way => ({ id: `${from}C>C${ARMS[(arm + on) % 4]}`, arm, exit: (arm + on) % 4, turn })),
  );
  return {
    format: 'clearway-map/1',
    name: rule,
    title: `Crossroads without signals, ${rule}`,
    schematic: true,
    attribution: 'none',
    nodes: ['C', ...ARMS].map((id, n) => ({ id, lat: 0, lon: n * 0.01 })),
    links: ARMS.flatMap((arm) => [linkOf(`${arm}C`, arm, 'C'), linkOf(`C${arm}`, 'C', arm)]),
    movements: ways.map((way) => movementOf(way, rule, ways)),
    junctions: [],
  };
}

function linkOf(id: string, from: string, to: string): MapLink {
  return { id, from, to, name: id, lengthM: ARM_M, speedLimitMps: URBAN_LIMIT_MPS, lanes: [{ startM: 0 }] };
}

function movementOf(way: Way, rule: RightOfWay, ways: readonly Way[]): Movement {
  const { id, arm, exit, turn } = way;
  const waits = rule === 'priority-road' && turn === 'left' && isMajor(arm);
  return {
    ...{ id, from: `${ARMS[arm]}C`, to: `C${ARMS[exit]}`, turn, lanes: [[0, 0]], lengthM: NODE_PATH_M },
    ...(waits ? { waitM: LEFT_WAIT_M } : {}),
    yieldsTo: ways.filter((other) => meet(way, other) && givesWay(way, other, rule)).map((other) => other.id),
  };
}

/** Do two ways from different arms merge or cross? Round the node each arm's way in comes before its way out. */
function meet(a: Way, b: Way): boolean {
  if (a.arm === b.arm) return false;
  if (a.exit === b.exit) return true;
  const [from, to] = [2 * a.arm, 2 * a.exit + 1];
  const isBetween = (place: number): boolean => (place - from + 8) % 8 < (to - from + 8) % 8;
  return isBetween(2 * b.arm) !== isBetween(2 * b.exit + 1);
}

function givesWay(a: Way, b: Way, rule: RightOfWay): boolean {
  if (rule === 'all-way') return true;
  if (rule === 'priority-road' && isMajor(a.arm) !== isMajor(b.arm)) return isMajor(b.arm);
  if (b.arm === (a.arm + 2) % 4) return a.turn === 'left' && b.turn !== 'left';
  return b.arm === (a.arm + 3) % 4;
}

function isMajor(arm: number): boolean {
  return arm % 2 === 0;
}
