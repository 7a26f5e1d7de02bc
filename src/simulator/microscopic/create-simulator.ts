import { invariant } from '../../kernel/assert.ts';
import {
  type Aspect,
  Aspect as Aspects,
  type EmergencyState,
  type SimulatorSetup,
  type TrafficSimulator,
  type TrafficTotals,
  type VehicleView,
} from '../simulator.ts';
import { accelerate } from './acceleration.ts';
import { movePartedLanes } from './aside-motion.ts';
import { attendSirens } from './attend-sirens.ts';
import { Detectors } from './detectors.ts';
import { Entry } from './entry.ts';
import { GridlockWatch } from './gridlock.ts';
import { changeLanes } from './lane-change.ts';
import { crossBars, move } from './motion.ts';
import { countQueue } from './queue.ts';
import { renumberNowAndThen } from './renumbering.ts';
import { brake, reroute } from './steering.ts';
import { accountNow, alongLinkM } from './time-account.ts';
import { emptyWorld, type World } from './world.ts';

/** Longest step for which the model is calibrated. */
const LONGEST_STEP_S = 1;

/**
 * The microscopic simulator: IDM car-following with a ballistic update, mandatory lane changes and MOBIL, nodes kept clear.
 * Within a step: accelerations from the state at its start, then motion, crossing of the bars, lane changes, entries.
 */
export function createSimulator(setup: SimulatorSetup): TrafficSimulator {
  invariant(setup.stepS > 0 && setup.stepS <= LONGEST_STEP_S, 'the simulator takes steps of at most 1 s');
  const world = emptyWorld(setup);
  const entry = new Entry(world);
  const plans = setup.detectors ?? [];
  const detectors = plans.length === 0 ? undefined : new Detectors(world, plans);
  const gridlock = new GridlockWatch(world, setup.map.links);
  // NaN: its metres hold fractions from the start, so that the engine stores them unboxed.
  const view = {
    id: 0,
    link: 0,
    lane: 0,
    toLane: -1,
    positionM: Number.NaN,
    lengthM: Number.NaN,
    speedMps: Number.NaN,
    emergency: false,
  };
  return {
    get timeS() {
      return world.step * world.stepS;
    },
    setAspect: (movement, aspect) => setAspect(world, movement, aspect),
    step: () => {
      renumberNowAndThen(world);
      attendSirens(world);
      accelerate(world);
      move(world);
      movePartedLanes(world);
      crossBars(world);
      changeLanes(world);
      entry.admit();
      world.step++;
      detectors?.observe();
      gridlock.observe();
    },
    emergencies: () => setup.emergencies.map((plan, n) => emergencyState(world, entry, plan.vehicle, n)),
    reroute: (n, way, routeIndex) => reroute(world, n, way, routeIndex),
    brake: (n) => brake(world, n),
    laneCount: (link, lane) => countQueue(world, world.net.laneBase[link]! + lane),
    detector: (n) => {
      if (detectors === undefined || !(n >= 0 && n < plans.length)) throw new RangeError(`the setup plans no detector ${n}`);
      return detectors.reading(n);
    },
    totals: () => totalsOf(world, entry),
    gridlock: () => gridlock.found,
    visit: (visitor) => {
      const { chains, net } = world;
      for (let lane = 0; lane < net.laneCount; lane++) {
        for (let i = 0; i < chains.count[lane]!; i++) {
          show(world, chains.at(lane, i), view);
          visitor(view);
        }
      }
    },
  };
}

function setAspect(world: World, movement: number, aspect: Aspect): void {
  const before = world.aspect[movement]!;
  if (before === aspect) return;
  const wasShut = before === Aspects.red || before === Aspects.yellow;
  if (wasShut) world.aspectSinceS[movement] = world.step * world.stepS;
  world.aspect[movement] = aspect;
}

function totalsOf(world: World, entry: Entry): TrafficTotals {
  const inside = world.vehicles.inside;
  return {
    wanted: entry.wanted,
    inside,
    waiting: entry.wanted - inside - world.left,
    left: world.left,
    missedTurns: world.missedTurns,
    ...accountNow(world),
  };
}

function emergencyState(world: World, entry: Entry, vehicle: string, n: number): EmergencyState {
  const slot = world.emergencySlot[n]!;
  const enteredS = entry.enteredS[n]!;
  const arrivedS = world.arrivedS[n]!;
  const outside = { vehicle, routeIndex: 0, lane: 0, positionM: 0, speedMps: 0, enteredS, arrivedS };
  if (Number.isNaN(enteredS)) {
    return { ...outside, phase: entry.isWaiting(world.demand.vehicleCount + n) ? 'waiting-to-enter' : 'not-departed' };
  }
  const { vehicles } = world;
  if (!Number.isNaN(arrivedS)) {
    return { ...outside, phase: 'arrived', routeIndex: world.routes.length(world.emergencyPlace[n]!) - 1 };
  }
  const beyond = vehicles.positionM[slot]! < 0 ? 1 : 0;
  const routeIndex = vehicles.place[slot]! - vehicles.firstPlace[slot]! - beyond;
  const positionM = alongLinkM(world, slot);
  const speedMps = vehicles.speedMps[slot]!;
  return { vehicle, phase: 'driving', routeIndex, lane: laneOnLink(world, slot), positionM, speedMps, enteredS, arrivedS };
}

function show(world: World, slot: number, view: { -readonly [name in keyof VehicleView]: VehicleView[name] }): void {
  const { vehicles } = world;
  view.id = vehicles.demand[slot]!;
  view.link = vehicles.link[slot]!;
  view.lane = laneOnLink(world, slot);
  view.toLane = laneBeyond(world, slot);
  view.positionM = alongLinkM(world, slot);
  view.lengthM = vehicles.lengthM[slot]!;
  view.speedMps = vehicles.speedMps[slot]!;
  view.emergency = vehicles.emergency[slot] === 1;
}

function laneBeyond({ vehicles, net }: World, slot: number): number {
  const lane = vehicles.positionM[slot]! < 0 ? vehicles.lane[slot]! : vehicles.toLane[slot]!;
  return lane < 0 ? -1 : lane - net.laneBase[net.laneLink[lane]!]!;
}

/** Lane of the link that the vehicle is on, or has just left while it is inside a node. */
function laneOnLink({ vehicles, net }: World, slot: number): number {
  const lane = vehicles.positionM[slot]! < 0 ? vehicles.fromLane[slot]! : vehicles.lane[slot]!;
  return lane - net.laneBase[vehicles.link[slot]!]!;
}
