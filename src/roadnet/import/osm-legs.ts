import { normalDeg } from '../geometry.ts';
import type { Leg } from '../junction-legs.ts';
import { markLanes } from '../junction-movements.ts';
import type { Turn } from '../map.ts';
import type { Arc } from './osm-arc.ts';
import type { ArcGraph } from './osm-graph.ts';
import type { ArcLink } from './osm-links.ts';
import { arrivalDeg, departureDeg, turnedDeg } from './osm-vertex.ts';

/** Too short to change lanes on: vehicles choose their lane while they cross the node before. */
const SHORT_LINK_M = 60;
/** A sign belongs to the junction ahead within this distance. */
const SIGN_M = 40;
/** Traffic in a roundabout goes before all, whoever has a sign gives way to all. */
const ROUNDABOUT_WEIGHT = 10_000;
const SIGN_WEIGHT = 1000;
/** Carriageways of one road leave a junction side by side, those of a wide one from its far corners. */
const NAMED_PAIR = { parallelDeg: 60, apartDeg: 150 };
const NAMELESS_PAIR = { parallelDeg: 35, apartDeg: 75 };

/** A leg with the links that it is made of. */
export interface ArcLeg {
  readonly leg: Leg;
  readonly into?: ArcLink;
  readonly out?: ArcLink;
}

/** The arms of a node: links of one road in both directions together, two carriageways too. */
export function legsOf(graph: ArcGraph, ins: readonly ArcLink[], outs: readonly ArcLink[]): readonly ArcLeg[] {
  const free = new Set(outs);
  const twinOf = new Map<ArcLink, ArcLink>();
  for (const into of ins) {
    const twin = outs.find((out) => graph.twin(into.arc) === out.arc && graph.twin(out.arc) === into.arc);
    if (twin === undefined) continue;
    twinOf.set(into, twin);
    free.delete(twin);
  }
  for (const into of ins) {
    if (twinOf.has(into)) continue;
    const beside = besideOf(into, ins, outs);
    if (beside === undefined || !free.has(beside)) continue;
    twinOf.set(into, beside);
    free.delete(beside);
  }
  return [...ins.map((into) => legOf(graph, into, twinOf.get(into))), ...[...free].map((out) => legOf(graph, undefined, out))];
}

/** The link that leads out just clockwise of one that leads in, seen from the node, if it is the same road's other carriageway. */
function besideOf(into: ArcLink, ins: readonly ArcLink[], outs: readonly ArcLink[]): ArcLink | undefined {
  const clockwise = (deg: number): number => normalDeg(deg - into.toDeg);
  const next = [...outs].sort((a, b) => clockwise(a.fromDeg) - clockwise(b.fromDeg))[0];
  if (next === undefined) return undefined;
  const gapDeg = clockwise(next.fromDeg);
  if (ins.some((other) => other !== into && clockwise(other.toDeg) < gapDeg)) return undefined;
  const sameName = into.arc.name !== '' && into.arc.name === next.arc.name;
  const parallelDeg = turnedDeg(outwardDeg(into.arc), departureDeg(next.arc));
  const most = sameName ? NAMED_PAIR : NAMELESS_PAIR;
  return gapDeg <= most.apartDeg && parallelDeg <= most.parallelDeg ? next : undefined;
}

/** Direction in which an arc that leads in leaves the node, seen outwards. */
function outwardDeg(arc: Arc): number {
  return normalDeg(arrivalDeg(arc) + 180);
}

function legOf(graph: ArcGraph, into: ArcLink | undefined, out: ArcLink | undefined): ArcLeg {
  const arc = (into ?? out)!.arc;
  const directions = [
    ...(into === undefined ? [] : [outwardDeg(into.arc)]),
    ...(out === undefined ? [] : [departureDeg(out.arc)]),
  ];
  const leg: Leg = {
    name: arc.name === '' ? 'unnamed road' : arc.name,
    bearingDeg: middleDeg(directions),
    weight: weightOf(graph, arc, into !== undefined),
    setbackM: Math.max(into?.setbackToM ?? 0, out?.setbackFromM ?? 0),
    ...(into !== undefined && {
      inbound: {
        link: into.link.id,
        drawnDeg: into.toDeg,
        speedLimitMps: into.link.speedLimitMps,
        laneTurns: laneTurnsOf(into.arc),
      },
    }),
    ...(out !== undefined && {
      outbound: {
        link: out.link.id,
        drawnDeg: out.fromDeg,
        lanes: out.link.lanes.filter(({ startM }) => startM === 0).length,
        anyLane: out.link.lengthM < SHORT_LINK_M,
      },
    }),
  };
  return { leg, ...(into !== undefined && { into }), ...(out !== undefined && { out }) };
}

function middleDeg([a, b]: readonly number[]): number {
  if (b === undefined) return a!;
  const turn = normalDeg(b - a!);
  return normalDeg(a! + (turn > 180 ? turn - 360 : turn) / 2);
}

/** More important roads first; then by lanes. Only who comes in can have the right of way. */
function weightOf(graph: ArcGraph, arc: Arc, leadsIn: boolean): number {
  const road = arc.rank * 10 + arc.lanes.length;
  if (!leadsIn) return road;
  const isOneWay = graph.twin(arc) === undefined;
  const hasSign = arc.signsM.some((atM) => arc.lengthM - atM <= SIGN_M && (isOneWay || arc.lengthM - atM < atM));
  return road + (arc.roundabout ? ROUNDABOUT_WEIGHT : 0) - (hasSign ? SIGN_WEIGHT : 0);
}

/** Painted turns; where nothing is painted, those that the lane's place suggests. */
function laneTurnsOf({ lanes }: Arc): readonly (readonly Turn[])[] {
  if (lanes.every(({ turns }) => turns === undefined)) return usualMarks(lanes.length);
  const painted = new Set(lanes.flatMap(({ turns }) => turns ?? []));
  return lanes.map(({ turns }, lane): readonly Turn[] => {
    if (turns !== undefined) return turns;
    const kerb = lane === 0 && !painted.has('right') ? (['right'] as const) : [];
    const inner = lane === lanes.length - 1 && !painted.has('left') ? (['left'] as const) : [];
    return [...kerb, 'through', ...inner];
  });
}

/** Two lanes share out through traffic, the turns from the outer sides; of more the innermost is for left turns. */
function usualMarks(lanes: number): readonly (readonly Turn[])[] {
  return lanes === 2
    ? [
        ['right', 'through'],
        ['through', 'left'],
      ]
    : markLanes(lanes);
}
