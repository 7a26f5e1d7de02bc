import type { AmbulanceSummary, SeedDrive, Summary } from '../experiment/summary.ts';
import type { ArmView } from './arm-view.ts';
import { decimal, minutes, withInterval } from './figures.ts';
import { firstLines } from './first-lines.ts';
import { html, type Markup } from './markup.ts';

/** A line for each ambulance that the end of its run cut off, for a terminal. */
export function notArrivedLines(summary: Summary): readonly string[] {
  if (summary.subject === 'traffic') return [];
  const lines = Object.entries(summary.arms).flatMap(([arm, { notArrived }]) =>
    notArrived.map((drive) => {
      const came = `${decimal(drive.alongM, 0)} of ${decimal(drive.routeLengthM, 0)} m`;
      const passed = `past ${drive.junctionsPassed} of ${drive.junctionsOnRoute} signals`;
      return `Not arrived: ${arm}, seed ${drive.seed}: ${came}, ${passed}, ${whereText(drive)}; ${standingText(drive)}${ringText(drive)}.`;
    }),
  );
  return firstLines(lines);
}

/** Where each of them was at the end, and the drives without leaving any out. Undefined when all arrived. */
export function notArrivedSection(arms: readonly ArmView[], { seeds }: AmbulanceSummary): Markup | undefined {
  const drives = arms.flatMap((arm) => arm.summary.notArrived.map((drive) => ({ arm, drive })));
  if (drives.length === 0) return undefined;
  const rows = drives.map(
    ({ arm, drive }) => html`<tr><th scope="row"><span class="key ${arm.mark}">${arm.label}</span>, seed ${drive.seed}</th>
<td>${minutes(drive.limitS)}</td><td>${`${decimal(drive.alongM, 0)} of ${decimal(drive.routeLengthM, 0)}`}</td><td>${`${drive.junctionsPassed} of ${drive.junctionsOnRoute}`}</td><td>${decimal(drive.junctionsOnGreen, 0)}</td><td>${decimal(drive.stops, 0)}</td><td>${decimal(drive.stoppedS, 0)}</td><td class="words">${`${whereText(drive)}; ${standingText(drive)}${ringText(drive)}`}</td></tr>`,
  );
  return html`<section><h2>Ambulances that did not arrive</h2>
<p class="banner"><b>${drives.length} ${drives.length === 1 ? 'ambulance' : 'ambulances'} had not arrived when the run ended.</b> How long ${drives.length === 1 ? 'it' : 'they'} would have taken nobody knows, so no time and no saving is made up for ${drives.length === 1 ? 'it' : 'them'}: times, stops and savings elsewhere on this page are of the seeds that have them.</p>
<div class="scroll"><table class="figures"><thead><tr><th scope="col">Run</th><th scope="col">Under way for</th><th scope="col">Came <small>m</small></th><th scope="col">Signals passed</th><th scope="col">On green</th><th scope="col">Stops</th><th scope="col">Stopped <small>s</small></th><th scope="col" class="words">At the end</th></tr></thead><tbody>${rows}</tbody></table></div>
${limitedTable(arms, seeds.length)}</section>`;
}

function limitedTable(arms: readonly ArmView[], seeds: number): Markup {
  const limitS = arms[0]?.summary.limited?.limitS ?? 0;
  const rows = arms.flatMap(({ label, mark, role, summary: { arrived, limited } }) => {
    if (limited === null) return [];
    const saved = role === 'baseline' ? '–' : withInterval(limited.savedS, 0);
    return [
      html`<tr><th scope="row"><span class="key ${mark}">${label}</span></th><td>${`${arrived} of ${seeds}`}</td><td>${withInterval(limited.ambulanceTimeS, 0)}</td><td>${saved}</td></tr>`,
    ];
  });
  return html`<p>With no drive left out: every drive counts for the time it took, and for ${decimal(limitS, 0)} s at most, the shortest time that any run gave its ambulance (restricted mean time). That is exact, whatever became of them afterwards.</p>
<div class="scroll"><table class="figures"><thead><tr><th scope="col">Arm</th><th scope="col">Arrived</th><th scope="col">Ambulance, at most ${decimal(limitS, 0)} s <small>s</small></th><th scope="col">Saved of that <small>s</small></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function whereText({ phase, link, insideNode }: SeedDrive): string {
  switch (phase) {
    case 'not-departed':
      return 'not departed';
    case 'waiting-to-enter':
      return `waiting for a gap to enter ${link}`;
    case 'driving':
      return insideNode ? `in the node after ${link}` : `on ${link}`;
  }
}

function standingText({ standsSinceS }: SeedDrive): string {
  return standsSinceS === null ? 'moving' : `standing since ${decimal(standsSinceS, 0)} s`;
}

function ringText({ ring }: SeedDrive): string {
  switch (ring) {
    case 'none':
      return '';
    case 'inside':
      return ', in the ring of the gridlock';
    case 'ahead':
      return ', the ring of the gridlock ahead on its way';
    case 'elsewhere':
      return ', the ring of the gridlock not on its way';
  }
}
