import { describe, expect, test } from 'vitest';
import { readSummary } from '../../bench/sumo/count-running.ts';
import { readEdgeTotals, readStanding } from '../../bench/sumo/edge-data.ts';
import { readNetwork } from '../../bench/sumo/network.ts';
import { performanceOf } from '../../bench/sumo/performance.ts';
import { readTripinfo } from '../../bench/sumo/tripinfo.ts';
import { readVehicleRoutes } from '../../bench/sumo/vehroutes.ts';
import { tripFiguresOf } from '../../bench/trip-times.ts';

/** XML in pieces of a few characters, as a file may come. */
async function* inPieces(text: string): AsyncIterable<string> {
  for (let i = 0; i < text.length; i += 7) yield text.slice(i, i + 7);
}

describe('tripinfo', () => {
  const TRIPINFO = `<tripinfos>
    <tripinfo id="done" depart="110.00" departDelay="10.00" arrival="160.00" duration="50.00"/>
    <tripinfo id="driving" depart="150.00" departDelay="0.00" arrival="-1.00" duration="50.00"/>
    <tripinfo id="outside" depart="-1.00" departDelay="20.00" arrival="-1.00" duration="0.00"/>
    <tripinfo id="later" depart="-1.00" departDelay="-5.00" arrival="-1.00" duration="0.00"/>
  </tripinfos>`;

  test('tells who arrived, who is under way and who never got in, from the begin of the case', async () => {
    expect(await readTripinfo(inPieces(TRIPINFO), 100, 200)).toEqual([
      { id: 'done', wantedS: 0, enteredS: 10, arrivedS: 60 },
      { id: 'driving', wantedS: 50, enteredS: 50, arrivedS: undefined },
      { id: 'outside', wantedS: 80, enteredS: undefined, arrivedS: undefined },
    ]);
  });

  test('counts travel time with departure delay, and those who are stuck up to the end', async () => {
    const trips = await readTripinfo(inPieces(TRIPINFO), 100, 200);
    expect(tripFiguresOf(trips, 100)).toEqual({
      wanted: 3,
      completed: 1,
      meanTravelTimeS: 60,
      meanSpentS: (60 + 50 + 20) / 3,
      meanDepartDelayS: 5,
    });
  });

  test('says what is missing', async () => {
    await expect(readTripinfo(inPieces('<tripinfos><tripinfo id="a"/></tripinfos>'), 0, 1)).rejects.toThrow(
      '<tripinfo> has no attribute depart',
    );
  });
});

describe('edge data', () => {
  test('gives vehicles and vehicle-seconds per edge', async () => {
    const text = `<meandata><interval begin="0.00" end="3600.00" id="edges">
      <edge id="a" sampledSeconds="120.50" departed="3" entered="4" left="7"/>
      <edge id=":n_0" sampledSeconds="10.00" departed="0" entered="4" left="4"/>
    </interval></meandata>`;
    expect([...(await readEdgeTotals(inPieces(text)))]).toEqual([
      ['a', { vehicles: 7, spentS: 120.5 }],
      [':n_0', { vehicles: 4, spentS: 10 }],
    ]);
  });

  test('gives the standing vehicles of each interval, none where an edge is left out', async () => {
    const text = `<meandata>
      <interval begin="0.00" end="10.00" id="q"><edge id="a" waitingTime="25.00"/></interval>
      <interval begin="10.00" end="20.00" id="q"><edge id="b" waitingTime="10.00"/><edge id="other" waitingTime="9.00"/></interval>
    </meandata>`;
    expect([...(await readStanding(inPieces(text), ['a', 'b']))]).toEqual([
      ['a', [2.5, 0]],
      ['b', [0, 1]],
    ]);
  });
});

describe('network', () => {
  test('knows the approaches with a signal, and who came from where into a junction', async () => {
    const network = await readNetwork(
      inPieces(`<net>
        <connection from="in" to="out" fromLane="0" toLane="0" via=":n_0_0" tl="n" linkIndex="0" dir="s" state="O"/>
        <connection from="in" to="left" fromLane="1" toLane="0" via=":n_1_0" tl="n" linkIndex="1" dir="l" state="o"/>
        <connection from="side" to="out" fromLane="0" toLane="0" via=":n_2_0" dir="r" state="m"/>
        <connection from=":n_1" to="left" fromLane="0" toLane="0" via=":n_4_0" dir="l" state="m"/>
      </net>`),
    );
    expect(network.signalised).toEqual(['in']);
    expect([':n_0', ':n_1', ':n_4', ':n_2', 'out'].map(network.approachOf)).toEqual(['in', 'in', 'in', 'side', 'out']);
  });
});

describe('vehicle routes', () => {
  test('are lists of edges by vehicle', async () => {
    const text = '<routes><vehicle id="v" depart="0.00"><route edges="a b c"/></vehicle></routes>';
    expect([...(await readVehicleRoutes(inPieces(text)))]).toEqual([['v', ['a', 'b', 'c']]]);
  });
});

describe("SUMO's own statistics", () => {
  const STATISTICS = `Performance:
 Duration: 5.96s
 Real time factor: 603.622
 UPS: 279235.915493
Vehicles:
 Inserted: 2983
 Running: 557
 Waiting: 2
Statistics (avg of 2983):
 Duration: 558.28
 WaitingTime: 240.98
`;

  test("take the simulation's duration, not the vehicles'", () => {
    expect(performanceOf(STATISTICS)).toEqual({
      simulationS: 5.96,
      updatesPerS: 279235.915493,
      inserted: 2983,
      running: 557,
      waiting: 2,
    });
  });

  test('are asked for in vain of a run that broke off', () => {
    expect(() => performanceOf('Error: no edge')).toThrow("SUMO's statistics say no Duration");
  });
});

describe('summary', () => {
  test('gives means over the vehicles and seconds of the window, and who arrived in the whole run', async () => {
    const text = `<summary>
      <step time="0.00" running="9" arrived="0" meanSpeed="9.00" halting="9"/>
      <step time="1.00" running="0" arrived="9" meanSpeed="-1.00" halting="0"/>
      <step time="2.00" running="10" arrived="10" meanSpeed="4.00" halting="4"/>
      <step time="3.00" running="20" arrived="12" meanSpeed="7.00" halting="5"/>
    </summary>`;
    const figures = await readSummary(inPieces(text), 1);
    expect(figures).toEqual({ running: 10, speedMps: (10 * 4 + 20 * 7) / 30, standingShare: 9 / 30, arrived: 12 });
  });
});
