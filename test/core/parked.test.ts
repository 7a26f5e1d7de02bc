import { describe, expect, it } from 'vitest';
import { JunctionController } from '../../src/city/junction-controller.ts';
import { assumedProgrammes } from '../../src/cli/assumed-programmes.ts';
import { findRoute } from '../../src/roadnet/fastest-route.ts';
import { routeOf } from '../../src/routing/route.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { CoreScene, everyLane, queueOn } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const MAX_PRESENCE_S = 300;
const index = smallIndex(8, MAX_PRESENCE_S);
const links = findRoute(index, 'SOUTH-J01', 'NORTH')!;
const { stops, startsM } = routeOf(index, links);

/** AMB-1 in Main Road, whose eight junctions are run by their controllers, each with a queue of 12 on both lanes towards it. */
class Street {
  readonly core = new CoreScene(index, { kind: 'wavefront' });
  readonly #controllers = new Map<string, JunctionController>();
  #taken = 0;

  constructor() {
    for (const { junctions = [], cycleS, stages } of assumedProgrammes(index)) {
      for (const id of junctions) {
        const programme = { junction: id, cycleS, offsetS: 0, stages };
        this.#controllers.set(id, new JunctionController(index.junction(id), programme, this.core.nowMs));
      }
    }
    this.core.open('M1', 'AMB-1', 'NORTH');
  }

  second(alongM: number, speedMps: number): void {
    const { core } = this;
    for (const command of core.commands.slice(this.#taken)) {
      core.take({
        kind: 'confirmation',
        receivedMs: core.nowMs,
        confirmation: this.#controllers.get(command.junction)!.receive(command, core.nowMs),
      });
    }
    this.#taken = core.commands.length;
    for (const [id, controller] of this.#controllers) {
      controller.advance(core.nowMs - 500);
      controller.advance(core.nowMs);
      const state = controller.state(core.nowMs, lanesBefore(id));
      core.take({ kind: 'junction', receivedMs: core.nowMs, state });
    }
    const i = startsM.findLastIndex((startM) => startM <= alongM);
    core.fix('AMB-1', links[i]!, alongM - startsM[i]!, speedMps);
    core.tick();
  }

  /** Junctions commanded to a stage in the last seconds. */
  heldIn(seconds: number): readonly string[] {
    const { commands, nowMs } = this.core;
    const lately = commands.filter(({ issuedAtMs, wish }) => wish.kind === 'serve' && nowMs - issuedAtMs < seconds * 1000);
    return [...new Set(lately.map(({ junction }) => junction))].sort();
  }
}

function lanesBefore(junction: string): readonly LaneCount[] {
  const { link } = stops.find((stop) => stop.junction === junction)!;
  return everyLane(index, junction, queueOn(link, [0, 1], 12));
}

const barM = stops[0]!.alongM;

describe('an ambulance that stands in the street, junctions ahead serving others in between', () => {
  it('given that it is parked 150 m before the first, then every junction goes back for good, and comes again when it drives', () => {
    const street = new Street();
    for (let m = 20; m < barM - 150; m += 10) street.second(m, 10);
    expect(street.heldIn(10).length).toBeGreaterThan(2);
    for (let t = 0; t < 3 * MAX_PRESENCE_S; t++) street.second(barM - 150, 0);
    const given = street.core.commands.length;
    for (let t = 0; t < 1200; t++) street.second(barM - 150, 0);
    expect(street.core.commands.slice(given)).toEqual([]);
    expect(street.core.lastStatus().junctions.map(({ reason }) => reason)).toEqual(stops.map(() => 'max-presence'));
    for (let m = barM - 150; m < barM - 80; m += 10) street.second(m, 10);
    expect(street.heldIn(10)).toContain('J01');
  });

  it('given that it creeps on by 40 m in 200 s in the queue, then its wave goes on', () => {
    const street = new Street();
    for (let m = 20; m < barM - 150; m += 10) street.second(m, 10);
    const asked = street.heldIn(10);
    for (let m = barM - 150, t = 0; m < barM - 30; t++) {
      const creeps = t % 200 < 20;
      street.second(m, creeps ? 2 : 0);
      if (creeps) m += 2;
    }
    expect(street.heldIn(10)).toEqual(expect.arrayContaining([...asked]));
    const { commands, events } = street.core;
    const served = commands.flatMap(({ junction, wish }) => (wish.kind === 'serve' && wish.stage === 'C' ? [junction] : []));
    // What one hold can serve before the ambulance comes is held through; those who wait are served as it ends, and the wave is back at once.
    expect(served).toEqual(expect.arrayContaining(['J01', 'J02', 'J03', 'J04']));
    expect(events.filter((e) => e.kind === 'request' && e.reason === 'max-presence')).toEqual([]);
  });
});
