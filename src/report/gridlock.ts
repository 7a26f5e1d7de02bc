import type { SeedGridlock, Summary } from '../experiment/summary.ts';
import { decimal } from './figures.ts';
import { firstLines } from './first-lines.ts';
import { html, type Markup } from './markup.ts';

interface ArmGridlock extends SeedGridlock {
  readonly arm: string;
}

/** On a terminal; the report names them all. */
const SHOWN_LINKS = 8;

/** One line for each run that ended in gridlock, for a terminal. */
export function gridlockLines(summary: Summary): readonly string[] {
  const lines = gridlocksOf(summary).map(
    ({ arm, seed, sinceS, links }) => `Gridlock: ${arm}, seed ${seed}, since ${decimal(sinceS, 0)} s on ${shortList(links)}.`,
  );
  return firstLines(lines);
}

function shortList(links: readonly string[]): string {
  const more = links.length - SHOWN_LINKS;
  return more > 1 ? `${links.slice(0, SHOWN_LINKS).join(', ')} and ${more} more links` : links.join(', ');
}

/** Undefined when no run ended in gridlock. */
export function gridlockSection(summary: Summary): Markup | undefined {
  const gridlocks = gridlocksOf(summary);
  if (gridlocks.length === 0) return undefined;
  const rows = gridlocks.map(
    ({ arm, seed, sinceS, links }) =>
      html`<tr><th scope="row">${arm}, seed ${seed}</th><td>${decimal(sinceS, 0)}</td><td class="words">${links.join(', ')}</td></tr>`,
  );
  return html`<section><h2>Gridlock</h2>
<p class="banner"><b>${gridlocks.length} ${gridlocks.length === 1 ? 'run' : 'runs'} ended in gridlock.</b> Vehicles stood in a ring in which each waits for the next to move; no signal can free them, and nobody was taken out. From then on such a run says how it stood, not how it flowed.</p>
<div class="scroll"><table class="figures"><thead><tr><th scope="col">Run</th><th scope="col">Since <small>s</small></th><th scope="col" class="words">Links of the ring</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function gridlocksOf(summary: Summary): readonly ArmGridlock[] {
  return Object.entries(summary.arms).flatMap(([arm, { gridlocks }]) => gridlocks.map((gridlock) => ({ arm, ...gridlock })));
}
