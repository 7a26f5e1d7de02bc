import { isJammed, type StopForecast } from '../preemption/forecast.ts';
import type { MissionView } from './state.ts';

/** The mission with what this second says of a jam ahead of it; what the last one said where nothing is foretold. */
export function seeJam(mission: MissionView, forecast: readonly StopForecast[]): MissionView {
  if (forecast.length === 0 || mission.positionLost) return mission;
  const before = mission.isJammed === true;
  const now = isJammed(forecast, before);
  if (now === before) return mission;
  const { isJammed: _, ...rest } = mission;
  return now ? { ...rest, isJammed: true } : rest;
}
