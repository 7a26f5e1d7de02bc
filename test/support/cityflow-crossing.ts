/** Arms of the crossing: id, and where they lie. */
const ARMS = { W: [-200, 0], N: [0, 200], E: [200, 0], S: [0, -200] } as const;
const BAR_M = 15;
const LANE_M = 4;
type Arm = keyof typeof ARMS;
const CLOCKWISE: readonly Arm[] = ['W', 'N', 'E', 'S'];
const TYPES = ['turn_left', 'go_straight', 'turn_right'] as const;

export interface CityflowPhaseText {
  readonly time: number;
  readonly availableRoadLinks: readonly number[];
}

/** Numbers of the road links: arm by arm W, N, E, S, each left, straight, right. */
export const LINK = { WL: 0, WT: 1, WR: 2, NL: 3, NT: 4, NR: 5, EL: 6, ET: 7, ER: 8, SL: 9, ST: 10, SR: 11 } as const;
export const RIGHTS: readonly number[] = [LINK.WR, LINK.NR, LINK.ER, LINK.SR];

/** A car as a CityFlow flow describes it. */
export const CITYFLOW_CAR = {
  length: 5,
  width: 2,
  maxPosAcc: 2,
  maxNegAcc: 4.5,
  usualPosAcc: 2,
  usualNegAcc: 4.5,
  minGap: 2.5,
  maxSpeed: 11,
  headwayTime: 2,
};

/** A CityFlow network: C with four arms of 200 m and three lanes in each direction (left, straight, right from the inside), stop bars 15 m out. */
export function cityflowCrossing(lightphases: readonly CityflowPhaseText[]): string {
  return JSON.stringify({
    intersections: [
      {
        id: 'C',
        point: { x: 0, y: 0 },
        width: 15,
        roads: [],
        roadLinks: CLOCKWISE.flatMap((arm, i) => TYPES.map((type, turn) => roadLink(arm, i, type, turn))),
        trafficLight: { roadLinkIndices: [], lightphases },
        virtual: false,
      },
      ...CLOCKWISE.map((arm) => ({ id: arm, point: pointOf(arm), width: 0, roads: [], roadLinks: [], virtual: true })),
    ],
    roads: CLOCKWISE.flatMap((arm) => [road(arm, `${arm}-C`, arm, 'C'), road(arm, `C-${arm}`, 'C', arm)]),
  });
}

/** Seen from an arm, the next one clockwise lies to the left, the one across straight on, the one before to the right. */
function roadLink(arm: Arm, i: number, type: (typeof TYPES)[number], turn: number): object {
  const to = CLOCKWISE[(i + turn + 1) % 4];
  const laneLinks = [0, 1, 2].map((endLaneIndex) => {
    const points = [atBar(arm, turn, -1), atBar(to!, endLaneIndex, 1)];
    return { startLaneIndex: turn, endLaneIndex, points };
  });
  return { type, startRoad: `${arm}-C`, endRoad: `C-${to}`, direction: i, laneLinks };
}

/** Middle of a lane at the stop bars: of those that lead in (-1) or out (1), counted from the road's middle. */
function atBar(arm: Arm, lane: number, way: 1 | -1): { readonly x: number; readonly y: number } {
  const [x, y] = ARMS[arm].map((far) => far / 200) as [number, number];
  const besideM = way * LANE_M * (lane + 0.5);
  return { x: BAR_M * x + besideM * y, y: BAR_M * y - besideM * x };
}

function road(arm: Arm, id: string, startIntersection: string, endIntersection: string): object {
  const centre = { x: 0, y: 0 };
  const lanes = [1, 2, 3].map(() => ({ width: 4, maxSpeed: 12.5 }));
  const points = startIntersection === 'C' ? [centre, pointOf(arm)] : [pointOf(arm), centre];
  return { id, points, lanes, startIntersection, endIntersection };
}

function pointOf(arm: Arm): { readonly x: number; readonly y: number } {
  const [x, y] = ARMS[arm];
  return { x, y };
}
