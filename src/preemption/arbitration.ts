import type { Urgency } from './mission.ts';

/** One request's wish for a junction, as arbitration sees it. */
export interface Contender {
  readonly request: string;
  readonly urgency: Urgency;
  readonly etaMs: number;
}

const RANK: Readonly<Record<Urgency, number>> = { 'life-threat': 0, urgent: 1, routine: 2 };

/** Who is served where several ask for one junction: the more urgent, then the one that arrives first, then by id. */
export function comesBefore(a: Contender, b: Contender): boolean {
  if (a.urgency !== b.urgency) return RANK[a.urgency] < RANK[b.urgency];
  if (a.etaMs !== b.etaMs) return a.etaMs < b.etaMs;
  return a.request < b.request;
}
