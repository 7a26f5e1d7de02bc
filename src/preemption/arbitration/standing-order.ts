import type { MissionId, RequestId } from '../../kernel/ids.ts';
import type { OptimalityGap, Order, Standing } from './arbitrate.ts';
import { CLASS, type Contender } from './contender.ts';

/** One ambulance's place in the order of a junction. */
export interface Place extends Standing {
  readonly request: RequestId;
  /** When its green is expected. */
  readonly greenMs: number;
  /** By how much that is later than if nobody else were there. */
  readonly waitS: number;
}

/** Who is served when at a junction that several want, as last decided. Plain data. */
export interface StandingOrder {
  readonly places: readonly Place[];
  readonly gap: OptimalityGap;
}

/** A contender, the request that it makes, and whether it can be told from others by who has crossed the stop bar. */
export interface Claimant extends Contender {
  readonly request: RequestId;
}

/**
 * The order as it stands from now on. Whoever has `passed` has overtaken those of its class that had come before it and were not
 * served by its green.
 */
export function standingOrder(
  order: Order,
  claimants: readonly Claimant[],
  before: StandingOrder | undefined,
  passed: ReadonlyMap<MissionId, Contender['urgency']>,
  nowMs: number,
): StandingOrder {
  const known = before?.places ?? [];
  const places = order.waves.flatMap(({ members }, wave) =>
    members.flatMap(({ mission, greenS, waitS }): readonly Place[] => {
      const claimant = claimants.find((one) => one.mission === mission);
      if (claimant === undefined) return [];
      const was = known.find((one) => one.mission === mission);
      const overtaken = (was?.overtaken ?? 0) + overtakers(claimant, was, known, passed);
      const { request } = claimant;
      return [
        { mission, request, wave, sinceMs: was?.sinceMs ?? nowMs, overtaken, greenMs: nowMs + Math.round(greenS * 1000), waitS },
      ];
    }),
  );
  return { places, gap: order.gap };
}

function overtakers(
  { urgency }: Contender,
  was: Place | undefined,
  known: readonly Place[],
  passed: ReadonlyMap<MissionId, Contender['urgency']>,
): number {
  if (was === undefined) return 0;
  return known.filter((one) => {
    const other = passed.get(one.mission);
    return other !== undefined && CLASS[other] === CLASS[urgency] && one.sinceMs > was.sinceMs && one.wave !== was.wave;
  }).length;
}

/** The same waves of the same requests, one after the other. */
export function isSameOrder(a: StandingOrder | undefined, b: StandingOrder): boolean {
  if (a === undefined || a.places.length !== b.places.length) return false;
  return b.places.every(({ request, wave }) => a.places.some((one) => one.request === request && one.wave === wave));
}

/** In whose wave the junction is next, seen from a request that is not of it: the first of those before. */
export function servedBefore({ places }: StandingOrder, request: RequestId): Place | undefined {
  const own = places.find((one) => one.request === request);
  return own === undefined ? undefined : places.find(({ wave }) => wave < own.wave);
}
