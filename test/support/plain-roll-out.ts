import { FAR_DECAY_S } from '../../src/preemption/junction-plan/ambulance-delay.ts';
import { STEP_S, STEPS } from '../../src/preemption/junction-plan/horizon.ts';
import type { GroupTraffic, JunctionTraffic } from '../../src/preemption/junction-plan/junction-traffic.ts';
import type { JunctionPlan } from '../../src/preemption/junction-plan/queue-roll-out.ts';
import { STARTUP_LOST_S } from '../../src/preemption/traffic-constants.ts';

/** After the passage: clearing, and then each of the longest queues for what it needs within bounds, until queues have settled. */
const CLEARING_S = 5;
const SERVED_LEAST_S = 10;
const SERVED_MOST_S = 40;
const SETTLED_AFTER_S = 130;

/** What becomes of the queues of a junction. Vehicle-seconds; per step before the passage, vehicles. */
export interface RolledOut {
  readonly untilPassageVehS: number;
  readonly untilSettledVehS: number;
  readonly laneQueueVeh: readonly number[];
  readonly green: readonly number[];
  readonly joinedVeh: readonly number[];
}

interface Standing {
  queueVeh: number;
  roomVeh: number;
  wasGreen: boolean;
}

/** One junction second by second, all its groups in each step, with nothing kept from one plan to the next. */
class PlainJunction {
  readonly #traffic: JunctionTraffic;
  readonly #standing: readonly Standing[];
  step = 0;
  joinedVeh = 0;
  waitedVehS = 0;

  constructor(traffic: JunctionTraffic) {
    this.#traffic = traffic;
    this.#standing = traffic.groups.map(({ queueVeh, roomVeh, own }) => ({ queueVeh, roomVeh, wasGreen: own[0] === 1 }));
  }

  queueVeh(group: number): number {
    return this.#standing[group]!.queueVeh;
  }

  /** One step further under these lamps. */
  pass(isGreen: readonly boolean[]): void {
    this.joinedVeh *= Math.exp(-STEP_S / FAR_DECAY_S);
    this.#traffic.groups.forEach((group, g) => {
      const standing = this.#standing[g]!;
      const outVeh = letGoVeh(group, standing, isGreen[g]!);
      standing.queueVeh += group.arrivalsVeh - outVeh;
      standing.roomVeh = Math.min(standing.roomVeh + group.drainVeh, group.emptyVeh) - outVeh;
      standing.wasGreen = isGreen[g]!;
      this.joinedVeh += outVeh * group.joiningVeh;
      this.waitedVehS += (standing.queueVeh + Math.max(0, standing.queueVeh - group.storageVeh)) * STEP_S;
    });
    this.step++;
  }

  /** The stage for which most wait, and for how long it is green then. */
  longest(): { readonly isGreen: readonly boolean[]; readonly servedS: number } {
    const { groups, opens } = this.#traffic;
    const waitingVeh = (row: Uint8Array): number => groups.reduce((sum, _, g) => sum + (row[g] === 1 ? this.queueVeh(g) : 0), 0);
    // Sums that differ by less are the same: the first on the map is served.
    const longest = [...opens.values()].reduce((most, row) => (waitingVeh(row) > waitingVeh(most) + 1e-9 ? row : most));
    const needsS = groups.map(({ saturationVeh, arrivalsVeh }, g) =>
      longest[g] === 1 ? (this.queueVeh(g) / Math.max(0.1, saturationVeh - arrivalsVeh)) * STEP_S : 0,
    );
    const servedS = Math.min(SERVED_MOST_S, Math.max(SERVED_LEAST_S, STARTUP_LOST_S + Math.max(...needsS)));
    return { isGreen: groups.map((_, g) => longest[g] === 1), servedS };
  }
}

function letGoVeh(group: GroupTraffic, { queueVeh, roomVeh, wasGreen }: Standing, isGreen: boolean): number {
  if (!isGreen) return 0;
  const startingShare = Math.max(0, 1 - STARTUP_LOST_S / STEP_S);
  const dischargedVeh = group.saturationVeh * (wasGreen ? 1 : startingShare);
  return Math.min(dischargedVeh, queueVeh + group.arrivalsVeh, roomVeh + group.drainVeh, group.emptyVeh);
}

/** What `QueueRollOut` says of a plan, reckoned in the plainest way. */
export function plainRollOut(traffic: JunctionTraffic, ambulances: number, plan: JunctionPlan, passageS: number): RolledOut {
  const junction = new PlainJunction(traffic);
  const { groups, opens } = traffic;
  const laneQueueVeh: number[] = [];
  const green: number[] = [];
  const joinedVeh: number[] = [];
  const isBefore = (atS: number): boolean => junction.step < STEPS && junction.step * STEP_S < atS;
  while (isBefore(passageS)) {
    const { step } = junction;
    const stretch = plan.stretches.find(({ untilS }) => step * STEP_S < untilS);
    const isOwn = step * STEP_S < plan.ownUntilS;
    const row = stretch === undefined ? undefined : opens.get(stretch.shows);
    const isGreen = groups.map(({ own }, g) => (isOwn ? own[step] === 1 : row?.[g] === 1));
    junction.pass(isGreen);
    laneQueueVeh.push(junction.queueVeh(ambulances) / groups[ambulances]!.lanes);
    green.push(isGreen[ambulances] ? 1 : 0);
    joinedVeh.push(junction.joinedVeh);
  }
  const untilPassageVehS = junction.waitedVehS;
  const settledS = passageS + SETTLED_AFTER_S;
  const show = (isGreen: readonly boolean[], untilS: number): void => {
    while (isBefore(Math.min(untilS, settledS))) junction.pass(isGreen);
  };
  const closed = groups.map(() => false);
  show(closed, passageS + CLEARING_S);
  while (isBefore(settledS)) {
    const { isGreen, servedS } = junction.longest();
    show(isGreen, junction.step * STEP_S + servedS);
    show(closed, junction.step * STEP_S + CLEARING_S);
  }
  return { untilPassageVehS, untilSettledVehS: junction.waitedVehS, laneQueueVeh, green, joinedVeh };
}
