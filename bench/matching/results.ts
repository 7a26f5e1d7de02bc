import type { ConditionFigures } from './measure.ts';
import type { SpeedFigures } from './speed.ts';

/** What came out over one network. */
export interface MapFigures {
  readonly map: string;
  readonly links: number;
  readonly credit: string;
  readonly seeds: { readonly first: number; readonly last: number };
  readonly conditions: readonly ConditionFigures[];
  readonly speed: SpeedFigures;
}

/** How the figures were made and are to be read. */
export const RULES: readonly string[] = [
  'Trips: the fastest way between two links drawn by chance over the whole map, from a place of it drawn by chance, up to four minutes, at 1 Hz. Vehicles accelerate at 1.8 and brake at 2.2 m/s², slow down for turns, stand at a third of the signals and inside the node at a quarter of the left turns, and keep to a lane: beside the drawn line on porto-alegre, within 3.25 m of it on the other two, whose data draw each carriageway of a dual one as a two-way road.',
  'Right: the directed link that the vehicle is on; inside a node, between a stop bar and the start of the next link, the one left and the one to come both count. Refused fixes count as neither right nor wrong. Intervals are 95 %, trips drawn independently.',
  'White noise errs anew with every fix; correlated noise wanders as multipath does (first-order Gauss-Markov, 20 s, all of the stated sigma, with 1 m white). Sigma is per axis and stated truly. Speed errs by 0.3 m/s, heading by 2 degrees and more when slow; 0.5 % of the fixes are thrown 30 to 120 m aside.',
  'Gaps: silences of so many seconds, one after five times as many heard, on average. In tunnels nothing is received in any case.',
  'Route: planned and followed; none known; or left, at a node drawn by chance, over roads that were not planned. Leaving is timed from the middle of that node, and once more from when the vehicle is 15 m from every planned road: forks at a sharp angle take longer to part than that, and a left turn may wait in the node. A false alarm is a leaving told before it, or on a trip that keeps to its route.',
  'A bar is passed falsely when that is told more than two seconds before the crossing or without one, and missed when it is not told within ten seconds of it.',
  'The trips of these figures have seeds of their own: the matcher was worked on with others (--seeds tuning).',
];
