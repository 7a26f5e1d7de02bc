import type { NodeId } from '../../src/kernel/ids.ts';
import { pointAt } from '../../src/roadnet/geometry.ts';
import { designJunction } from '../../src/roadnet/junction-design.ts';
import type { Leg } from '../../src/roadnet/junction-legs.ts';
import { designMovements, markLanes } from '../../src/roadnet/junction-movements.ts';
import type { MapLink, RoadMap } from '../../src/roadnet/map.ts';

/** One arm of a star: lanes of 0 make it a one-way street. */
export interface Arm {
  readonly bearingDeg: number;
  readonly lanesIn: number;
  readonly lanesOut: number;
  readonly weight?: number;
}

export const CENTRE = { lat: 30.2, lon: 120.2 };
const ARM_M = 300;
const SPEED_MPS = 13.89;

/** Node C with straight arms, designed by rule; arm i ends at node `Ai`, its links are `Ai-C` and `C-Ai`. */
export function starMap(arms: readonly Arm[], signalised = true): RoadMap {
  const legs = arms.map(legOf);
  const ways = designMovements(legs, signalised);
  const request = { id: 'J', node: 'C', name: 'J', legs, movements: ways, maxPresenceS: 120, assumed: true };
  return {
    format: 'clearway-map/1',
    name: 'star',
    title: 'Star',
    schematic: true,
    attribution: 'made for tests',
    nodes: [{ id: 'C', ...CENTRE }, ...arms.map((arm, i) => ({ id: `A${i}`, ...pointAt(CENTRE, arm.bearingDeg, ARM_M) }))],
    links: arms.flatMap((arm, i) => [...linkOf(`A${i}`, 'C', arm.lanesIn), ...linkOf('C', `A${i}`, arm.lanesOut)]),
    movements: ways.map((way) => way.movement),
    junctions: signalised ? [designJunction(request)] : [],
  };
}

function legOf(arm: Arm, i: number): Leg {
  const laneTurns = arm.lanesIn > 0 ? markLanes(arm.lanesIn) : [];
  return {
    name: `Arm ${i}`,
    bearingDeg: arm.bearingDeg,
    weight: arm.weight ?? 1,
    setbackM: 15,
    ...(arm.lanesIn > 0 && { inbound: { link: `A${i}-C`, speedLimitMps: SPEED_MPS, laneTurns } }),
    ...(arm.lanesOut > 0 && { outbound: { link: `C-A${i}`, lanes: arm.lanesOut } }),
  };
}

function linkOf(from: NodeId, to: NodeId, lanes: number): readonly MapLink[] {
  if (lanes === 0) return [];
  const rest = { name: 'street', lengthM: ARM_M - 15, speedLimitMps: SPEED_MPS };
  return [{ id: `${from}-${to}`, from, to, ...rest, lanes: Array.from({ length: lanes }, () => ({ startM: 0 })) }];
}

/** A plain crossing: arms 0 to 3 lie north, east, south and west. */
export const CROSSING: readonly Arm[] = [0, 90, 180, 270].map((bearingDeg) => ({ bearingDeg, lanesIn: 3, lanesOut: 2 }));
