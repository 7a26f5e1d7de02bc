import type { CoreEvent } from '../evidence/event.ts';
import type { JunctionId, MissionId, RequestId } from '../kernel/ids.ts';
import { isFinal } from '../preemption/request.ts';

/** What became of the greens that were given for ambulances. */
export interface PreemptionTally {
  /** Requests whose signal group was seen green while they were active. */
  readonly granted: number;
  /** Of those, ended before the ambulance came, which passed later, under another request. */
  readonly unused: number;
  /** Of those, ended for an ambulance that never passed the junction. */
  readonly false: number;
}

interface Green {
  readonly junction: JunctionId;
  readonly mission: MissionId;
  ended: boolean;
  used: boolean;
}

/** Follows every request from its green to its end. */
export class PreemptionCount {
  readonly #missions = new Map<RequestId, { readonly mission: MissionId; readonly junction: JunctionId }>();
  readonly #greens = new Map<RequestId, Green>();
  /** Junctions passed, per mission. */
  readonly #passed = new Map<MissionId, Set<JunctionId>>();

  note(event: CoreEvent): void {
    if (event.kind === 'request') {
      const { request, mission, junction } = event;
      this.#missions.set(request, { mission, junction });
      const green = this.#greens.get(request);
      if (green !== undefined && isFinal(event.to)) green.ended = true;
    } else if (event.kind === 'green') {
      const of = this.#missions.get(event.request);
      if (of !== undefined && !this.#greens.has(event.request))
        this.#greens.set(event.request, { ...of, ended: false, used: false });
    } else if (event.kind === 'passed') {
      const green = this.#greens.get(event.request);
      if (green !== undefined) green.used = true;
      this.#passed.set(event.mission, (this.#passed.get(event.mission) ?? new Set()).add(event.junction));
    }
  }

  /** So far; a green whose request is still open is neither unused nor false. */
  tally(): PreemptionTally {
    const wasted = [...this.#greens.values()].filter(({ ended, used }) => ended && !used);
    const unused = wasted.filter(({ mission, junction }) => this.#passed.get(mission)?.has(junction) === true).length;
    return { granted: this.#greens.size, unused, false: wasted.length - unused };
  }
}
