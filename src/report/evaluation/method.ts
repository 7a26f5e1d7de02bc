import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { EvaluationSummary } from '../../evaluation/result.ts';
import { html, type Markup } from '../markup.ts';

/** What the page's figures were made by; `machine` is what timings are of. */
export interface Provenance {
  readonly summary: EvaluationSummary;
  readonly machine: { readonly cpu: string; readonly node: string };
}

export function armList(arms: readonly EvaluatedArm[]): Markup {
  return html`<dl>${arms.map(({ label, rule }) => html`<dt>${label}</dt><dd>${rule}</dd>`)}</dl>`;
}

/** How each figure comes about, so that it can be cited. */
export function definitions(seeds: number): Markup {
  return html`<dl>
<dt>Pairing</dt><dd>Each seed draws traffic, drivers, departures, signal offsets, receivers’ errors and faults from streams of their own; every arm meets the same ones. ${seeds > 1 ? `${seeds} seeds.` : 'One seed: no interval, and nothing that can be said of chance.'} All arms run behind the same interlock, maximum presence and recovery.</dd>
<dt>± and [ , ]</dt><dd>Half width of the 95 % interval by Student’s t over the seeds, of differences seed by seed; in brackets the 95 % percentile bootstrap (2,000 resamples of the seeds, the same for every arm), from 8 seeds on. p90: type 7 of Hyndman and Fan.</dd>
<dt>Time</dt><dd>From departure, when the mission opens, to arrival. Where some ambulance did not arrive, every drive is counted up to the shortest time that a run gave its ambulance (restricted mean), and a note says so. Of several ambulances the mean.</dd>
<dt>Alone on all green</dt><dd>The same ambulance in the empty city with every light of its way green: the physical floor. A faster result ends the evaluation with an error.</dd>
<dt>φ</dt><dd>Share of the avoidable delay that is gone, (T none − T) / (T none − floor), of the means, against both floors: alone on all green, and the route at the limit (which an ambulance may beat). Interval by linearisation of the ratio.</dd>
<dt>Price</dt><dd>Extra vehicle-seconds lost by all others per second that the ambulance saved, of the means.</dd>
<dt>On green</dt><dd>The ambulance’s signal group green from 50 m before the stop bar until it has crossed. Stops: below 0.1 m/s after having driven above 2 m/s.</dd>
<dt>Loss</dt><dd>Time lost against the desired speed, waiting to enter included, in the window from the end of the warm-up to the end of the run; ambulances left out. Cross streets: approaches to the route’s junctions from roads that no route uses.</dd>
<dt>Least by red</dt><dd>Who enters the city on a cross street is at its stop bar after the free drive at the earliest; if its light is red then, it waits at least until it is not. Summed up, that is the least that the lights made them lose; the measured loss of every approach in every run must not be below it.</dd>
<dt>Per approach</dt><dd>Loss added on each cross street: mean, 95 % quantile and maximum over the approaches, averaged over the seeds.</dd>
<dt>Spillback</dt><dd>Links that begin at a signalised junction, looked at every 10 s: time for which one of their lanes was full of queue, at 7.5 m a vehicle.</dd>
<dt>Recovery</dt><dd>From the passing of the last junction by the last ambulance until every junction is back in its programme. In step: of all junctions passed, the share that was back for good within three of its own cycles after the last crossing, and how long 95 % of them took at most.</dd>
<dt>Greens</dt><dd>Requests that were seen green; unused, those that ended before the ambulance came, which passed under a later one; false, those for an ambulance that never passed.</dd>
<dt>Front of ours</dt><dd>No priority and the urgencies of ours, and what mixtures of two of them give in the mean. At an arm’s cost, how much more time the front takes; at an arm’s time, how much more it costs; below nought ours is ahead. An arm that is cheaper than the whole front, or faster, has no such figure. Intervals resample the seeds of all arms together.</dd>
<dt>Planning</dt><dd>Time of one second’s control step in which a mission was open (forecast, plan, interlock, commands, status), on the first seed, played again from its event log after the runs, on one core. Of ours and its ablations: baselines plan nothing.</dd>
</dl>`;
}

/** What makes the figures again. */
export function reproduction({ summary, machine }: Provenance): Markup {
  const { command, version, build, settings, skipped, seeds } = summary;
  const rows = Object.values(settings).map(
    ({ scenario, scenarioSha256, mapSha256 }) =>
      html`<tr><th scope="row">${scenario}</th><td class="words"><code>${scenarioSha256}</code></td><td class="words"><code>${mapSha256}</code></td></tr>`,
  );
  return html`<dl><dt>Command</dt><dd><code>${command}</code></dd><dt>Version</dt><dd>${version}, program files SHA-256 <code>${build}</code></dd><dt>Seeds</dt><dd>${seedText(seeds)}</dd><dt>Machine</dt><dd>${machine.cpu}, Node.js ${machine.node}. Only the planning times depend on it: the same command gives the same <code>summary.json</code>, to the byte, on however many cores.</dd>
${skipped.length === 0 ? undefined : html`<dt>Skipped</dt><dd>${skipped.map(({ setting, why }) => html`<b>${setting}</b>: ${why}. `)}</dd>`}</dl>
<details><summary>Hashes of what was run</summary><p class="note">SHA-256 of the canonical JSON of scenario (without seeds and arms, with its list of vehicles) and map. The event log of every run has a hash in <code>runs.csv</code>.</p><div class="scroll"><table class="figures"><thead><tr><th scope="col">Setting</th><th scope="col">Scenario</th><th scope="col">Map</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function seedText(seeds: readonly number[]): string {
  return seeds.length === 1 ? `${seeds[0] ?? ''}` : `${seeds[0] ?? ''} to ${seeds.at(-1) ?? ''}, ${seeds.length} of them`;
}

export function caveats(): Markup {
  return html`<p>Simulated seconds are not field seconds, and seconds of different simulators must not be mixed; percentages may stand beside those of others. Corridor and grids are schematic, their demand is assumed, each number with its source in the scenario file. Junction controllers are ours: no field hardware was involved. Road networks and demand of others are theirs; the settings name whose.</p>`;
}
