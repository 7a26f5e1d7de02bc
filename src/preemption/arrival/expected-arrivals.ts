import { delayedS, freeFlowEtaS } from '../../routing/eta.ts';
import { contentsOf } from '../corridor/contents.ts';
import { type Corridor, corridorOf } from '../corridor/corridor.ts';
import type { ArrivalView } from './arrival-view.ts';
import { LightsAhead } from './lights-ahead.ts';
import { throughShares } from './through-shares.ts';
import { TripRollOut } from './trip-roll-out.ts';

/** Free traffic over the limit. */
const PACE = 0.975;
/** What may turn out worse than expected: queues (miscounts, and those who turn off), and the pace of everybody. */
const QUEUES_SHARE = 0.25;
const PACE_SHARE = 0.06;
const EXPECTED = { queues: 1, pace: 1 };
const BADLY = { queues: 1 + QUEUES_SHARE, pace: 1 - PACE_SHARE };

/** One stop bar ahead, or the route's end, as the corridor rolled forward gives it. Seconds from now. */
export interface RolledArrival {
  /** Place of the stop in the route's stops; absent for the end. */
  readonly bar?: number;
  readonly alongM: number;
  readonly expectedS: number;
  /** If queues and pace turn out badly. */
  readonly badlyS: number;
  /** What of it is free driving. */
  readonly drivingS: number;
  /** What operators say that the roads are slower, in none of these. */
  readonly delayS: number;
  /** When the light of a junction that is held is green for it, and how long before the arrival that of one asked later; none where its own programme decides. */
  readonly greenS?: number;
  readonly greenBeforeS?: number;
  /** Turns off the straight way up to there, whose time is in none of these either. */
  readonly turns: number;
  /** Lights up to there. */
  readonly lights: number;
}

const rollOuts = new WeakMap<Corridor, TripRollOut>();

/**
 * Arrivals at all stop bars ahead and at the route's end: the corridor rolled forward with its queues, its lights under the plan as it is,
 * and the ambulance in it.
 */
export function rolledArrivals(view: ArrivalView): readonly RolledArrival[] {
  const { index, route, alongM, traffic, live, freeFactor } = view;
  const corridor = corridorOf(index, route);
  const ahead = new LightsAhead(view, corridor);
  const contents = contentsOf(index, route, corridor, traffic, alongM);
  const through = throughShares(index, route, corridor, traffic);
  const rollOut = rollOuts.get(corridor) ?? new TripRollOut(corridor);
  rollOuts.set(corridor, rollOut);
  const crossings = ({ queues, pace }: typeof EXPECTED): Float64Array => {
    const stands = queues === 1 ? contents : grown(corridor, contents, queues);
    const from = { alongM, speedMps: view.speedMps, freeFactor: freeFactor * pace, pace: PACE * pace };
    ahead.reset();
    const crossedS = rollOut.run(stands, ahead.greens, ahead.turnIn, through, from, (moment) => ahead.ask(moment));
    return crossedS.slice();
  };
  const expected = crossings(EXPECTED);
  const greenS = ahead.greenS.slice();
  const badly = crossings(BADLY);
  const arrivals: RolledArrival[] = [];
  let lights = 0;
  let turns = 0;
  const note = (at: number, toM: number, bar?: number): void => {
    arrivals.push({
      ...(bar === undefined ? {} : { bar }),
      alongM: toM,
      expectedS: expected[at]!,
      badlyS: badly[at]!,
      delayS: delayedS(route, alongM, toM, live),
      drivingS: freeFlowEtaS(index, route, alongM, toM, freeFactor),
      ...(bar === undefined ? {} : greenOf(ahead.isHeld(bar), greenS[bar]!, expected[bar]!)),
      turns,
      lights,
    });
  };
  view.bars.forEach((bar, at) => {
    if (bar === undefined) return;
    lights++;
    note(at, bar.stop.alongM, at);
    if (index.movement(bar.stop.movement).turn !== 'through') turns++;
  });
  note(corridor.bars, route.lengthM);
  return arrivals;
}

function greenOf(isHeld: boolean, greenS: number, expectedS: number): Pick<RolledArrival, 'greenS' | 'greenBeforeS'> {
  if (Number.isNaN(greenS)) return {};
  return isHeld ? { greenS } : { greenBeforeS: expectedS - greenS };
}

/** The same with longer queues: what finds no room in its cell stands behind it, as far as the bar before. */
function grown({ cells, roomVeh, barAfter }: Corridor, contents: Float64Array, by: number): Float64Array {
  const longer = new Float64Array(contents.length);
  let behindVeh = 0;
  for (let cell = cells - 1; cell >= 0; cell--) {
    if (barAfter[cell]! >= 0) behindVeh = 0;
    const veh = contents[cell]! * by + behindVeh;
    longer[cell] = Math.min(roomVeh[cell]!, veh);
    behindVeh = veh - longer[cell]!;
  }
  return longer;
}
