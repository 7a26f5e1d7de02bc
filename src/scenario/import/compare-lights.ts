import type { MovementId } from '../../kernel/ids.ts';
import type { ImportedProgramme } from '../../roadnet/import/imported-programme.ts';
import type { Tally } from '../../roadnet/import/tally.ts';
import type { Junction, RoadMap } from '../../roadnet/map.ts';
import { compileProgramme, programmeLamp } from '../../signal/programme-plan.ts';

/** The letters that SUMO shows to a movement's connections at a time of its clock; none where it has no signal. */
export type LightsOf = (movement: MovementId, atMs: number) => readonly string[];

/**
 * Plays fixed-time programmes against those of the data, second by second through one cycle, and counts where a movement is green
 * in one and not in the other.
 */
export function compareLights(map: RoadMap, programmes: readonly ImportedProgramme[], lightsOf: LightsOf, tally: Tally): void {
  const junctions = new Map(map.junctions.map((junction) => [junction.id, junction]));
  for (const programme of programmes) {
    const junction = junctions.get(programme.junction);
    if (junction !== undefined && programme.actuated === undefined) compareAt(junction, programme, lightsOf, tally);
  }
}

function compareAt(junction: Junction, programme: ImportedProgramme, lightsOf: LightsOf, tally: Tally): void {
  const plan = compileProgramme(junction, { ...programme, offsetS: programme.startsS });
  junction.groups.forEach((group, number) => {
    if (group.kind === 'pedestrian') return;
    for (const movement of group.movements) {
      for (let atMs = 0; atMs < plan.cycleMs; atMs += 1000) {
        const isGreen = programmeLamp(plan, number, group, atMs).lamp === 'green';
        const letters = lightsOf(movement, atMs).filter((letter) => !'GgoO'.includes(letter));
        if (isGreen && letters.length > 0) {
          tally.add(`seconds of green per cycle and movement where the file shows ${[...new Set(letters)].join(' or ')}`);
        }
        if (!isGreen && letters.length === 0)
          tally.add('seconds without green per cycle and movement where the file shows green');
      }
    }
  });
}
