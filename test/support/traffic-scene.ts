import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { advanceTraffic } from '../../src/traffic/advance-traffic.ts';
import { laneNetworkOf } from '../../src/traffic/lane-network.ts';
import type { JunctionKnowledge, SeenCycle } from '../../src/traffic/lane-signals.ts';
import type { Probe } from '../../src/traffic/probe.ts';
import { type LaneTraffic, laneTraffic, type TrafficState } from '../../src/traffic/traffic-state.ts';

/** What a junction is heard to say in a second; absent: it is silent. */
interface Said {
  /** Stage that is green, for how long, and what it counts. */
  readonly stage: string;
  readonly sinceS: number;
  readonly lanes?: readonly LaneCount[];
}

/** Half a minute of green and a minute of red for every group. */
export const CYCLE: SeenCycle = { greenS: 30, redS: 60 };

/** The traffic of a map, second by second, under signals and counts as a test has them. */
export class TrafficScene {
  readonly index: RoadIndex;
  nowMs = 1_000_000_000;
  traffic: TrafficState | undefined;

  constructor(index: RoadIndex) {
    this.index = index;
  }

  /** A second of what each junction says. */
  second(said: (junction: string) => Said | undefined, probes: readonly Probe[] = []): void {
    this.nowMs += 1000;
    const junction = (id: string): JunctionKnowledge => this.#knowledgeOf(id, said(id));
    this.traffic = advanceTraffic(this.index, this.traffic, { junction, probes, nowMs: this.nowMs });
  }

  /** So many seconds of one stage everywhere, green since the first of them. */
  hold(seconds: number, stage: string, lanes: (junction: string) => readonly LaneCount[] = () => []): void {
    for (let s = 0; s < seconds; s++) this.second((junction) => ({ stage, sinceS: s, lanes: lanes(junction) }));
  }

  lane(link: string, lane: number): LaneTraffic {
    const { junction } = laneNetworkOf(this.index).lanes[laneNetworkOf(this.index).laneNumber(link, lane)!]!;
    return laneTraffic(this.index, this.traffic, junction).find((one) => one.link === link && one.lane === lane)!;
  }

  #knowledgeOf(id: string, said: Said | undefined): JunctionKnowledge {
    const junction = this.index.junction(id);
    const cycles = new Map(junction.groups.map(({ id: group }) => [group, CYCLE]));
    if (said === undefined) return { cycles };
    const open = junction.stages.find((stage) => stage.id === said.stage)?.groups ?? [];
    const sinceMs = this.nowMs - said.sinceS * 1000;
    const groups = junction.groups.map(({ id: group }) => {
      const lamp = open.includes(group) ? ('green' as const) : ('red' as const);
      return { group, lamp, sinceMs };
    });
    const state = {
      junction: id,
      atMs: this.nowMs,
      mode: 'priority' as const,
      stage: said.stage,
      groups,
      lanes: said.lanes ?? [],
    };
    return { state, cycles };
  }
}
