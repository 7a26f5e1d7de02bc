import { URBAN_LIMIT_MPS } from '../../bench/gates/approach.ts';
import type { MapLink, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';

/** Tiny maps for the simulator's tests, drawn around (0, 0): geometry plays no part in the simulation. */

const NODE_PATH_M = 20;

export interface LinkSketch {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly lengthM: number;
  /** Start of each lane, kerb lane first. */
  readonly lanes: readonly number[];
  readonly limitMps?: number;
}

export interface MovementSketch {
  readonly from: string;
  readonly to: string;
  readonly turn?: Turn;
  readonly lanes: readonly (readonly [number, number])[];
  readonly yieldsTo?: readonly string[];
  /** True when no signal governs it. */
  readonly unsignalled?: boolean;
}

export function sketchMap(links: readonly LinkSketch[], movements: readonly MovementSketch[]): RoadMap {
  const nodes = [...new Set(links.flatMap((link) => [link.from, link.to]))];
  const full = movements.map(movementOf);
  const signalled = full.filter((_, n) => movements[n]?.unsignalled !== true);
  const nodeOf = (movement: Movement): string => links.find((link) => link.id === movement.from)?.to ?? '';
  const junctions = [...new Set(signalled.map(nodeOf))].map((node) => ({
    id: node,
    node,
    name: node,
    groups: signalled
      .filter((movement) => nodeOf(movement) === node)
      .map((movement) => ({ kind: 'vehicle' as const, id: movement.id, movements: [movement.id], minGreenS: 5, yellowS: 3 })),
    conflicts: [],
    intergreens: [],
    stages: [],
    maxPresenceS: 120,
    assumed: true,
  }));
  return {
    format: 'clearway-map/1',
    name: 'sketch',
    title: 'Sketch for a test',
    schematic: true,
    attribution: 'none',
    nodes: nodes.map((id, n) => ({ id, lat: 0, lon: n * 0.001 })),
    links: links.map(linkOf),
    movements: full,
    junctions,
  };
}

function linkOf(sketch: LinkSketch): MapLink {
  const { id, from, to, lengthM } = sketch;
  const lanes = sketch.lanes.map((startM) => ({ startM }));
  return { id, from, to, name: id, lengthM, speedLimitMps: sketch.limitMps ?? URBAN_LIMIT_MPS, lanes };
}

function movementOf(sketch: MovementSketch): Movement {
  const { from, to, lanes, turn = 'through', yieldsTo = [] } = sketch;
  return { id: `${from}>${to}`, from, to, turn, lanes, lengthM: NODE_PATH_M, yieldsTo };
}

/**
 * A one-way main road of `junctions` signalised junctions with two through lanes and a left-turn bay (kerb lane also right), and
 * one-way cross streets: `m0` .. `m<n>` along the road, `c<k>` into junction k from the kerb side, `l<k>` and `r<k>` out of it.
 */
export function corridorMap(junctions: number, spacingM = 300): RoadMap {
  const numbers = Array.from({ length: junctions }, (_, k) => k);
  const links: LinkSketch[] = [...numbers, junctions].map((k) => ({
    id: `m${k}`,
    from: k === 0 ? 'START' : `J${k - 1}`,
    to: k === junctions ? 'END' : `J${k}`,
    lengthM: spacingM,
    lanes: k === junctions ? [0, 0] : [0, 0, spacingM - 80],
  }));
  for (const k of numbers) {
    links.push({ id: `c${k}`, from: `C${k}`, to: `J${k}`, lengthM: 250, lanes: [0, 0] });
    links.push({ id: `l${k}`, from: `J${k}`, to: `L${k}`, lengthM: 250, lanes: [0, 0] });
    links.push({ id: `r${k}`, from: `J${k}`, to: `R${k}`, lengthM: 250, lanes: [0] });
  }
  const movements = numbers.flatMap((k): MovementSketch[] => [
    {
      from: `m${k}`,
      to: `m${k + 1}`,
      lanes: [
        [0, 0],
        [1, 1],
      ],
    },
    {
      from: `m${k}`,
      to: `l${k}`,
      turn: 'left',
      lanes: [
        [2, 0],
        [2, 1],
      ],
    },
    { from: `m${k}`, to: `r${k}`, turn: 'right', lanes: [[0, 0]] },
    {
      from: `c${k}`,
      to: `l${k}`,
      lanes: [
        [0, 0],
        [1, 1],
      ],
    },
    { from: `c${k}`, to: `m${k + 1}`, turn: 'right', lanes: [[0, 0]] },
  ]);
  return sketchMap(links, movements);
}

/** Two lanes that become one inside a node, neither before the other: `two`, then `one`. */
export function twoLanesIntoOne(): RoadMap {
  const lanes = [
    [0, 0],
    [1, 0],
  ] as const;
  return sketchMap(
    [
      { id: 'two', from: 'A', to: 'X', lengthM: 500, lanes: [0, 0] },
      { id: 'one', from: 'X', to: 'B', lengthM: 500, lanes: [0] },
    ],
    [{ from: 'two', to: 'one', lanes, unsignalled: true }],
  );
}
