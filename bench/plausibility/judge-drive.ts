import type { CoreInput } from '../../src/core/input.ts';
import { initialState, step } from '../../src/core/step.ts';
import { fixOf, type Motion } from '../../src/ingest/motion.ts';
import type { NodeId } from '../../src/kernel/ids.ts';
import type { PositionFix } from '../../src/location/fix.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { TrustReason } from '../../src/trust/trust-reason.ts';

/** When the controller stopped believing the vehicle, why, and when it believed it again; milliseconds. */
export interface Suspected {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly reason: TrustReason;
}

const DELAY_MS = 200;

function derivedFrom(sent: readonly PositionFix[]): readonly PositionFix[] {
  let motion: Motion | undefined;
  return sent.flatMap(({ vehicle, atMs, lat, lon, accuracyM }) => {
    const read = fixOf(vehicle, { atMs, lat, lon, accuracyM }, 'wgs-84', motion);
    motion = read.motion;
    return read.fix.ok ? [read.fix.value] : [];
  });
}

/**
 * Sends fixes to the controller, which has a mission for their vehicle, and tells when it did not believe them. `unstated`: without the speed and the
 * course that they state, as a source that knows neither is read.
 */
export function judgeDrive(
  index: RoadIndex,
  destination: NodeId,
  sent: readonly PositionFix[],
  unstated: boolean,
): readonly Suspected[] {
  const fixes = unstated ? derivedFrom(sent) : sent;
  const first = fixes[0]!;
  let state = initialState({ city: 'bench', strategy: { kind: 'wavefront' } });
  const suspected: Suspected[] = [];
  let open: { fromMs: number; reason: TrustReason } | undefined;
  const take = (input: CoreInput): void => {
    const result = step(index, state, input);
    state = result.state;
    for (const { event } of result.events) {
      if (event.kind === 'alert' && event.alert.code === 'controller-failed') throw new Error(event.alert.text);
      if (event.kind !== 'trust') continue;
      if (open !== undefined) suspected.push({ ...open, untilMs: input.receivedMs });
      open = event.suspect === undefined ? undefined : { fromMs: input.receivedMs, reason: event.suspect };
    }
  };
  const opened = {
    kind: 'open',
    mission: 'M',
    vehicle: first.vehicle,
    atMs: first.atMs,
    destination,
    urgency: 'life-threat',
  } as const;
  take({ kind: 'order', receivedMs: first.atMs, order: opened });
  for (const fix of fixes) take({ kind: 'fix', receivedMs: fix.atMs + DELAY_MS, fix });
  if (open !== undefined) suspected.push({ ...open, untilMs: fixes.at(-1)!.atMs + DELAY_MS });
  return suspected;
}
