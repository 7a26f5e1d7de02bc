import { openLog } from '../adapters/files/log-file.ts';
import { initialState, step } from '../core/step.ts';
import { quantile } from '../evaluation/quantile.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';

/** What a second of control takes on this machine: one core, nothing beside. */
export interface Latency {
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/**
 * Plays a run's log to the controller again and takes the time of each step of a second in which a mission was open: forecast, plan,
 * interlock, commands and status. Undefined where there was none. The caller sees to it that the log is of this map.
 */
export async function planningLatency(index: RoadIndex, logFile: string): Promise<Latency | undefined> {
  const { header, records } = await openLog(logFile);
  let state = initialState(header.config);
  const tookMs: number[] = [];
  for await (const record of records) {
    if (record.kind !== 'input') continue;
    const beganMs = performance.now();
    const result = step(index, state, record.input);
    const endedMs = performance.now();
    const open = [...state.missions.values()].some(({ phase }) => phase === 'under-way');
    if (record.input.kind === 'tick' && open) tookMs.push(endedMs - beganMs);
    state = result.state;
  }
  if (tookMs.length === 0) return undefined;
  const at = (share: number): number => quantile(tookMs, share) as number;
  return { seconds: tookMs.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}
