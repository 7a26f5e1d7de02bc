import { describe, expect, it } from 'vitest';
import { crossing } from '../support/four-leg-run.ts';
import { fourLegs } from '../support/junctions.ts';

describe('a fault of the junction', () => {
  it('closes every group by the rules, rejects commands, and ends in the programme', () => {
    const run = crossing();
    run.until(56);
    run.serve('C');
    run.until(57);
    run.controller.setFault(true);
    expect(run.serve('A')).toMatchObject({ outcome: 'rejected', reason: 'junction-fault' });
    run.until(57.5);
    expect(run.answers().at(-1)).toBe('c1 released/junction-fault');
    expect(run.state().mode).toBe('fault');
    run.until(75);
    expect(fourLegs.groups.every((group) => run.controller.lamp(group.id) === 'red')).toBe(true);
    run.until(120);
    run.controller.setFault(false);
    run.until(121);
    expect(run.state().mode).toBe('recovery');
    run.until(200);
    expect(run.state()).toMatchObject({ mode: 'programme', stage: 'A' });
    expect(run.rules.broken).toEqual([]);
  });
});
