import type { Stage } from '../../roadnet/map.ts';
import { STARTUP_LOST_S } from '../traffic-constants.ts';
import type { Approach } from './approach.ts';

/** A stage shown, seconds from now. */
export interface Shown {
  readonly stage: Stage;
  readonly fromS: number;
  readonly toS: number;
}

/** What a yellow still lets through, of the time. */
const YELLOW_USED_S = 2;
/** A vehicle beyond the end of its lane holds up others: it counts so many times more. */
const SPILLBACK = 1;
/** What is left waits for so long on average where more comes than the programme lets through. */
const LEFT_MOST_S = 300;
/** So little is none, and so short a time none that matters. */
const EMPTY_VEH = 1e-6;
const SHORTEST_S = 0.01;

/** What everybody at a junction loses by waiting there while these stages are shown, until `horizonS` and until what is left then has gone: vehicle-seconds. */
export function waitingVehS(approaches: readonly Approach[], shown: readonly Shown[], horizonS: number): number {
  let sum = 0;
  for (const approach of approaches) sum += waitingAt(approach, shown, horizonS);
  return sum;
}

function waitingAt(approach: Approach, shown: readonly Shown[], horizonS: number): number {
  const { group, arrivalsVehPerS, capacityVehPerS, queueVeh, roomVeh } = approach;
  const isVehicle = group.kind === 'vehicle';
  const queue: Queue = { atS: 0, veh: queueVeh, roomVeh, sumVehS: 0 };
  let green = nextGreen(shown, group.id, 0, isVehicle);
  while (green !== undefined && green.fromS < horizonS) {
    flow(approach, queue, green.fromS, false);
    flow(approach, queue, Math.min(green.toS, horizonS), true);
    green = nextGreen(shown, group.id, green.next, isVehicle);
  }
  flow(approach, queue, horizonS, false);
  if (!isVehicle) return queue.sumVehS;
  const spare = capacityVehPerS - arrivalsVehPerS;
  return queue.sumVehS + queue.veh * Math.min(LEFT_MOST_S, spare > 0 ? queue.veh / (2 * spare) : LEFT_MOST_S);
}

interface Queue {
  atS: number;
  veh: number;
  /** Free on the road behind. */
  roomVeh: number;
  sumVehS: number;
}

/** Lets a queue grow, or go, until `toS`: at one rate from each change to the next. */
function flow(approach: Approach, queue: Queue, toS: number, isGreen: boolean): void {
  const { comingS, comingVehPerS, arrivalsVehPerS, dischargeVehPerS, drainVehPerS, storageVeh } = approach;
  while (queue.atS < toS) {
    const inRate = queue.atS < comingS ? comingVehPerS : arrivalsVehPerS;
    const most = queue.roomVeh > 0 ? dischargeVehPerS : Math.min(dischargeVehPerS, drainVehPerS);
    const outRate = isGreen ? (queue.veh > 0 ? most : Math.min(most, inRate)) : 0;
    const rate = inRate - outRate;
    let forS = (queue.atS < comingS ? Math.min(comingS, toS) : toS) - queue.atS;
    if (rate < 0) forS = Math.min(forS, queue.veh / -rate);
    if (queue.roomVeh > 0 && outRate > drainVehPerS) forS = Math.min(forS, queue.roomVeh / (outRate - drainVehPerS));
    const afterVeh = rate < 0 ? Math.max(0, queue.veh + rate * forS) : queue.veh + rate * forS;
    queue.sumVehS += (forS * (queue.veh + afterVeh)) / 2;
    queue.sumVehS += SPILLBACK * forS * Math.max(0, (queue.veh + afterVeh) / 2 - storageVeh);
    queue.roomVeh = Math.max(0, queue.roomVeh + (drainVehPerS - outRate) * forS);
    queue.veh = afterVeh < EMPTY_VEH ? 0 : afterVeh;
    if (queue.roomVeh < EMPTY_VEH) queue.roomVeh = 0;
    queue.atS = forS < SHORTEST_S ? queue.atS + SHORTEST_S : queue.atS + forS;
  }
}

interface Green {
  readonly fromS: number;
  readonly toS: number;
  readonly next: number;
}

/** The next green of a group from the `n`th stage on, over stages that follow each other; what starting up loses is taken off, what the yellow gives added. */
function nextGreen(shown: readonly Shown[], group: string, n: number, isVehicle: boolean): Green | undefined {
  let first = n;
  while (first < shown.length && !shown[first]!.stage.groups.includes(group)) first++;
  if (first === shown.length) return undefined;
  let last = first;
  while (last + 1 < shown.length && shown[last + 1]!.stage.groups.includes(group)) last++;
  const fromS = shown[first]!.fromS;
  const lostS = isVehicle && fromS > 0 ? STARTUP_LOST_S : 0;
  return { fromS: fromS + lostS, toS: shown[last]!.toS + (isVehicle ? YELLOW_USED_S : 0), next: last + 1 };
}
