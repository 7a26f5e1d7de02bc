import type { SignalGroupId, StageId } from '../../kernel/ids.ts';
import type { Junction, Stage } from '../../roadnet/map.ts';
import { leastOpenS, stageIntergreenS, transitionS } from '../../signal/clearance.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { STEP_S, stepAt } from './horizon.ts';
import type { AtJunction, JunctionTraffic } from './junction-traffic.ts';
import type { JunctionPlan, Stretch } from './queue-roll-out.ts';

/** What a plan begins with. */
export type FirstMove =
  | { readonly kind: 'wait' }
  | { readonly kind: 'hold' }
  /** Those who wait are served before the hold, so that its red finds them with a short queue. */
  | { readonly kind: 'serve-others'; readonly stage: StageId };

export interface Candidate {
  readonly first: FirstMove;
  readonly plan: JunctionPlan;
  /** When its hold turns green; infinite where it makes none. */
  readonly waveFromS: number;
  /** Changes to another stage for others' sake. */
  readonly switches: number;
}

/** What candidates are made from. Seconds from now. */
export interface Situation extends AtJunction {
  /** The stage that the ambulance needs. */
  readonly wave: Stage;
  /** What the junction does for this ambulance. */
  readonly doing: 'own-programme' | 'holding' | 'serving-others';
  /** What is being asked for on its behalf; absent where nothing is. */
  readonly asked?: FirstMove;
  readonly passageS: number;
}

/** Longest that the beginning of a hold is put off in one plan, and how finely. */
const WAIT_MOST_S = 150;
const FINE_S = 20;
/** Others are served before the hold only so short before the passage; earlier their own programme does. */
const SERVE_WITHIN_S = 110;
const SERVE_LATER_MOST_S = 60;
const SERVE_LATER_STEP_S = 4;
/** Beyond the least green: of a stage about to begin, and of one that is served already. */
const MORE_S = [0, 6, 12];
const MORE_OF_SAME_S = [2, 6, 12, 20];
/** The wave's green is back so long before the passage at the least. */
const BACK_BEFORE_S = 5;
/** Between two stages where it is not looked up. */
const INTERGREEN_S = 5;

/** Every plan that is weighed: no hold, one now or later; before it others served, now or later. */
export function* candidates(situation: Situation, traffic: JunctionTraffic): Generator<Candidate> {
  const { junction, wave, state, nowMs, doing, passageS } = situation;
  const nowS = transitionS(junction, state, wave.id, nowMs);
  const hold: Stretch = { shows: wave.id, untilS: passageS };
  const wait: FirstMove = { kind: 'wait' };
  if (doing === 'own-programme')
    yield { first: wait, plan: { ownUntilS: passageS, stretches: [] }, waveFromS: Number.POSITIVE_INFINITY, switches: 0 };
  const holdNow: JunctionPlan = { ownUntilS: 0, stretches: [{ shows: 'clearing', untilS: nowS }, hold] };
  yield { first: { kind: 'hold' }, plan: holdNow, waveFromS: nowS, switches: 0 };
  if (doing === 'own-programme') yield* holdsLater(situation, traffic);
  if (situation.without === 'early-service') return;
  if (doing === 'serving-others' || passageS <= SERVE_WITHIN_S) yield* servicesFirst(situation, traffic);
}

function* holdsLater({ wave, group, passageS }: Situation, traffic: JunctionTraffic): Generator<Candidate> {
  const own = traffic.groups.find((one) => one.group === group)?.own;
  const first: FirstMove = { kind: 'wait' };
  const most = Math.min(passageS - 2 * STEP_S, WAIT_MOST_S);
  for (let waitS = STEP_S; waitS <= most; waitS += waitS < FINE_S ? STEP_S : 2 * STEP_S) {
    const changeS = own?.[stepAt(waitS)] === 1 ? 0 : leavingS(traffic, waitS);
    const stretches: readonly Stretch[] = [
      { shows: 'clearing', untilS: waitS + changeS },
      { shows: wave.id, untilS: passageS },
    ];
    yield { first, plan: { ownUntilS: waitS, stretches }, waveFromS: waitS + changeS, switches: 0 };
  }
}

function* servicesFirst(situation: Situation, traffic: JunctionTraffic): Generator<Candidate> {
  const { junction, wave, state, nowMs, doing, passageS } = situation;
  for (const stage of servingStages(junction, wave)) {
    const toS = transitionS(junction, state, stage.id, nowMs);
    if (!Number.isFinite(toS)) continue;
    const backS = stageIntergreenS(junction, stage.id, wave.id);
    const leastS = Math.max(...stage.groups.map((id) => leastLeftS(junction, state, id, nowMs)));
    const isServed = state.stage === stage.id;
    const first: FirstMove = { kind: 'serve-others', stage: stage.id };
    for (const moreS of isServed ? MORE_OF_SAME_S : MORE_S) {
      const greenS = leastS + moreS;
      if (toS + greenS + backS > passageS - BACK_BEFORE_S) break;
      const now = service(stage.id, wave.id, 0, toS, greenS, backS, passageS);
      yield { first, ...now, switches: isServed ? 0 : 1 };
      if (doing !== 'own-programme') continue;
      for (let waitS = SERVE_LATER_STEP_S; waitS <= SERVE_LATER_MOST_S; waitS += SERVE_LATER_STEP_S) {
        if (waitS + toS + greenS + INTERGREEN_S + backS >= passageS - BACK_BEFORE_S) break;
        const later = service(stage.id, wave.id, waitS, leavingS(traffic, waitS), greenS, backS, passageS);
        yield { first: { kind: 'wait' }, ...later, switches: 1 };
      }
    }
  }
}

function service(
  stage: StageId,
  wave: StageId,
  waitS: number,
  toS: number,
  greenS: number,
  backS: number,
  passageS: number,
): Pick<Candidate, 'plan' | 'waveFromS'> {
  const offS = waitS + toS + greenS;
  const stretches: readonly Stretch[] = [
    { shows: 'clearing', untilS: waitS + toS },
    { shows: stage, untilS: offS },
    { shows: 'clearing', untilS: offS + backS },
    { shows: wave, untilS: passageS },
  ];
  return { plan: { ownUntilS: waitS, stretches }, waveFromS: offS + backS };
}

function leavingS({ owedS }: JunctionTraffic, atS: number): number {
  return owedS[stepAt(atS)]! + INTERGREEN_S;
}

/** For each vehicle group that the wave keeps red, the first stage on the map that opens it and none of the wave's. */
function servingStages(junction: Junction, wave: Stage): readonly Stage[] {
  const isVehicle = (id: SignalGroupId) => junction.groups.some((group) => group.id === id && group.kind === 'vehicle');
  const others = junction.stages.filter(({ groups }) => !groups.some((id) => isVehicle(id) && wave.groups.includes(id)));
  const groups = new Set(others.flatMap((stage) => stage.groups.filter(isVehicle)));
  const chosen = new Set([...groups].map((id) => others.find((stage) => stage.groups.includes(id))));
  return others.filter((stage) => chosen.has(stage));
}

function leastLeftS(junction: Junction, state: JunctionState, id: SignalGroupId, nowMs: number): number {
  const group = junction.groups.find((one) => one.id === id);
  const shown = state.groups.find((one) => one.group === id);
  if (group === undefined) return 0;
  const openS = shown?.lamp === 'green' || shown?.lamp === 'flashing' ? (nowMs - shown.sinceMs) / 1000 : 0;
  return Math.max(0, leastOpenS(group) - openS);
}
