import type { IPoint } from 'influx';
import type { CoreInput } from '../../core/input.ts';
import type { CoreEvent } from '../../evidence/event.ts';
import type { RequestId } from '../../kernel/ids.ts';

interface Forecast {
  readonly atMs: number;
  readonly etaMs: number;
}

/** Requests whose end never shows would otherwise be kept for ever. */
const MAX_FORECASTS = 10_000;

/**
 * Turns evidence into points: counts of inputs, commands, alerts and refusals since the last `take`, and for each stop bar that
 * is passed how far off the arrival was that the first plan for it went by.
 */
export class EvidencePoints {
  readonly #city: string;
  readonly #counts = new Map<string, { readonly measurement: string; readonly tags: Record<string, string>; count: number }>();
  readonly #forecasts = new Map<RequestId, Forecast>();
  #arrivals: IPoint[] = [];

  constructor(city: string) {
    this.#city = city;
  }

  note(input: CoreInput, events: readonly CoreEvent[]): void {
    this.#count('inputs', { kind: input.kind });
    for (const event of events) this.#noteEvent(input.receivedMs, event);
  }

  /** Points so far, stamped with `nowMs` unless they have a time of their own; empties the store. */
  take(nowMs: number): IPoint[] {
    const counts = [...this.#counts.values()].map(
      ({ measurement, tags, count }): IPoint => ({ measurement, tags, fields: { count }, timestamp: nowMs }),
    );
    const points = [...counts, ...this.#arrivals];
    this.#counts.clear();
    this.#arrivals = [];
    return points;
  }

  #noteEvent(atMs: number, event: CoreEvent): void {
    switch (event.kind) {
      case 'refused':
        this.#count('refusals', { stage: event.refusal.stage, reason: event.refusal.reason });
        break;
      case 'commanded':
        this.#count('commands', { wish: event.command.wish.kind });
        break;
      case 'alert':
        this.#count('alerts', { code: event.alert.code });
        break;
      case 'planned':
        if (event.purpose !== 'green-wave' || this.#forecasts.has(event.request)) break;
        if (this.#forecasts.size >= MAX_FORECASTS) this.#forecasts.clear();
        this.#forecasts.set(event.request, { atMs, etaMs: event.basis.etaMs });
        break;
      case 'passed':
        this.#passed(atMs, event.junction, event.mission, event.request);
        break;
    }
  }

  #passed(atMs: number, junction: string, mission: string, request: RequestId): void {
    const forecast = this.#forecasts.get(request);
    if (forecast === undefined) return;
    this.#forecasts.delete(request);
    this.#arrivals.push({
      measurement: 'arrivals',
      tags: { city: this.#city, junction, mission },
      fields: { errorS: (atMs - forecast.etaMs) / 1000, horizonS: (forecast.etaMs - forecast.atMs) / 1000 },
      timestamp: atMs,
    });
  }

  #count(measurement: string, tags: Record<string, string>): void {
    const key = `${measurement} ${Object.values(tags).join(' ')}`;
    const entry = this.#counts.get(key) ?? { measurement, tags: { city: this.#city, ...tags }, count: 0 };
    entry.count += 1;
    this.#counts.set(key, entry);
  }
}
