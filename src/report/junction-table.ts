import type { JunctionTrace, RunTrace } from '../experiment/run-result.ts';
import type { ArmView } from './arm-view.ts';
import { decimal, minutes } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { type Passage, passageAt, timeAt } from './passage.ts';

/** How the ambulance came through each junction in one run, beside the baseline run of the same seed. */
export function junctionTable(trace: RunTrace, baseline: ArmView | undefined): Markup {
  const startS = trace.path[0]?.[0] ?? 0;
  const other = baseline?.drawn?.trace;
  const rows = trace.junctions.map((junction, i) => {
    const passage = passageAt(trace, junction);
    const before = trace.junctions[i - 1]?.distanceM ?? 0;
    const saved = savedBetween(trace, other, before, junction.distanceM);
    return html`<tr class="${junction.passedOnGreen ? '' : 'missed'}">
<th scope="row">${junction.junction}<small>${junction.name}</small></th>
<td>${decimal(junction.distanceM, 0)}</td>
<td>${passage === undefined ? '–' : minutes(passage.crossedS - startS)}</td>
<td class="words">${junction.passedOnGreen ? html`<span class="yes">yes</span>` : html`<span class="no">no</span>: ${whyNot(passage)}`}</td>
<td>${passage?.greenFromS === undefined ? '–' : decimal(passage.crossedS - passage.greenFromS, 0)}</td>
<td>${passage?.queueAtGreenM === undefined ? '–' : decimal(passage.queueAtGreenM, 0)}</td>
<td>${longestQueue(junction)}</td>
<td>${saved === undefined ? '–' : decimal(saved, 0)}</td></tr>`;
  });
  return html`<div class="scroll"><table class="figures junctions"><thead><tr><th scope="col">Junction</th><th scope="col">Distance <small>m</small></th><th scope="col">Crossed after</th><th scope="col" class="words">On green</th><th scope="col">Green for <small>s, when it crossed</small></th><th scope="col">Queue <small>m, when that green began</small></th><th scope="col">Longest queue <small>m</small></th><th scope="col">Saved from the one before <small>s</small></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Why a passing does not count as on green, from what the lamps showed. */
function whyNot(passage: Passage | undefined): string {
  if (passage === undefined) return 'it did not get there';
  if (passage.greenFromS === undefined) return 'the light was not green when it crossed';
  if (passage.lampNear === 'green') return 'green when it came within 50 m, but not all the time until it had crossed';
  const waitedS = passage.greenFromS - passage.nearS;
  return `${passage.lampNear ?? 'not green'} for another ${decimal(waitedS, 0)} s when it came within 50 m`;
}

function longestQueue(junction: JunctionTrace): string {
  return junction.queue.length === 0 ? '–' : decimal(Math.max(...junction.queue.map(([, m]) => m)), 0);
}

/** Seconds saved on the way between two distances; undefined where either run has no such stretch. */
function savedBetween(trace: RunTrace, other: RunTrace | undefined, fromM: number, toM: number): number | undefined {
  if (other === undefined || other === trace) return undefined;
  const [a, b, c, d] = [timeAt(trace, fromM), timeAt(trace, toM), timeAt(other, fromM), timeAt(other, toM)];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return d - c - (b - a);
}
