import type { Ranking } from '../agreement/rank.ts';

/** The rankings by network, for programs. */
export function rankingJson(rankings: readonly Ranking[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    rankings.map(({ network, seeds, controllers, order, pairs, reversed }) => [
      network,
      {
        seeds,
        sameRanking: reversed.length === 0,
        pairsToldApart: pairs,
        reversed,
        order,
        controllers: Object.fromEntries(
          controllers.map(({ name, ours, sumo }) => [
            name,
            {
              meanTravelTimeS: ours.meanTravelTimeS.mean,
              sumoMeanTravelTimeS: sumo.meanTravelTimeS.mean,
              meanSpentS: ours.meanSpentS.mean,
              sumoMeanSpentS: sumo.meanSpentS.mean,
              completed: ours.completed.mean,
              sumoCompleted: sumo.completed.mean,
            },
          ]),
        ),
      },
    ]),
  );
}
