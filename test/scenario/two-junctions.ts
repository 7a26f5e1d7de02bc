import type { Junction, MapLink, MapNode, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** Compass places of a small town: an avenue SOUTH - J1 - J2 - NORTH, a street across each junction. */
const PLACES: Readonly<Record<string, readonly [number, number]>> = {
  SOUTH: [0, 0],
  J1: [0, 1],
  J2: [0, 2],
  NORTH: [0, 3],
  J1W: [-1, 1],
  J1E: [1, 1],
  J2W: [-1, 2],
  J2E: [1, 2],
};
const ROADS = [
  ['SOUTH', 'J1'],
  ['J1', 'J2'],
  ['J2', 'NORTH'],
  ['J1W', 'J1'],
  ['J1', 'J1E'],
  ['J2W', 'J2'],
  ['J2', 'J2E'],
] as const;

const TURNS: readonly (Turn | undefined)[] = ['through', 'left', 'uturn', 'right'];

function place(id: string): readonly [number, number] {
  return PLACES[id] as readonly [number, number];
}

/** Quarter turns to the left from one link to the next, 0 to 3. */
function turnBetween(from: MapLink, to: MapLink): Turn {
  const heading = ({ from: a, to: b }: MapLink): number => {
    const [dx, dy] = [place(b)[0] - place(a)[0], place(b)[1] - place(a)[1]];
    return dx > 0 ? 0 : dy > 0 ? 1 : dx < 0 ? 2 : 3;
  };
  return TURNS[(heading(to) - heading(from) + 4) % 4] as Turn;
}

function link(from: string, to: string): MapLink {
  return {
    id: `${from}-${to}`,
    from,
    to,
    name: 'street',
    lengthM: 400,
    speedLimitMps: 12.5,
    lanes: [{ startM: 0 }, { startM: 0 }],
  };
}

function junctionAt(node: string, movements: readonly Movement[], links: readonly MapLink[]): Junction {
  const alongAvenue = (movement: Movement): boolean => {
    const from = links.find(({ id }) => id === movement.from);
    return from !== undefined && place(from.from)[0] === 0;
  };
  const here = movements.filter((movement) => links.find(({ id }) => id === movement.from)?.to === node);
  const ids = (avenue: boolean): string[] => here.filter((movement) => alongAvenue(movement) === avenue).map(({ id }) => id);
  return {
    id: node,
    node,
    name: node,
    groups: [
      { kind: 'vehicle', id: 'NS', movements: ids(true), minGreenS: 10, yellowS: 3 },
      { kind: 'vehicle', id: 'EW', movements: ids(false), minGreenS: 7, yellowS: 3 },
      {
        kind: 'pedestrian',
        id: 'P',
        crosses: links.filter((l) => l.to === node && place(l.from)[0] === 0).map(({ id }) => id),
        walkS: 7,
        clearanceS: 12,
      },
    ],
    conflicts: [
      ['NS', 'EW'],
      ['NS', 'P'],
    ],
    intergreens: [
      { from: 'NS', to: 'EW', seconds: 5 },
      { from: 'EW', to: 'NS', seconds: 5 },
      { from: 'NS', to: 'P', seconds: 6 },
      { from: 'P', to: 'NS', seconds: 2 },
    ],
    stages: [
      { id: 'A', name: 'avenue', groups: ['NS'] },
      { id: 'C', name: 'street', groups: ['EW', 'P'] },
    ],
    maxPresenceS: 120,
    assumed: true,
  };
}

/** Left turns give way to who comes from the other side and does not turn left. */
function withYielding(movements: readonly Movement[], links: readonly MapLink[]): Movement[] {
  const endOf = (id: string): string | undefined => links.find((l) => l.id === id)?.to;
  return movements.map((left) => {
    if (left.turn !== 'left') return left;
    const ahead = movements.find(({ from, turn }) => from === left.from && turn === 'through');
    const oncoming = links.find(({ from, to }) => ahead !== undefined && from === endOf(ahead.to) && to === endOf(left.from));
    const yieldsTo = movements.filter(({ from, turn }) => from === oncoming?.id && turn !== 'left').map(({ id }) => id);
    return { ...left, yieldsTo };
  });
}

export function twoJunctions(): RoadMap {
  const links = ROADS.flatMap(([a, b]) => [link(a, b), link(b, a)]);
  const unyielding = links.flatMap((from) =>
    links
      .filter((to) => to.from === from.to && (from.to === 'J1' || from.to === 'J2'))
      .map((to): Movement => {
        const turn = turnBetween(from, to);
        return { id: `${from.id}>${to.id}`, from: from.id, to: to.id, turn, lanes: [[0, 0]], lengthM: 20, yieldsTo: [] };
      })
      .filter(({ turn }) => turn !== 'uturn'),
  );
  const movements = withYielding(unyielding, links);
  return {
    format: 'clearway-map/1',
    name: 'two-junctions',
    title: 'Two junctions',
    schematic: true,
    attribution: 'Made up for tests.',
    nodes: Object.entries(PLACES).map(([id, [x, y]]): MapNode => ({ id, lat: 30 + y * 0.0038, lon: 120 + x * 0.0044 })),
    links,
    movements,
    junctions: ['J1', 'J2'].map((node) => junctionAt(node, movements, links)),
  };
}

/** A sound scenario on that map; `changes` replace whole members. */
export function scenarioWith(changes: Partial<Scenario> = {}): Scenario {
  return {
    format: 'clearway-scenario/1',
    name: 'two-junctions',
    title: 'Two junctions',
    description: 'For tests.',
    map: 'two-junctions.json',
    start: '2024-05-14T17:30:00+08:00',
    stepS: 0.5,
    warmUpS: 300,
    endS: 1500,
    demand: {
      source: 'Made up for tests.',
      flows: [
        { from: 'SOUTH-J1', vehPerHour: 720, fromS: 0, toS: 1500 },
        { from: 'J1W-J1', vehPerHour: 360, fromS: 0, toS: 1500 },
        { from: 'NORTH-J2', vehPerHour: 360, fromS: 100, toS: 700, route: ['NORTH-J2', 'J2-J1', 'J1-SOUTH'] },
      ],
      turning: [
        { links: 'SOUTH-', shares: { left: 0.2, through: 0.7, right: 0.1 } },
        { shares: { left: 0.25, through: 0.5, right: 0.25 } },
      ],
      speedFactor: { mean: 1, sd: 0.1 },
    },
    programmes: [
      {
        cycleS: 80,
        stages: [
          { stage: 'A', greenS: 39 },
          { stage: 'C', greenS: 30 },
        ],
        offsets: { kind: 'random' },
        source: 'Made up for tests.',
      },
    ],
    missions: [
      {
        mission: 'M1',
        vehicle: 'AMB-1',
        urgency: 'life-threat',
        from: 'SOUTH-J1',
        to: 'NORTH',
        departS: { earliest: 600, latest: 700 },
        speedFactor: 1.25,
      },
    ],
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1, 2],
    arms: [
      { name: 'none', strategy: { kind: 'none' } },
      { name: 'clearway', strategy: { kind: 'wavefront' } },
    ],
    ...changes,
  };
}
