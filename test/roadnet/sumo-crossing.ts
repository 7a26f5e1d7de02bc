/** A phase of the crossing's signal: seconds, and a letter per link. */
export interface CrossingPhase {
  readonly durationS: number;
  readonly state: string;
}

export interface CrossingOptions {
  /** Absent: no signals. */
  readonly phases?: readonly CrossingPhase[];
  readonly offsetS?: number;
  readonly type?: string;
  readonly location?: string;
  /** More elements before the end. */
  readonly more?: string;
}

/** Links of the crossing by SUMO's number: from the north, east, south and west, each to the right, straight on, to the left. */
export const CROSSING_LINKS: readonly CrossingLink[] = [0, 1, 2, 3].flatMap((from) =>
  (['r', 's', 'l'] as const).map((dir): CrossingLink => ({ from, to: (from + { l: 1, s: 2, r: 3 }[dir]) % 4, dir })),
);

export interface CrossingLink {
  readonly from: number;
  readonly to: number;
  readonly dir: 'r' | 's' | 'l';
}

const ARMS = ['n', 'e', 's', 'w'] as const;
const ARM_M = 200;
const INSIDE_M = 10;
const LANE_MIDDLE_M = 1.6;

/** Our movement of a link of the crossing. */
export function crossingMovement(link: number): string {
  const { from, to } = CROSSING_LINKS[link]!;
  return `${ARMS[from]}-in.0>${ARMS[to]}-out`;
}

/**
 * Text of a SUMO network: a crossing of two roads with one lane each way, the road from north to south before the other one.
 * Edges are `n-in#0` (towards the crossing, 190 m at 13.89 m/s) and `n-out`, and so on clockwise.
 */
export function crossingText({ phases, offsetS = 0, type = 'static', location, more = '' }: CrossingOptions = {}): string {
  const edges = ARMS.flatMap((arm, i) => [edge(`${arm}-in#0`, arm, 'c', i, 'in'), edge(`${arm}-out`, 'c', arm, i, 'out')]);
  const inside = CROSSING_LINKS.map(({ from, to, dir }, i) => {
    const speed = dir === 's' ? 13.89 : 6.5;
    return `<edge id=":c_${i}" function="internal"><lane id=":c_${i}_0" index="0" speed="${speed}" length="${20 + i}" shape="${pathThrough(from, to)}"/></edge>`;
  });
  const connections = CROSSING_LINKS.map(({ from, to, dir }, i) => {
    const signal = phases === undefined ? '' : ` tl="c" linkIndex="${i}"`;
    const state = from % 2 === 0 && dir !== 'l' ? 'M' : 'm';
    return `<connection from="${ARMS[from]}-in#0" to="${ARMS[to]}-out" fromLane="0" toLane="0" via=":c_${i}_0"${signal} dir="${dir}" state="${state}"/>`;
  });
  const onward = CROSSING_LINKS.map(
    ({ to, dir }, i) => `<connection from=":c_${i}" to="${ARMS[to]}-out" fromLane="0" toLane="0" dir="${dir}" state="M"/>`,
  );
  const ends = ARMS.map((arm, i) => {
    const [x, y] = at(i, ARM_M);
    return `<junction id="${arm}" type="dead_end" x="${x}" y="${y}" incLanes="${arm}-out_0" intLanes=""/>`;
  });
  const requests = CROSSING_LINKS.map(
    (_, i) =>
      `<request index="${i}" response="${bits((j) => areFoes(i, j) && rank(i) > rank(j))}" foes="${bits((j) => areFoes(i, j))}" cont="0"/>`,
  );
  const incoming = ARMS.map((arm) => `${arm}-in#0_0`).join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<net version="1.9">',
    location ?? '<location netOffset="0.00,0.00" projParameter="!"/>',
    ...edges,
    ...inside,
    ...(phases === undefined
      ? []
      : [
          `<tlLogic id="c" type="${type}" programID="0" offset="${offsetS}">`,
          ...phases.map(({ durationS, state }) => `<phase duration="${durationS}" state="${state}"/>`),
          '</tlLogic>',
        ]),
    `<junction id="c" type="priority" x="0" y="0" incLanes="${incoming}" intLanes="">`,
    ...requests,
    '</junction>',
    ...ends,
    ...connections,
    ...onward,
    more,
    '</net>',
    '',
  ].join('\n');
}

function edge(id: string, from: string, to: string, arm: number, way: 'in' | 'out'): string {
  const [near, far] = [at(arm, INSIDE_M).join(), at(arm, ARM_M).join()];
  const shape = way === 'in' ? `${far} ${near}` : `${near} ${far}`;
  return `<edge id="${id}" from="${from}" to="${to}" priority="1"><lane id="${id}_0" index="0" speed="13.89" length="190.00" shape="${shape}"/></edge>`;
}

/** Straight from where traffic from one arm enters to where it leaves by the other, on the right of either arm's middle. */
function pathThrough(from: number, to: number): string {
  const beside = ([x, y]: readonly [number, number], side: 1 | -1): string =>
    `${x + (side * LANE_MIDDLE_M * y) / INSIDE_M},${y - (side * LANE_MIDDLE_M * x) / INSIDE_M}`;
  return `${beside(at(from, INSIDE_M), -1)} ${beside(at(to, INSIDE_M), 1)}`;
}

/** North, east, south and west of the middle. */
function at(arm: number, farM: number): readonly [number, number] {
  return [[0, farM] as const, [farM, 0] as const, [0, -farM] as const, [-farM, 0] as const][arm]!;
}

function areFoes(i: number, j: number): boolean {
  const [a, b] = [CROSSING_LINKS[i]!, CROSSING_LINKS[j]!];
  if (a.from === b.from) return false;
  if (a.to === b.to) return true;
  // Places on a circle clockwise: traffic towards the crossing keeps right, so it comes in just before its arm's middle.
  const [start, end] = [4 * a.from, 4 * a.to + 1];
  const inside = (place: number): boolean => (place - start + 16) % 16 < (end - start + 16) % 16;
  return inside(4 * b.from) !== inside(4 * b.to + 1);
}

/** The more important road first, then straight on before right before left. */
function rank(i: number): number {
  const { from, dir } = CROSSING_LINKS[i]!;
  return (from % 2) * 100 + { s: 0, r: 1, l: 2 }[dir] * 10 + i / 100;
}

function bits(test: (j: number) => boolean): string {
  return CROSSING_LINKS.map((_, j) => (test(j) ? '1' : '0'))
    .reverse()
    .join('');
}
