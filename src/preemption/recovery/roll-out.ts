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

/** What everybody at a junction loses by waiting there while these stages are shown, until `horizonS` and until what is left then has gone: vehicle-seconds. */
export function waitingVehS(approaches: readonly Approach[], shown: readonly Shown[], horizonS: number): number {
  let sum = 0;
  for (const approach of approaches) sum += waitingAt(approach, shown, horizonS);
  return sum;
}

function waitingAt(approach: Approach, shown: readonly Shown[], horizonS: number): number {
  const { group, comingS, comingVehPerS, arrivalsVehPerS, dischargeVehPerS, storageVeh, capacityVehPerS } = approach;
  const isVehicle = group.kind === 'vehicle';
  let queue = approach.queueVeh;
  let sum = 0;
  let at = 0;
  let roomVeh = approach.roomVeh;
  let green = nextGreen(shown, group.id, 0, isVehicle);
  while (at < horizonS) {
    if (green !== undefined && at >= green.toS) green = nextGreen(shown, group.id, green.next, isVehicle);
    queue += at < comingS ? comingVehPerS : arrivalsVehPerS;
    roomVeh += approach.drainVehPerS;
    if (green !== undefined && at >= green.fromS) {
      const gone = Math.max(0, Math.min(queue, dischargeVehPerS, roomVeh));
      queue -= gone;
      roomVeh -= gone;
    }
    sum += queue > storageVeh ? queue + SPILLBACK * (queue - storageVeh) : queue;
    at++;
  }
  if (!isVehicle) return sum;
  const spare = capacityVehPerS - arrivalsVehPerS;
  return sum + queue * Math.min(LEFT_MOST_S, spare > 0 ? queue / (2 * spare) : LEFT_MOST_S);
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
