import type { Belief } from './belief.ts';

const MOST_BELIEFS = 8;
const LEAST_SHARE = 1e-6;
/** Nearer to each other than this, two beliefs on one link are one. */
const MET_M = 5;

/** Merges beliefs that have met, keeps the heaviest, and makes the weights add up to 1; heaviest first. Changes the beliefs. */
export function settle(beliefs: Belief[]): Belief[] {
  beliefs.sort((a, b) => b.weight - a.weight);
  const least = LEAST_SHARE * (beliefs[0]?.weight ?? 0);
  const kept: Belief[] = [];
  for (const one of beliefs) {
    if (!(one.weight > least)) break;
    const twin = findMet(kept, one);
    if (twin !== undefined) twin.weight += one.weight;
    else if (kept.length < MOST_BELIEFS) kept.push(one);
  }
  let total = 0;
  for (const one of kept) total += one.weight;
  for (const one of kept) one.weight /= total;
  return kept.sort((a, b) => b.weight - a.weight);
}

function findMet(kept: readonly Belief[], one: Belief): Belief | undefined {
  for (const other of kept) {
    if (other.link !== one.link || Math.abs(other.drawnAtM - one.drawnAtM) > MET_M) continue;
    if (other.after === one.after || (other.drawnAtM >= 0 && one.drawnAtM >= 0)) return other;
  }
  return undefined;
}
