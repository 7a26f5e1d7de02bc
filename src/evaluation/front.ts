/** What an arm gives and what it costs: down and left is better. */
export interface Point {
  readonly cost: number;
  readonly timeS: number;
}

/**
 * The least time for at most `cost` on the front of some points: by one of them alone, or by the mixture of two (one for a share of
 * the missions, the other for the rest), which is on the line between them in the mean. Null where even the cheapest costs more.
 */
export function leastTimeS(front: readonly Point[], cost: number): number | null {
  let best: number | null = null;
  const note = (timeS: number): void => {
    if (best === null || timeS < best) best = timeS;
  };
  const affordable = front.filter((point) => point.cost <= cost);
  for (const cheap of affordable) {
    note(cheap.timeS);
    for (const dear of front) {
      if (dear.cost <= cost) continue;
      const share = (cost - cheap.cost) / (dear.cost - cheap.cost);
      note(cheap.timeS + share * (dear.timeS - cheap.timeS));
    }
  }
  return best;
}

/** The least cost for at most `timeS`, likewise. Null where even the fastest takes longer. */
export function leastCost(front: readonly Point[], timeS: number): number | null {
  const swapped = front.map((point): Point => ({ cost: point.timeS, timeS: point.cost }));
  return leastTimeS(swapped, timeS);
}
