import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Route } from '../routing/route.ts';
import type { EmergencyState, Gridlock } from '../simulator/simulator.ts';
import type { AmbulanceRecord } from './ambulance-record.ts';
import type { AmbulanceRun, Drive, UnfinishedDrive } from './run-result.ts';

/** What is known of an ambulance at the end of a run. */
export interface DriveAtEnd {
  readonly state: EmergencyState;
  readonly departS: number;
  readonly route: Route;
  readonly record: AmbulanceRecord;
  readonly gridlock: Gridlock | undefined;
  readonly index: RoadIndex;
}

/** How the drive ended, or how far it came. */
export function driveAtEnd({ state, departS, route, record, gridlock, index }: DriveAtEnd): Drive {
  const { phase, lane, positionM } = state;
  if (phase === 'arrived') return { kind: 'arrived', timeS: state.arrivedS - departS };
  const link = route.links[state.routeIndex] as LinkId;
  return {
    kind: 'not-arrived',
    phase,
    link,
    lane,
    positionM,
    insideNode: positionM > index.link(link).lengthM,
    alongM: record.alongM,
    routeLengthM: route.lengthM,
    junctionsPassed: record.junctionsPassed,
    standsSinceS: record.standsSinceS,
    ring: ringSeenFrom(state.routeIndex, route.links, gridlock),
  };
}

function ringSeenFrom(at: number, links: readonly LinkId[], gridlock: Gridlock | undefined): UnfinishedDrive['ring'] {
  if (gridlock === undefined) return 'none';
  const first = links.findIndex((link, i) => i >= at && gridlock.links.includes(link));
  if (first < 0) return 'elsewhere';
  return first === at ? 'inside' : 'ahead';
}

/** Undefined when the ambulance has not arrived. */
export function arrivedTimeS({ drive }: AmbulanceRun): number | undefined {
  return drive.kind === 'arrived' ? drive.timeS : undefined;
}

/** How long the run saw the drive: to the arrival, else to the run's end. */
export function seenTimeS({ drive, limitS }: AmbulanceRun): number {
  return drive.kind === 'arrived' ? drive.timeS : limitS;
}
