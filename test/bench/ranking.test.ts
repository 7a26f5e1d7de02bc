import { describe, expect, test } from 'vitest';
import type { SeedFigures } from '../../bench/agreement/comparison.ts';
import { CONTROLLERS, withController } from '../../bench/agreement/controllers.ts';
import { type RankedController, rankingOf } from '../../bench/agreement/rank.ts';
import { spreadOf } from '../../bench/statistics/spread.ts';

const NET = `<net>
    <tlLogic id="A" type="static" programID="0" offset="0">
        <phase duration="38" state="GGgr" minDur="5" maxDur="50"/>
        <phase duration="3"  state="yygr"/>
        <phase duration="6"  state="rrGr"/>
        <phase duration="37" state="rrrG" minDur="5" maxDur="50"/>
        <phase duration="20" state="rryy"/>
    </tlLogic>
    <tlLogic id="B" type="static" programID="0" offset="5">
        <phase duration="30" state="G"/>
    </tlLogic>
    <junction id="A" type="traffic_light"/>
</net>`;

function underController(name: string): { readonly durations: readonly string[]; readonly text: string } {
  const text = withController(NET, CONTROLLERS.find((controller) => controller.name === name)!);
  return { durations: [...text.matchAll(/duration="([^"]*)"/g)].map(([, duration]) => duration!), text };
}

describe('a network under another controller', () => {
  test('keeps everything when it stays as it is', () => {
    expect(underController('as it is').text).toBe(NET);
  });

  test('changes the greens of whole roads, and neither yellows nor the greens of turns', () => {
    expect(underController('half the greens').durations).toEqual(['19', '3', '6', '19', '20', '15']);
    expect(underController('twice the greens').durations).toEqual(['76', '3', '6', '74', '20', '60']);
  });

  test('favours one road of each programme, counting anew in the next', () => {
    expect(underController('one road favoured').durations).toEqual(['57', '3', '6', '19', '20', '45']);
  });

  test('is actuated in every programme, within the times that the file gives', () => {
    const { durations, text } = underController('actuated');
    expect(text.match(/type="actuated"/g)).toHaveLength(2);
    expect(text).toContain('<junction id="A" type="traffic_light"/>');
    expect(durations).toEqual(['38', '3', '6', '37', '20', '30']);
  });
});

function controller(name: string, sumoS: number, oursS: number): RankedController {
  const figures = (travelS: number): SeedFigures => {
    const one = spreadOf([travelS]);
    return {
      wanted: one,
      completed: one,
      meanTravelTimeS: one,
      meanSpentS: one,
      meanDepartDelayS: one,
      queueMeanVeh: one,
      queueP95Veh: one,
    };
  };
  return { name, sumo: figures(sumoS), ours: figures(oursS) };
}

describe('a ranking', () => {
  test('is the same when every pair that SUMO tells apart comes in its order', () => {
    const ranking = rankingOf('town', 1, [
      controller('slow', 120, 150),
      controller('fast', 80, 90),
      controller('middle', 100, 91),
    ]);
    expect(ranking).toMatchObject({ pairs: 3, reversed: [] });
    expect(ranking.order).toEqual({ ours: ['fast', 'middle', 'slow'], sumo: ['fast', 'middle', 'slow'] });
  });

  test('names the pairs that come the other way round', () => {
    const ranking = rankingOf('town', 1, [controller('a', 80, 95), controller('b', 100, 94), controller('c', 120, 150)]);
    expect(ranking.reversed).toEqual([['a', 'b']]);
  });

  test('does not judge two that lie as near to each other as two seeds of SUMO', () => {
    const ranking = rankingOf('town', 1, [controller('a', 100, 110), controller('b', 101, 90)]);
    expect(ranking).toMatchObject({ pairs: 0, reversed: [], order: { sumo: ['a', 'b'], ours: ['b', 'a'] } });
  });
});
