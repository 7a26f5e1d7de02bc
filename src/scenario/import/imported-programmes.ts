import { modulo } from '../../roadnet/import/cycle-spans.ts';
import type { ImportedProgramme } from '../../roadnet/import/imported-programme.ts';
import type { ProgrammeRule } from '../scenario.ts';

/**
 * Rules for imported programmes, one for all junctions that share cycle, stages and greens. `zeroS` is the Unix time at which the
 * data's own clock shows 0: offsets of ours count in Unix time.
 */
export function rulesOf(programmes: readonly ImportedProgramme[], zeroS: number, source: string): readonly ProgrammeRule[] {
  const alike = new Map<string, { readonly first: ImportedProgramme; readonly offsetS: Record<string, number> }>();
  for (const programme of programmes) {
    const { cycleS, stages, actuated, junction, startsS } = programme;
    const key = JSON.stringify([cycleS, stages, actuated]);
    const rule = alike.get(key) ?? { first: programme, offsetS: {} };
    rule.offsetS[junction] = Math.round(1000 * modulo(zeroS + startsS, cycleS)) / 1000;
    alike.set(key, rule);
  }
  return [...alike.values()].map(({ first: { cycleS, stages, actuated }, offsetS }) => ({
    junctions: Object.keys(offsetS),
    cycleS,
    stages,
    ...(actuated !== undefined && { actuated }),
    offsets: { kind: 'fixed', offsetS },
    source,
  }));
}
