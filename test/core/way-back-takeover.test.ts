import { describe, expect, it } from 'vitest';
import { CoreScene, everyLane, queueOn } from '../support/core-scene.ts';
import { JunctionRun } from '../support/junction-run.ts';
import { J01_PROGRAMME, smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(1, 300);
const START_S = 1_000_000;
/** The cross street is full, so that the way back has something to do. */
const LANES = ['J01W-J01', 'J01E-J01'].flatMap((link) => queueOn(link, [0, 1], 14));
const AT_MPS = 14;

interface Drive {
  readonly mission: string;
  readonly vehicle: string;
  readonly in: string;
  readonly out: string;
  readonly to: string;
  readonly opensS: number;
}

/** The core and one junction with its own programme, second by second; every lamp and lease is watched. */
class Crossroads {
  readonly core = new CoreScene(index, { kind: 'fixed-eta', leadS: 25 });
  readonly junction = new JunctionRun(index.junction('J01'), J01_PROGRAMME, { startMs: START_S * 1000 });
  readonly #alongM = new Map<string, number>();
  /** Per mission: whether its light was green when it crossed, and when that was. */
  readonly crossed = new Map<string, { readonly onGreen: boolean; readonly atS: number }>();

  get nowS(): number {
    return this.junction.nowMs / 1000 - START_S;
  }

  get purpose(): string | undefined {
    return this.core.state.junctions.get('J01')?.asking?.purpose;
  }

  second(drives: readonly Drive[]): void {
    const { core, junction } = this;
    junction.until(START_S + this.nowS + 1);
    core.nowMs = junction.nowMs;
    const state = { ...junction.state(), lanes: everyLane(index, 'J01', LANES) };
    core.take({ kind: 'junction', receivedMs: core.nowMs, state });
    for (const drive of drives) this.#drive(drive);
    for (const { wish, ...rest } of core.take({ kind: 'tick', receivedMs: core.nowMs })) {
      const confirmation = junction.send(wish, rest);
      core.take({ kind: 'confirmation', receivedMs: core.nowMs, confirmation });
    }
  }

  /** It comes from 220 m before the bar, stops at red, and is gone 240 m beyond. */
  #drive(drive: Drive): void {
    const { core } = this;
    if (this.nowS < drive.opensS) return;
    if (!this.#alongM.has(drive.mission)) core.open(drive.mission, drive.vehicle, drive.to);
    const barM = index.link(drive.in).lengthM;
    const beforeM = this.#alongM.get(drive.mission) ?? -220;
    const isGreen = this.#isGreen(drive);
    const staysAtBar = beforeM < 0 && beforeM + AT_MPS > -4 && !isGreen;
    const nowM = staysAtBar ? -4 : Math.min(240, beforeM + AT_MPS);
    if (beforeM < 0 && nowM >= 0) this.crossed.set(drive.mission, { onGreen: isGreen, atS: this.nowS });
    this.#alongM.set(drive.mission, nowM);
    const speedMps = nowM === beforeM ? 0 : AT_MPS;
    if (nowM < 0) core.fix(drive.vehicle, drive.in, barM + nowM, speedMps);
    else core.fix(drive.vehicle, drive.out, nowM, speedMps);
  }

  #isGreen(drive: Drive): boolean {
    const movement = index.findMovement(drive.in, drive.out)!;
    return this.junction.controller.lamp(index.findGroupOf(movement.id)!.group.id) === 'green';
  }
}

const FIRST: Drive = { mission: 'M1', vehicle: 'AMB-1', in: 'SOUTH-J01', out: 'J01-NORTH', to: 'NORTH', opensS: 220 };
const SAME_WAY = { in: 'SOUTH-J01', out: 'J01-NORTH', to: 'NORTH' };
const ACROSS = { in: 'J01W-J01', out: 'J01-J01E', to: 'J01E' };

describe('a junction on its way back from one ambulance, when another one needs it', () => {
  describe.each([
    ['by the same street', SAME_WAY],
    ['by the street across', ACROSS],
  ])('%s', (_, way) => {
    it.each([3, 7, 11, 16, 21, 31, 41, 51, 61])(
      '%i s after the first one, then that comes first and no lamp is cut short',
      (afterS) => {
        const s = new Crossroads();
        while (!s.crossed.has('M1')) s.second([FIRST]);
        const second: Drive = { mission: 'M2', vehicle: 'AMB-2', ...way, opensS: s.crossed.get('M1')!.atS + afterS };
        let isTakenOver = false;
        while (s.nowS < 900) {
          const wasOnItsWayBack = s.purpose === 'recovery';
          s.second([FIRST, second]);
          const { asking } = s.core.state.junctions.get('J01')!;
          if (wasOnItsWayBack && asking?.request.startsWith('M2') === true) isTakenOver = true;
        }
        expect(isTakenOver).toBe(true);
        expect(s.crossed.get('M2')).toMatchObject({ onGreen: true });
        expect(s.crossed.get('M2')!.atS - second.opensS).toBeLessThan(45);
        expect(s.junction.rules.broken).toEqual([]);
        expect(s.junction.leases.violations).toEqual([]);
        expect(s.junction.controller.inProgramme(s.junction.nowMs)).toBe(true);
      },
    );
  });
});
